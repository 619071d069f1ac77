import { useState } from 'react';
import { newPasswordHint, newPasswordRule, passwordRule } from '../../../shared/account-forms/account-rules';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { PasswordField } from '../../../shared/ui/password-field';
import { changePassword } from '../api/account';
import styles from './account.module.css';

interface PasswordFormProps {
  userId: string;
  /** All other devices are signed out by then. */
  onChanged: () => void;
}

/** Changes the password. */
export function PasswordForm({ userId, onChanged }: PasswordFormProps) {
  const [done, setDone] = useState(false);
  const { formProps, field, message, busy } = useAccountForm(
    { currentPassword: passwordRule, newPassword: newPasswordRule },
    async (values, reset) => {
      await changePassword(userId, values);
      reset();
      setDone(true);
      onChanged();
    },
  );
  return (
    <form {...formProps} className={styles.form} onInput={() => setDone(false)}>
      <p className={styles.text}>A new password signs all your other devices out.</p>
      {message && <Banner tone="danger">{message}</Banner>}
      <PasswordField {...field('currentPassword')} label="Current password" autoComplete="current-password" />
      <PasswordField
        {...field('newPassword')}
        label="New password"
        autoComplete="new-password"
        hint={newPasswordHint}
      />
      <div className={styles.buttons}>
        <Button type="submit" loading={busy}>
          Change password
        </Button>
      </div>
      <output className={styles.said}>
        {done && 'Your password is changed, and your other devices are signed out.'}
      </output>
    </form>
  );
}
