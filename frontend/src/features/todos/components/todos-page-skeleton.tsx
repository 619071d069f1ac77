import { Skeleton } from '../../../shared/ui/skeleton';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import { ConnectionBanner } from './connection-banner';
import styles from './todos-page.module.css';

/** Where the todos will be. */
export function TodoListSkeleton() {
  return (
    <>
      <VisuallyHidden>
        <output>Loading your todos</output>
      </VisuallyHidden>
      <Skeleton lines={6} />
    </>
  );
}

/** The page before its todos are there. */
export function TodosPageSkeleton({ userId }: { userId: string }) {
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1} className={styles.heading}>
        Todos
      </h1>
      <ConnectionBanner userId={userId} />
      <TodoListSkeleton />
    </div>
  );
}
