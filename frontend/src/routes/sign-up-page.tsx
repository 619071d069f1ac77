import { Link, useSearch } from '@tanstack/react-router';
import { AccountPage } from '../features/session/components/account-page';
import { SignUpForm } from '../features/session/components/sign-up-form';
import { useSignedIn } from './use-signed-in';

/** `/sign-up` */
export function SignUpPage() {
  const { next } = useSearch({ from: '/sign-up' });
  const onSignedIn = useSignedIn(next);
  const other = (
    <>
      Have an account already?{' '}
      <Link to="/sign-in" search={{ next }}>
        Sign in
      </Link>
    </>
  );
  return (
    <AccountPage title="Create an account" heading="Begin a list" lead="It is yours alone." other={other}>
      <SignUpForm onSignedIn={onSignedIn} />
    </AccountPage>
  );
}
