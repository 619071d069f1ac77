import { useInfiniteQuery } from '@tanstack/react-query';
import { auditSentence, auditSource } from '../../../model/audit/audit-sentence';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { Skeleton } from '../../../shared/ui/skeleton';
import { useToday } from '../../../shared/formatters/clock';
import { formatMoment } from '../../../shared/formatters/moments';
import { type AnyonesEvent, peopleQueries } from '../api/people-queries';
import { nameOf } from '../person-formatters';
import styles from './people.module.css';
import { ShowMore } from './show-more';

/** What happened to all accounts, the newest first. */
export function EveryonesLog({ userId }: { userId: string }) {
  const log = useInfiniteQuery(peopleQueries.log(userId));
  if (log.isPending) return <Skeleton lines={4} />;
  if (!log.data)
    return (
      <Banner action={<Button onClick={() => void log.refetch()}>Try again</Button>}>{sentenceOf(log.error)}</Banner>
    );
  const events = log.data.pages.flatMap(({ items }) => items);
  return (
    <>
      <p className={styles.about}>Kept for one year. It contains no passwords, codes, links or todos.</p>
      <ol aria-label="Activity">
        {events.map((event) => (
          <OneEvent key={event.id} event={event} />
        ))}
      </ol>
      {events.length === 0 && <p className={styles.about}>Nothing yet.</p>}
      <ShowMore query={log} />
    </>
  );
}

function OneEvent({ event }: { event: AnyonesEvent }) {
  return (
    <li className={styles.event}>
      <div className={styles.text}>
        <p>
          <span className={styles.strong}>{event.user ? nameOf(event.user) : 'Nobody’s account'}</span>
          <span>{`: ${auditSentence(event)}`}</span>
        </p>
        <p className={styles.about}>{auditSource(event)}</p>
      </div>
      <time className={styles.when} dateTime={event.at}>
        {formatMoment(event.at, useToday())}
      </time>
    </li>
  );
}
