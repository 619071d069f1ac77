import { Link, useSearch } from '@tanstack/react-router';
import { AccountPage } from '../features/session/components/account-page';
import { SignInForm } from '../features/session/components/sign-in-form';
import { useSignedIn } from './use-signed-in';

/** `/sign-in` */
export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' });
  const onSignedIn = useSignedIn(next);
  const other = (
    <>
      New here?{' '}
      <Link to="/sign-up" search={{ next }}>
        Create an account
      </Link>
    </>
  );
  return (
    <AccountPage title="Sign in" heading="Welcome back" lead="Your list is where you left it." other={other}>
      <SignInForm onSignedIn={onSignedIn} />
    </AccountPage>
  );
}
