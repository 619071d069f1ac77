import { MOST_SHOWN, type SearchView } from '../../../model/search/search-view';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import styles from './search.module.css';

/** How many todos were found on this device. */
export function FoundCount({ userId, view }: { userId: string; view: SearchView }) {
  const todos = useReplicaViewIfThere(userId, view.key, view.read);
  return <output className={styles.count}>{todos && howMany(todos)}</output>;
}

function howMany(todos: ReturnType<SearchView['read']>): string {
  const open = todos.filter(({ completedAt }) => completedAt === null).length;
  if (Math.max(open, todos.length - open) > MOST_SHOWN)
    return `The first ${MOST_SHOWN} results are shown. Type more to see fewer.`;
  return todos.length === 1 ? '1 todo' : `${todos.length} todos`;
}
