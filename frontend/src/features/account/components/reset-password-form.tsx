import { useState } from 'react';
import { newPasswordHint, newPasswordRule } from '../../../shared/account-forms/account-rules';
import formStyles from '../../../shared/account-forms/form.module.css';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { inApp } from '../../../shared/base-path';
import { Banner } from '../../../shared/ui/banner';
import { Button, buttonClassName } from '../../../shared/ui/button';
import { PasswordField } from '../../../shared/ui/password-field';
import { resetPassword } from '../api/mailed-links';
import { isLinkNotValid } from '../../../shared/api/errors';
import styles from './account.module.css';

interface ResetPasswordFormProps {
  /** From the link; undefined when there was none in it. */
  token: string | undefined;
  onDone: () => void | Promise<void>;
}

/** Chooses a new password by a link. */
export function ResetPasswordForm({ token, onDone }: ResetPasswordFormProps) {
  const [notValid, setNotValid] = useState(!token);
  const { formProps, field, message, busy } = useAccountForm({ newPassword: newPasswordRule }, async (values) => {
    try {
      await resetPassword(token ?? '', values.newPassword);
    } catch (error) {
      if (!isLinkNotValid(error)) throw error;
      return setNotValid(true);
    }
    await onDone();
  });
  if (notValid) return <AskForNewLink />;
  return (
    <form {...formProps} className={formStyles.form}>
      <p className={styles.text}>A new password signs all your devices out.</p>
      {message && <Banner tone="danger">{message}</Banner>}
      <PasswordField
        {...field('newPassword')}
        label="New password"
        autoComplete="new-password"
        hint={newPasswordHint}
      />
      <Button type="submit" variant="primary" wide loading={busy}>
        Set the password
      </Button>
    </form>
  );
}

function AskForNewLink() {
  return (
    <div className={styles.stack}>
      <Banner tone="danger">This link was used, has expired, or is incomplete. Your password is as it was.</Banner>
      <a className={buttonClassName('primary')} href={inApp('/forgot-password')}>
        Ask for a new link
      </a>
    </div>
  );
}
