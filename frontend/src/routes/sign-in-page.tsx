import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { type Options, optionsQuery } from '../features/account/api/options-query';
import { SendLinkAgain } from '../features/account/components/send-link-again';
import { ProviderButtons } from '../features/providers/components/provider-buttons';
import { formatOAuthError } from '../features/providers/oauth-callback-error';
import { AccountPage } from '../features/session/components/account-page';
import { PasskeySignIn } from '../features/session/components/passkey-sign-in';
import { SignInForm } from '../features/session/components/sign-in-form';
import { SignedInElsewhere } from '../features/session/components/signed-in-elsewhere';
import { signInExpired } from '../features/session/api/sign-in';
import { knowsPasskeys } from '../shared/passkeys/ceremony';
import { otherPasskeyAddress, PasskeysElsewhere } from '../shared/passkeys/passkey-address';
import { Banner } from '../shared/ui/banner';
import styles from './page.module.css';
import type { SignInNotice } from './sign-in-notice';
import { useOAuthCallbackError } from './use-oauth-callback-error';
import { useSignedIn } from './use-signed-in';

const MESSAGES: Record<SignInNotice, string> = {
  'password-reset': 'Your new password is set, and all devices are signed out. Sign in with it.',
  'account-deleted': 'Your account is deleted, with everything in it.',
  'sign-in-expired': signInExpired,
  'sign-in-again': 'You are signed out. Sign in again, and you come back to where you were.',
};

/** `/sign-in` */
export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' });
  const error = useOAuthCallbackError();
  const { notice, email } = useLocation({ select: ({ state }) => state });
  const navigate = useNavigate();
  const { data: options } = useQuery(optionsQuery);
  const onSignedIn = useSignedIn(next);
  const providers = options?.providers ?? [];
  const elsewhere = otherPasskeyAddress(options);
  const passkeys = options?.passkeys && knowsPasskeys() && !elsewhere;
  if (options?.firstAccount) return <Navigate to="/sign-up" search={{ next }} replace />;
  const other = (
    <>
      {elsewhere && <PasskeysElsewhere address={elsewhere} />}
      {options && options.mail !== 'none' && (
        <p>
          <Link to="/forgot-password">Forgot your password?</Link>
        </p>
      )}
      <ToSignUp next={next} signUp={options?.signUp} />
    </>
  );
  return (
    <AccountPage title="Sign in" heading="Welcome back" lead="Your list is where you left it." other={other}>
      {error && (
        <div className={styles.notice}>
          <Banner tone="danger">{formatOAuthError(error)}</Banner>
        </div>
      )}
      {notice && (
        <div className={styles.notice}>
          <Banner>{MESSAGES[notice]}</Banner>
        </div>
      )}
      <SignedInElsewhere onGoOn={onSignedIn} />
      <SignInForm
        key={email}
        email={email}
        passkeys={passkeys}
        onSignedIn={onSignedIn}
        onAsked={(methods, email) => navigate({ to: '/second-factor', search: { next }, state: { methods, email } })}
        renderNotVerified={(email) => <SendLinkAgain email={email} />}
      />
      {(passkeys || providers.length > 0) && (
        <div className={styles.otherWays}>
          <p className={styles.or}>or</p>
          {passkeys && <PasskeySignIn onSignedIn={onSignedIn} />}
          <ProviderButtons providers={providers} next={next} />
        </div>
      )}
    </AccountPage>
  );
}

interface ToSignUpProps {
  next: string | undefined;
  /** Who may make an account, once that is known. */
  signUp: Options['signUp'] | undefined;
}

/** The way to an account, for who has none. */
function ToSignUp({ next, signUp }: ToSignUpProps) {
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
