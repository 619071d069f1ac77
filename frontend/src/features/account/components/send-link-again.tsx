import { useState } from 'react';
import { toFormFailure } from '../../../shared/account-forms/form-failure';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { sendVerification } from '../api/mailed-links';
import styles from './account.module.css';
import { OutboxHint } from './outbox-hint';

interface SendLinkAgainProps {
  email: string;
  label?: string;
}

/** Asks for the mail that confirms an address once more. */
export function SendLinkAgain({ email, label = 'Send the link again' }: SendLinkAgainProps) {
  const [state, setState] = useState<'ready' | 'busy' | 'sent'>('ready');
  const [message, setMessage] = useState<string>();
  const send = async () => {
    setState('busy');
    setMessage(undefined);
    try {
      await sendVerification(email);
      setState('sent');
    } catch (error) {
      setMessage(toFormFailure(error, []).message);
      setState('ready');
    }
  };
  return (
    <div className={styles.stack}>
      {message && <Banner tone="danger">{message}</Banner>}
      <Button loading={state === 'busy'} onClick={() => void send()}>
        {label}
      </Button>
      <output className={styles.said}>
        {state === 'sent' && 'A new mail is on its way. Open the link in that one.'}
      </output>
      {state === 'sent' && <OutboxHint />}
    </div>
  );
}
