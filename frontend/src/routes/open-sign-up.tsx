import { AccountPage } from '../features/session/components/account-page';
import { SignUpForm } from '../features/session/components/sign-up-form';
import { Banner } from '../shared/ui/banner';
import type { SignUpWays } from './door-page';
import { OtherWays } from './other-ways';
import styles from './page.module.css';
import { useSignedIn } from './use-signed-in';

/** Anybody may make an account. */
export function OpenSignUp({ page, options, next, onMailSent }: SignUpWays) {
  const onSignedIn = useSignedIn(next);
  return (
    <AccountPage {...page} heading="Begin a list" lead="It is yours alone.">
      {options?.firstAccount && (
        <div className={styles.said}>
          <Banner>
            You are the first one here. This account will be the administrator’s, who may invite people and look after
            their accounts.
          </Banner>
        </div>
      )}
      <SignUpForm onSignedIn={onSignedIn} onMailSent={onMailSent} />
      <OtherWays providers={options?.providers} next={next} />
    </AccountPage>
  );
}
