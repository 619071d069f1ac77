import { type ReactNode, type Ref, useState } from 'react';
import { emailRule, passwordRule } from '../../../shared/account-forms/account-rules';
import styles from '../../../shared/account-forms/form.module.css';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { ApiError } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { CheckField } from '../../../shared/ui/check-field';
import { PasswordField } from '../../../shared/ui/password-field';
import { TextField } from '../../../shared/ui/text-field';
import { type SecondFactorMethod, signIn } from '../api/sign-in';
import type { Session } from '../session';

interface SignInFormProps {
  /** Filled in already, where it is known. */
  email?: string;
  passwordRef?: Ref<HTMLInputElement>;
  /** The browser may offer passkeys where it fills in the address. */
  passkeys?: boolean;
  /** What to offer to whom has not confirmed their address yet. */
  renderNotVerified?: (email: string) => ReactNode;
  onSignedIn: (session: Session) => void | Promise<void>;
  /** The password is right, and a second factor is asked. */
  onAsked: (methods: SecondFactorMethod[], email: string) => void | Promise<void>;
}

/** E-mail address and password, and for how long. */
export function SignInForm(props: SignInFormProps) {
  const { email, passwordRef, passkeys, renderNotVerified, onSignedIn, onAsked } = props;
  const [rememberMe, setRememberMe] = useState(true);
  const [notVerified, setNotVerified] = useState<string>();
  const { formProps, field, message, busy } = useAccountForm(
    { email: emailRule, password: passwordRule },
    async (values) => {
      const credentials = { ...values, email: values.email.trim(), rememberMe };
      setNotVerified(undefined);
      const outcome = await signIn(credentials).catch((error: unknown) => {
        if (isNotVerified(error)) setNotVerified(credentials.email);
        throw error;
      });
      if ('session' in outcome) await onSignedIn(outcome.session);
      else await onAsked(outcome.asked, credentials.email);
    },
  );
  return (
    <form {...formProps} className={styles.form}>
      {message && <Banner tone="danger">{message}</Banner>}
      {notVerified && renderNotVerified?.(notVerified)}
      <TextField
        {...field('email')}
        label="E-mail address"
        type="email"
        autoComplete={passkeys ? 'username webauthn' : 'username'}
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={email}
      />
      <PasswordField {...field('password')} ref={passwordRef} label="Password" autoComplete="current-password" />
      <CheckField
        label="Keep me signed in on this device"
        checked={rememberMe}
        onChange={(event) => setRememberMe(event.currentTarget.checked)}
      />
      <Button type="submit" variant="primary" wide loading={busy}>
        Sign in
      </Button>
    </form>
  );
}

function isNotVerified(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'EMAIL_NOT_VERIFIED';
}
