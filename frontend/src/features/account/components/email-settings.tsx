import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../shared/ui/button';
import type { Account } from '../api/account';
import { optionsQuery } from '../api/options-query';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './account.module.css';
import { ChangeEmailForm } from './change-email-form';
import { OutboxHint } from './outbox-hint';
import { SendLinkAgain } from './send-link-again';

/** The address, whether it is confirmed, and the way to another one. */
export function EmailSettings({ account }: { account: Account }) {
  const { user, emailVerified } = account;
  const { data: options } = useQuery(optionsQuery);
  const [writing, write] = useState(false);
  const [askedFor, setAskedFor] = useState<string>();
  const canSend = options !== undefined && options.mail !== 'none';
  return (
    <>
      <div className={styles.line}>
        <p>
          <span className={styles.strong}>{user.email}</span>{' '}
          <span className={styles.text}>{emailVerified ? 'Confirmed.' : 'Not confirmed yet.'}</span>
        </p>
        {canSend && !writing && <Button onClick={() => write(true)}>Change address</Button>}
      </div>
      {canSend && !emailVerified && <SendLinkAgain email={user.email} label="Send a link to confirm it" />}
      {options?.mail === 'none' && (
        <p className={styles.text}>
          This Latch cannot send mail, so an address cannot be confirmed or changed. Ask the administrator.
        </p>
      )}
      {writing && (
        <ChangeEmailForm
          userId={user.id}
          onAsked={(email) => {
            setAskedFor(email);
            write(false);
          }}
          onCancel={() => write(false)}
        />
      )}
      <output className={styles.said}>
        {askedFor && !writing && <WhatIsNext account={account} email={askedFor} />}
      </output>
      {askedFor && !writing && <OutboxHint />}
    </>
  );
}

function WhatIsNext({ account: { user, emailVerified }, email }: { account: Account; email: string }) {
  const newOne = <OwnText className={styles.strong}>{email}</OwnText>;
  const present = <OwnText className={styles.strong}>{user.email}</OwnText>;
  if (!emailVerified)
    return (
      <>
        A mail is on its way to {newOne}. Open the link in it; until then your address stays {present}.
      </>
    );
  return (
    <>
      First a mail is on its way to {present}: open the link in it to allow the change. Then one goes to {newOne}, and
      the link in that one changes the address. Until then all stays as it is.
    </>
  );
}
