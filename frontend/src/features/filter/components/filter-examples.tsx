import { Button } from '../../../shared/ui/button';
import styles from './filter.module.css';

const EXAMPLES = [
  { query: 'today | overdue', means: 'Due today or before' },
  { query: 'p1 & next 7 days', means: 'Priority 1, due within a week' },
  { query: 'no date & !is:subtask', means: 'Without a due date, no subtasks' },
  { query: '#Inbox & created before: -30 days', means: 'In the Inbox for over a month' },
  { query: 'completed after: -7 days', means: 'Completed in the last week' },
  { query: 'text:"call back" & !@waiting*', means: 'With these words, without such labels' },
] as const;

/** What can be typed, to be tried by a press. */
export function FilterExamples({ onPick }: { onPick: (query: string) => void }) {
  return (
    <section aria-labelledby="filter-examples">
      <h2 id="filter-examples" className={styles.heading}>
        Examples
      </h2>
      <ul className={styles.examples}>
        {EXAMPLES.map(({ query, means }) => (
          <li key={query}>
            <Button onClick={() => onPick(query)}>
              <bdi translate="no">{query}</bdi>
            </Button>
            <span>{means}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
