import { NeedsYouList } from '../features/needs-you/components/needs-you-list';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import styles from './page.module.css';
import { useUserId } from './authenticated-route';

/** `/needs-you` */
export function NeedsYouPage() {
  usePageTitle('Needs you');
  return (
    <div className={styles.page}>
      <PageHeader title="Needs you" />
      <NeedsYouList userId={useUserId()} />
    </div>
  );
}
