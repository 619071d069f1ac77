import type { ReactNode } from 'react';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import type { SecondFactor } from '../api/second-factor';
import type { Matter } from '../two-step-messages';
import styles from './second-factor.module.css';

/** So few recovery codes are a reason to make new ones. */
const FEW = 2;

interface StateProps {
  busy: Matter | 'forget' | undefined;
  onBegin: (matter: Matter) => void;
}

/** Off: what it is, and the ways to turn it on. */
export function TwoStepOff({ passkeys, busy, onBegin }: StateProps & { passkeys: number }) {
  return (
    <>
      <p className={styles.text}>
        After your password Latch can ask for a second thing that only you have: a code of an app, or a passkey. Then
        your password alone is not enough to sign in.
      </p>
      <div className={styles.buttons}>
        <Button loading={busy === 'app'} onClick={() => onBegin('app')}>
          Set up an authenticator app
        </Button>
        {passkeys > 0 && (
          <Button loading={busy === 'passkeys'} onClick={() => onBegin('passkeys')}>
            Use your passkeys
          </Button>
        )}
      </div>
    </>
  );
}

interface TwoStepOnProps extends StateProps {
  state: SecondFactor;
  onForget: () => void;
  onTurnOff: () => void;
}

/** On: what may answer, what is left, and the way to turn it off. */
export function TwoStepOn({ state, busy, onBegin, onForget, onTurnOff }: TwoStepOnProps) {
  const { authenticator, passkeys, recoveryCodesLeft, trustedBrowsers } = state;
  return (
    <>
      {recoveryCodesLeft <= FEW && <Banner>{warnOfFewCodes(recoveryCodesLeft)}</Banner>}
      <ul aria-label="Two-step sign-in">
        <Line
          title="Two-step sign-in is on"
          about={formatPasskeyCount(passkeys)}
          action={
            <Button loading={busy === 'off'} onClick={onTurnOff}>
              Turn off…
            </Button>
          }
        />
        <Line
          title="Authenticator app"
          about={authenticator ? 'Set up.' : 'Not set up.'}
          action={
            !authenticator && (
              <Button loading={busy === 'app'} onClick={() => onBegin('app')}>
                Set up an app
              </Button>
            )
          }
        />
        <Line
          title="Recovery codes"
          about={recoveryCodesLeft === 1 ? '1 is left.' : `${recoveryCodesLeft} are left.`}
          action={
            <Button loading={busy === 'codes'} onClick={() => onBegin('codes')}>
              Create new codes
            </Button>
          }
        />
        {trustedBrowsers > 0 && (
          <Line
            title="Trusted browsers"
            about={trustedBrowsers === 1 ? '1 browser is not asked.' : `${trustedBrowsers} browsers are not asked.`}
            action={
              <Button loading={busy === 'forget'} onClick={onForget}>
                Ask in all browsers again
              </Button>
            }
          />
        )}
      </ul>
    </>
  );
}

function Line({ title, about, action }: { title: string; about: string; action: ReactNode }) {
  return (
    <li className={styles.line}>
      <div>
        <p>{title}</p>
        <p className={styles.about}>{about}</p>
      </div>
      {action}
    </li>
  );
}

function warnOfFewCodes(left: number): string {
  if (left === 0) return 'No recovery code is left. Make new ones, for when your app or passkey is not at hand.';
  return `Only ${left} recovery ${left === 1 ? 'code is' : 'codes are'} left. Make new ones before you need them.`;
}

function formatPasskeyCount(count: number): string {
  if (count === 0) return 'You have no passkeys.';
  return count === 1 ? 'You can also use your passkey.' : `You can also use your ${count} passkeys.`;
}
