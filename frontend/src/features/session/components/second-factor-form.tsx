import { type Ref, useState } from 'react';
import { authenticatorCodeRule, recoveryCodeRule } from '../../../shared/account-forms/account-rules';
import { CodeField } from '../../../shared/account-forms/code-field';
import styles from '../../../shared/account-forms/form.module.css';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { knowsPasskeys } from '../../../shared/passkeys/ceremony';
import { PasskeysElsewhere } from '../../../shared/passkeys/passkey-address';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { CheckField } from '../../../shared/ui/check-field';
import { TextField } from '../../../shared/ui/text-field';
import { useFirstFocus } from '../../../shared/ui/use-first-focus';
import { anyMethod, isSignInExpired, type SecondFactorMethod, signInWithSecondFactor } from '../api/sign-in';
import type { Session } from '../session';
import { PasskeyButton } from './passkey-button';
import stepStyles from './second-factor-form.module.css';

type CodeMethod = Exclude<SecondFactorMethod, 'passkey'>;

interface StepProps {
  onSignedIn: (session: Session) => void | Promise<void>;
  /** The first step is too long ago, or too many codes were wrong. */
  onExpired: () => void;
}

interface SecondFactorFormProps extends StepProps {
  /** What may answer, the usual one first; anything when it is not known. */
  methods?: readonly SecondFactorMethod[];
  /** The address at which there can be passkeys, where it is another one than that of this page. */
  passkeysElsewhere?: string;
}

const OTHER_CODE: Record<CodeMethod, string> = {
  totp: 'Use your authenticator app',
  'recovery-code': 'Use a recovery code',
};

/** The second step of a sign-in: a code, or a passkey, whichever is at hand. */
export function SecondFactorForm({ methods = anyMethod, passkeysElsewhere, ...step }: SecondFactorFormProps) {
  const [usual] = methods;
  const possible = knowsPasskeys() && !passkeysElsewhere;
  const [chosen, choose] = useState(usual === 'passkey' && !possible ? methods.find(isCode) : usual);
  const codes = methods.filter(isCode).filter((method) => method !== chosen);
  const passkey = methods.includes('passkey');
  return (
    <div className={stepStyles.step}>
      {chosen && isCode(chosen) && <CodeStep key={chosen} method={chosen} {...step} />}
      <div className={stepStyles.others}>
        {passkey && passkeysElsewhere && <PasskeysElsewhere address={passkeysElsewhere} />}
        {passkey && possible && (
          <PasskeyButton variant={chosen === 'passkey' ? 'primary' : 'quiet'} {...step}>
            Use a passkey
          </PasskeyButton>
        )}
        {codes.map((method) => (
          <Button key={method} wide onClick={() => choose(method)}>
            {OTHER_CODE[method]}
          </Button>
        ))}
      </div>
    </div>
  );
}

function isCode(method: SecondFactorMethod): method is CodeMethod {
  return method !== 'passkey';
}

function CodeStep({ method, onSignedIn, onExpired }: StepProps & { method: CodeMethod }) {
  const [trustBrowser, setTrustBrowser] = useState(false);
  const first = useFirstFocus<HTMLInputElement>();
  const { formProps, field, message, busy } = useAccountForm({ code: RULES[method] }, async ({ code }) => {
    try {
      await onSignedIn(await signInWithSecondFactor({ method, code: code.trim(), trustBrowser }));
    } catch (error) {
      if (!isSignInExpired(error)) throw error;
      onExpired();
    }
  });
  const Code = FIELDS[method];
  return (
    <form {...formProps} className={styles.form}>
      {message && <Banner tone="danger">{message}</Banner>}
      <Code {...field('code')} ref={first} />
      <CheckField
        label="Do not ask again in this browser for 30 days"
        checked={trustBrowser}
        onChange={(event) => setTrustBrowser(event.currentTarget.checked)}
      />
      <Button type="submit" variant="primary" wide loading={busy}>
        Sign in
      </Button>
    </form>
  );
}

const RULES = { totp: authenticatorCodeRule, 'recovery-code': recoveryCodeRule };
const FIELDS = { totp: CodeField, 'recovery-code': RecoveryCodeField };

function RecoveryCodeField(props: { ref: Ref<HTMLInputElement>; name: string; error?: string }) {
  return (
    <TextField
      {...props}
      label="Recovery code"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      hint="You saved them when you turned two-step sign-in on. Each works once."
    />
  );
}
