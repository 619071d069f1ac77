import { TodayList } from '../features/todo-list/components/today-list';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import { useListCallbacks } from '../shell/use-list-callbacks';
import { useUserId } from './authenticated-route';
import styles from './page.module.css';

/** `/today` */
export function TodayPage() {
  const userId = useUserId();
  const { callbacks, overlays } = useListCallbacks(userId);
  usePageTitle('Today');
  return (
    <div className={styles.page}>
      <PageHeader title="Today" />
      <TodayList userId={userId} {...callbacks} />
      {overlays}
    </div>
  );
}
