import { Link } from '@tanstack/react-router';
import { buttonClassName } from '../shared/ui/button';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import { useIsWhole } from '../replica/synced-replica';
import { useUserId } from './authenticated-route';
import { ListPending } from './list-pending';
import styles from './page.module.css';

/** What the page says where a project or a label was. */
export default function NotFoundInListPage({ what }: { what: string }) {
  // It may have been made a moment ago.
  return useIsWhole(useUserId()) ? <NotFound what={what} /> : <ListPending />;
}

function NotFound({ what }: { what: string }) {
  usePageTitle('Not found');
  return (
    <div className={styles.page}>
      <PageHeader title={`This ${what} is not here`} />
      <p className={styles.lead}>It may have been deleted. You can restore it from Trash for 30 days.</p>
      <p className={styles.ways}>
        <Link className={buttonClassName('primary')} to="/inbox">
          Go to your Inbox
        </Link>
        <Link className={buttonClassName()} to="/trash">
          Open Trash
        </Link>
      </p>
    </div>
  );
}
