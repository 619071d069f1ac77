import { ClearCompleted } from '../features/completed/components/clear-completed';
import { FlatTodoList } from '../features/todo-list/components/flat-todo-list';
import { todoQueries } from '../model/todos/todo-queries';
import { EmptyState } from '../shared/ui/empty-state';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import styles from './page.module.css';
import { useListCallbacks } from '../shell/use-list-callbacks';
import { useUserId } from './authenticated-route';

/** `/completed` */
export function CompletedPage() {
  const userId = useUserId();
  const { callbacks, overlays } = useListCallbacks(userId);
  usePageTitle('Completed');
  return (
    <div className={styles.page}>
      <PageHeader title="Completed">
        <ClearCompleted userId={userId} />
      </PageHeader>
      <FlatTodoList
        userId={userId}
        query={todoQueries.completed(userId)}
        label="Completed"
        completed
        empty={<EmptyState title="Nothing completed yet">Todos that you complete appear here.</EmptyState>}
        {...callbacks}
      />
      {overlays}
    </div>
  );
}
