import { useQuery } from '@tanstack/react-query';
import { inApp } from '../../../shared/base-path';
import { optionsQuery } from '../api/options-query';
import styles from './account.module.css';

/** Where to look for a mail on a Latch that has no mail server; nothing elsewhere. */
export function OutboxHint() {
  const { data: options } = useQuery(optionsQuery);
  if (options?.mail !== 'outbox') return null;
  return (
    <p className={styles.text}>
      This Latch has no mail server. Its mails are kept in its <a href={inApp('/outbox')}>outbox</a>, on the machine it
      runs on. The outbox asks for a code, which <code>npm start</code> prints there and <code>npm run doctor</code>{' '}
      shows.
    </p>
  );
}
