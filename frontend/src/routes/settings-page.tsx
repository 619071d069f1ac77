import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { FreshSessionDialog } from '../features/account/components/fresh-session-dialog';
import { PageHeader } from '../shared/ui/page-header';
import { SegmentedControl } from '../shared/ui/segmented-control';
import styles from './page.module.css';
import { useUserId } from './user-id';

const PARTS = [
  { value: '/settings', label: 'Appearance', href: '/settings' },
  { value: '/settings/account', label: 'Account', href: '/settings/account' },
  { value: '/settings/security', label: 'Security', href: '/settings/security' },
] as const;

/** What stands around the parts of `/settings`. */
export function SettingsPage() {
  const userId = useUserId();
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  const part = PARTS.find(({ href }) => href === pathname.replace(/\/$/, '')) ?? PARTS[0];
  return (
    <div className={styles.page}>
      <PageHeader title="Settings" />
      <div className={styles.parts}>
        <SegmentedControl
          label="Parts of the settings"
          options={PARTS}
          value={part.value}
          onChange={(to) => void navigate({ to })}
        />
      </div>
      <Outlet />
      <FreshSessionDialog userId={userId} />
    </div>
  );
}
