import { AccountPage } from '../features/session/components/account-page';
import { SignUpForm } from '../features/session/components/sign-up-form';
import { Banner } from '../shared/ui/banner';
import type { SignUpWays } from './door-page';
import { OtherWays } from './other-ways';
import styles from './page.module.css';
import { useSignedIn } from './use-signed-in';

/** Anybody may make an account, or whoever has the set-up code the first one: by e-mail, since no provider takes it along. */
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
      <SignUpForm setupCodeNeeded={options?.setupCodeNeeded} onSignedIn={onSignedIn} onMailSent={onMailSent} />
      {!options?.setupCodeNeeded && <OtherWays providers={options?.providers} next={next} />}
    </AccountPage>
  );
}
