import { useState } from 'react';
import formStyles from '../../../shared/account-forms/form.module.css';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { inApp } from '../../../shared/base-path';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { type Outcome, verifyEmail } from '../api/mailed-links';
import { isLinkNotValid } from '../../../shared/api/errors';
import styles from './account.module.css';

interface VerifyEmailFormProps {
  /** From the link; undefined when there was none in it. */
  token: string | undefined;
  onDone: (outcome: Outcome) => void;
}

/** Does what a link is for when it is pressed: programs that look into mails open links, and press nothing. */
export function VerifyEmailForm({ token, onDone }: VerifyEmailFormProps) {
  const [notValid, setNotValid] = useState(!token);
  const { formProps, message, busy } = useAccountForm({}, async () => {
    try {
      onDone(await verifyEmail(token ?? ''));
    } catch (error) {
      if (!isLinkNotValid(error)) throw error;
      setNotValid(true);
    }
  });
  if (notValid) return <NotValid />;
  return (
    <form {...formProps} className={formStyles.form}>
      <p className={styles.text}>Press the button to confirm that this address is yours.</p>
      {message && <Banner tone="danger">{message}</Banner>}
      <Button type="submit" variant="primary" wide loading={busy}>
        Confirm
      </Button>
    </form>
  );
}

function NotValid() {
  return (
    <div className={styles.stack}>
      <Banner tone="danger">This link was used, has expired, or is incomplete.</Banner>
      <p className={styles.text}>
        If your address is confirmed, you are done. If it is not, get a new link in{' '}
        <a href={inApp('/settings/account')}>your account’s settings</a>, or when you sign in.
      </p>
    </div>
  );
}
