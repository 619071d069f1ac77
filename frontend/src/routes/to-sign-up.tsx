import { Link } from '@tanstack/react-router';
import type { Options } from '../features/account/api/options-query';

interface ToSignUpProps {
  next: string | undefined;
  /** Who may make an account, once that is known. */
  signUp: Options['signUp'] | undefined;
}

/** The way to an account, for who has none. */
export function ToSignUp({ next, signUp }: ToSignUpProps) {
  if (signUp === 'closed') return null;
  if (signUp === 'invitation') return <p>New here? Open the link in your invitation.</p>;
  return (
    <p>
      New here?{' '}
      <Link to="/sign-up" search={{ next }}>
        Create an account
      </Link>
    </p>
  );
}
