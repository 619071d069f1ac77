import { EmptyTrash } from '../features/trash/components/empty-trash';
import { TrashList } from '../features/trash/components/trash-list';
import { KEPT_DAYS } from '../features/trash/describe';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import styles from './page.module.css';
import { useUserId } from './authenticated-route';

/** `/trash` */
export function TrashPage() {
  const userId = useUserId();
  usePageTitle('Trash');
  return (
    <div className={styles.page}>
      <PageHeader title="Trash">
        <EmptyTrash userId={userId} />
      </PageHeader>
      <p className={styles.lead}>You can restore deleted things for {KEPT_DAYS} days. Then they are gone for good.</p>
      <TrashList userId={userId} />
    </div>
  );
}
