import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import type { FilterView } from '../filter-view';
import styles from './filter.module.css';

/** How many todos match. */
export function FilterCount({ userId, view }: { userId: string; view: FilterView | undefined }) {
  const todos = useReplicaViewIfThere(userId, view?.key ?? 'no filter', view?.read ?? none);
  const count = view && todos && view.count(todos);
  return (
    <output className={styles.count}>
      {count !== undefined && (count === 1 ? '1 todo' : `${count.toLocaleString('en')} todos`)}
    </output>
  );
}

const NONE: never[] = [];
const none = () => NONE;
