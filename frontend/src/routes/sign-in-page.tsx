import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearch } from '@tanstack/react-router';
import { optionsQuery } from '../features/account/api/options-query';
import { SendLinkAgain } from '../features/account/components/send-link-again';
import { AccountPage } from '../features/session/components/account-page';
import { SignInForm } from '../features/session/components/sign-in-form';
import { Banner } from '../shared/ui/banner';
import styles from './page.module.css';
import type { Said } from './said-state';
import { useSignedIn } from './use-signed-in';

const WORDS: Record<Said, string> = {
  'password-reset': 'Your new password is set, and all devices are signed out. Sign in with it.',
  'account-deleted': 'Your account is deleted, with everything in it.',
};

/** `/sign-in` */
export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' });
  const said = useLocation({ select: ({ state }) => state.said });
  const { data: options } = useQuery(optionsQuery);
  const onSignedIn = useSignedIn(next);
  const other = (
    <>
      {options && options.mail !== 'none' && (
        <p>
          <Link to="/forgot-password">Forgot your password?</Link>
        </p>
      )}
      <p>
        New here?{' '}
        <Link to="/sign-up" search={{ next }}>
          Create an account
        </Link>
      </p>
    </>
  );
  return (
    <AccountPage title="Sign in" heading="Welcome back" lead="Your list is where you left it." other={other}>
      {said && (
        <div className={styles.said}>
          <Banner>{WORDS[said]}</Banner>
        </div>
      )}
      <SignInForm onSignedIn={onSignedIn} renderNotVerified={(email) => <SendLinkAgain email={email} />} />
    </AccountPage>
  );
}
