import { ClearCompleted } from '../features/completed/components/clear-completed';
import { completedView } from '../features/todo-list/flat-list-views';
import { FlatTodoList } from '../features/todo-list/components/flat-todo-list';
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
        view={completedView}
        label="Completed"
        empty={<EmptyState title="Nothing completed yet">Todos that you complete appear here.</EmptyState>}
        {...callbacks}
      />
      {overlays}
    </div>
  );
}
