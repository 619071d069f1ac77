import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { type HistoryEvent, historyQueries } from '../../../model/history/history-queries';
import type { Outline } from '../../../model/outline/outline';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { sentenceOf } from '../../../shared/api/errors';
import { Button } from '../../../shared/ui/button';
import { Skeleton } from '../../../shared/ui/skeleton';
import { useToday } from '../../../shared/formatters/clock';
import { formatMoment } from '../../../shared/formatters/moments';
import { foldOccurrences, historySentence } from '../history-sentence';
import { Sentence } from '../../../shared/ui/own-text';
import styles from './panel.module.css';

interface HistoryProps {
  userId: string;
  todoId: string;
  outline: Outline | undefined;
}

/** What happened to a todo in the last 30 days; asked for when it is wanted. */
export function History({ userId, todoId, outline }: HistoryProps) {
  const [shown, show] = useState(false);
  const headingId = useId();
  return (
    <section className={styles.part} aria-labelledby={headingId}>
      <div className={styles.partHead}>
        <h3 id={headingId}>History</h3>
        <Button className={styles.small} aria-expanded={shown} onClick={() => show(!shown)}>
          {shown ? 'Hide' : 'Show history'}
        </Button>
      </div>
      {shown && <Events {...{ userId, todoId, outline }} />}
    </section>
  );
}

function Events({ userId, todoId, outline }: HistoryProps) {
  const today = useToday();
  // Another version is another history; that of todos that the replica does not have is read when it is opened.
  const version = useReplicaViewIfThere(userId, `version ${todoId}`, (rows) => rows.get('todos', todoId)?.version ?? 0);
  const history = useInfiniteQuery({
    ...historyQueries.of(userId, todoId, version),
    placeholderData: keepPreviousData,
  });
  if (history.isPending) return <Skeleton lines={3} />;
  if (!history.data) return <p role="alert">{sentenceOf(history.error)}</p>;
  const events = foldOccurrences(foldRequests(history.data.pages.flatMap(({ items }) => items)));
  return (
    <>
      <ol className={styles.events}>
        {events.map((event) => (
          <li key={`${event.changeId} ${event.field} ${event.at}`}>
            <Sentence>{historySentence(event, outline, today)}</Sentence>{' '}
            <time className={styles.when} dateTime={event.at}>
              {formatMoment(event.at, today)}
            </time>
          </li>
        ))}
      </ol>
      {events.length === 0 && <p className={styles.when}>Nothing in the last 30 days.</p>}
      {history.hasNextPage && (
        <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}

/** What several requests of one change made of a field, as one event: notes that were saved while somebody wrote. */
function foldRequests(events: readonly HistoryEvent[]): HistoryEvent[] {
  const folded = new Map<string, HistoryEvent>();
  for (const event of events) {
    const key = `${event.changeId} ${event.cause} ${event.field}`;
    const newer = folded.get(key);
    folded.set(key, newer ? { ...newer, before: event.before } : event);
  }
  return [...folded.values()];
}
