import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { MailSent } from '../features/account/components/mail-sent';
import { AccountPage } from '../features/session/components/account-page';
import { SignUpForm } from '../features/session/components/sign-up-form';
import { useSignedIn } from './use-signed-in';

/** `/sign-up` */
export function SignUpPage() {
  const { next } = useSearch({ from: '/sign-up' });
  const onSignedIn = useSignedIn(next);
  const [mailedTo, setMailedTo] = useState<string>();
  const other = (
    <p>
      Have an account already?{' '}
      <Link to="/sign-in" search={{ next }}>
        Sign in
      </Link>
    </p>
  );
  if (mailedTo)
    return (
      <AccountPage key="mail" title="Look into your mail" heading="Look into your mail" other={other} takesFocus>
        <MailSent email={mailedTo} />
      </AccountPage>
    );
  return (
    <AccountPage title="Create an account" heading="Begin a list" lead="It is yours alone." other={other}>
      <SignUpForm onSignedIn={onSignedIn} onMailSent={setMailedTo} />
    </AccountPage>
  );
}
