import { useInfiniteQuery } from '@tanstack/react-query';
import { type AuditEvent, auditSentence, auditSource } from '../../../model/audit/audit-sentence';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { Skeleton } from '../../../shared/ui/skeleton';
import { useToday } from '../../../shared/formatters/clock';
import { formatMoment } from '../../../shared/formatters/moments';
import { auditQuery } from '../api/audit-query';
import styles from './devices.module.css';

/** What happened to the account, the newest first. */
export function AuditLog({ userId }: { userId: string }) {
  const log = useInfiniteQuery(auditQuery(userId));
  if (log.isPending) return <Skeleton lines={4} />;
  if (!log.data)
    return (
      <Banner action={<Button onClick={() => void log.refetch()}>Try again</Button>}>{sentenceOf(log.error)}</Banner>
    );
  const events = log.data.pages.flatMap(({ items }) => items);
  return (
    <>
      <p className={styles.about}>If you see something that was not you, change your password.</p>
      <ol aria-label="Activity">
        {events.map((event) => (
          <OneEvent key={event.id} event={event} />
        ))}
      </ol>
      {events.length === 0 && <p className={styles.about}>Nothing yet.</p>}
      {log.isFetchNextPageError && <Banner tone="danger">{sentenceOf(log.error)}</Banner>}
      {log.hasNextPage && (
        <div className={styles.more}>
          <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function OneEvent({ event }: { event: AuditEvent }) {
  return (
    <li className={styles.event}>
      <div className={styles.text}>
        <p>{auditSentence(event)}</p>
        <p className={styles.about}>{auditSource(event)}</p>
      </div>
      <time className={styles.when} dateTime={event.at}>
        {formatMoment(event.at, useToday())}
      </time>
    </li>
  );
}
