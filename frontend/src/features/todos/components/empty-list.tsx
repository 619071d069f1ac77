import { EmptyState } from '../../../shared/ui/empty-state';
import { Kbd } from '../../../shared/ui/kbd';
import { useCharacterKeys } from '../character-keys';
import type { TodoCounts } from '../todo';
import type { TodoStatus } from '../todo-filters';
import styles from './empty-list.module.css';

interface EmptyListProps {
  status: TodoStatus;
  counts: TodoCounts | undefined;
}

/** Nothing to show, and what to do next. */
export function EmptyList({ status, counts }: EmptyListProps) {
  if (status === 'completed') {
    return <EmptyState title="Nothing completed yet">Close the latch of a todo, and it is kept here.</EmptyState>;
  }
  const done = status === 'open' && Boolean(counts?.completed);
  return (
    <EmptyState title={done ? 'All done' : 'Nothing written down yet'}>
      {done ? 'Everything is completed. Write down the next thing above' : 'Write down the first thing above'}
      <WithKey />.
    </EmptyState>
  );
}

function WithKey() {
  const [characterKeys] = useCharacterKeys();
  if (!characterKeys) return null;
  return (
    <span className={styles.key}>
      , or press <Kbd>q</Kbd> from anywhere
    </span>
  );
}
