import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { PasswordField } from '../../../shared/ui/password-field';
import { TextField } from '../../../shared/ui/text-field';
import { emailRule, nameRule, newPasswordRule } from '../account-rules';
import { signUp } from '../api/sign-up';
import type { Session } from '../session';
import { useAccountForm } from '../use-account-form';
import styles from './form.module.css';

/** Name, e-mail address and a new password. */
export function SignUpForm({ onSignedIn }: { onSignedIn: (session: Session) => void | Promise<void> }) {
  const { formProps, field, message, busy } = useAccountForm(
    { name: nameRule, email: emailRule, password: newPasswordRule },
    async ({ name, email, password }) => onSignedIn(await signUp({ name: name.trim(), email: email.trim(), password })),
  );
  return (
    <form {...formProps} className={styles.form}>
      {message && <Banner tone="danger">{message}</Banner>}
      <TextField {...field('name')} label="Name" autoComplete="name" />
      <TextField
        {...field('email')}
        label="E-mail address"
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        hint="You sign in with it."
      />
      <PasswordField
        {...field('password')}
        label="Password"
        autoComplete="new-password"
        hint="At least 8 characters. A few words in a row are easy to keep in mind."
      />
      <Button type="submit" variant="primary" wide loading={busy}>
        Create account
      </Button>
    </form>
  );
}
