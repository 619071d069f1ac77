import { useEffect, useRef } from 'react';
import { emailRule } from '../../../shared/account-forms/account-rules';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { TextField } from '../../../shared/ui/text-field';
import { changeEmail } from '../api/account';
import styles from './account.module.css';

interface ChangeEmailFormProps {
  userId: string;
  onAsked: (email: string) => void;
  onCancel: () => void;
}

/** Asks for another address; it takes a link in a mail to change it. */
export function ChangeEmailForm({ userId, onAsked, onCancel }: ChangeEmailFormProps) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { formProps, field, message, busy } = useAccountForm({ newEmail: emailRule }, async ({ newEmail }) => {
    await changeEmail(userId, newEmail.trim());
    onAsked(newEmail.trim());
  });
  return (
    <form {...formProps} className={styles.form}>
      {message && <Banner tone="danger">{message}</Banner>}
      <TextField
        {...field('newEmail')}
        ref={first}
        label="New e-mail address"
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        hint="Nothing changes until you open the links that Latch sends you."
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" loading={busy}>
          Send the links
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
