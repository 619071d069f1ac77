import { useQuery } from '@tanstack/react-query';
import { Outlet, useChildMatches, useNavigate } from '@tanstack/react-router';
import { accountQuery } from '../features/account/api/account';
import { FreshSessionDialog } from '../features/account/components/fresh-session-dialog';
import { useAskedSignOut } from '../features/session/use-asked-sign-out';
import { PageHeader } from '../shared/ui/page-header';
import { SegmentedControl } from '../shared/ui/segmented-control';
import styles from './page.module.css';
import './sign-in-notice';
import { useUserId } from './authenticated-route';

const PARTS = [
  { value: '/settings', label: 'Appearance', href: '/settings' },
  { value: '/settings/account', label: 'Account', href: '/settings/account' },
  { value: '/settings/security', label: 'Security', href: '/settings/security' },
] as const;
const PEOPLE = { value: '/settings/people', label: 'People', href: '/settings/people' } as const;

/** What stands around the parts of `/settings`. */
export function SettingsPage() {
  const userId = useUserId();
  const navigate = useNavigate();
  // Of the page that is shown, and not of the one that is on its way: who signs out leaves nothing behind.
  const pathname = useChildMatches({ select: ([child]) => child?.pathname ?? '' });
  const { data: account } = useQuery(accountQuery(userId));
  const { signOut, question } = useAskedSignOut(userId, () =>
    navigate({ to: '/sign-in', search: { next: pathname }, state: { notice: 'sign-in-again' }, replace: true }),
  );
  const parts = account?.administrator ? [...PARTS, PEOPLE] : PARTS;
  const part = parts.find(({ href }) => href === pathname.replace(/\/$/, ''));
  return (
    <div className={styles.page}>
      <PageHeader title="Settings" />
      <div className={styles.parts}>
        <SegmentedControl
          label="Parts of the settings"
          options={parts}
          value={part?.value ?? PEOPLE.value}
          onChange={(to) => void navigate({ to })}
        />
      </div>
      <Outlet />
      <FreshSessionDialog userId={userId} onSignInAgain={signOut} />
      {question}
    </div>
  );
}
