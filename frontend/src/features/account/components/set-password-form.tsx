import { newPasswordHint, newPasswordRule } from '../../../shared/account-forms/account-rules';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { announce } from '../../../shared/ui/announcements';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { PasswordField } from '../../../shared/ui/password-field';
import { setPassword } from '../api/account';
import styles from './account.module.css';

interface SetPasswordFormProps {
  userId: string;
  onChanged: () => void;
}

/** Chooses a password, for an account that has none. */
export function SetPasswordForm({ userId, onChanged }: SetPasswordFormProps) {
  const { formProps, field, message, busy } = useAccountForm({ newPassword: newPasswordRule }, async (values) => {
    await setPassword(userId, values.newPassword);
    announce('Your password is set.');
    onChanged();
  });
  return (
    <form {...formProps} className={styles.form}>
      <p className={styles.text}>You have no password. You sign in with a linked account or a passkey.</p>
      {message && <Banner tone="danger">{message}</Banner>}
      <PasswordField
        {...field('newPassword')}
        label="New password"
        autoComplete="new-password"
        hint={newPasswordHint}
      />
      <div className={styles.buttons}>
        <Button type="submit" loading={busy}>
          Set a password
        </Button>
      </div>
    </form>
  );
}
