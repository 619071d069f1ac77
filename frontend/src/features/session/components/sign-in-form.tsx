import type { Ref } from 'react';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { PasswordField } from '../../../shared/ui/password-field';
import { TextField } from '../../../shared/ui/text-field';
import { emailRule, passwordRule } from '../account-rules';
import { signIn } from '../api/sign-in';
import type { Session } from '../session';
import { useAccountForm } from '../use-account-form';
import styles from './form.module.css';

interface SignInFormProps {
  /** Filled in already, where it is known. */
  email?: string;
  passwordRef?: Ref<HTMLInputElement>;
  onSignedIn: (session: Session) => void | Promise<void>;
}

/** E-mail address and password. */
export function SignInForm({ email, passwordRef, onSignedIn }: SignInFormProps) {
  const { formProps, field, message, busy } = useAccountForm(
    { email: emailRule, password: passwordRule },
    async (values) => onSignedIn(await signIn({ ...values, email: values.email.trim() })),
  );
  return (
    <form {...formProps} className={styles.form}>
      {message && <Banner tone="danger">{message}</Banner>}
      <TextField
        {...field('email')}
        label="E-mail address"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={email}
      />
      <PasswordField {...field('password')} ref={passwordRef} label="Password" autoComplete="current-password" />
      <Button type="submit" variant="primary" wide loading={busy}>
        Sign in
      </Button>
    </form>
  );
}
