import styles from './account.module.css';
import { OutboxHint } from './outbox-hint';
import { SendLinkAgain } from './send-link-again';

/** After signing up where addresses are confirmed first: what happens next. */
export function MailSent({ email }: { email: string }) {
  return (
    <div className={styles.stack}>
      <p>
        A mail is on its way to <span className={styles.strong}>{email}</span>. Open the link in it, and then sign in.
      </p>
      <OutboxHint />
      <p className={styles.text}>No mail after a few minutes? Check your spam folder.</p>
      <SendLinkAgain email={email} label="Send it again" />
    </div>
  );
}
