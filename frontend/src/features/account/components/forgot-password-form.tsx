import { useState } from 'react';
import { emailRule } from '../../../shared/account-forms/account-rules';
import formStyles from '../../../shared/account-forms/form.module.css';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { TextField } from '../../../shared/ui/text-field';
import { requestPasswordReset } from '../api/mailed-links';
import styles from './account.module.css';
import { OutboxHint } from './outbox-hint';

/** Asks for a link to choose a new password; says the same for every address. */
export function ForgotPasswordForm() {
  const [sentTo, setSentTo] = useState<string>();
  const { formProps, field, message, busy } = useAccountForm({ email: emailRule }, async ({ email }) => {
    await requestPasswordReset(email.trim());
    setSentTo(email.trim());
  });
  return (
    <div className={styles.stack}>
      <form {...formProps} className={`${formStyles.form} ${styles.form}`} onInput={() => setSentTo(undefined)}>
        {message && <Banner tone="danger">{message}</Banner>}
        <TextField
          {...field('email')}
          label="E-mail address"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Button type="submit" variant="primary" wide loading={busy}>
          Send a link
        </Button>
      </form>
      <output className={styles.said}>
        {sentTo && (
          <>
            If there is an account for <span className={styles.strong}>{sentTo}</span>, a mail is on its way. The link
            in it is good for an hour.
          </>
        )}
      </output>
      {sentTo && <OutboxHint />}
    </div>
  );
}
