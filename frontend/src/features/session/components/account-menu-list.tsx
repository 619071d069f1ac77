import { dropDrafts } from '../../../shared/kept/kept-drafts';
import { AccountIcon, SignOutIcon } from '../../../shared/ui/icons';
import MenuList from '../../../shared/ui/menu-list';
import type { MenuListProps } from '../../../shared/ui/overlay-types';
import type { User } from '../session';
import { useAskedSignOut } from '../use-asked-sign-out';
import styles from './account-menu.module.css';

export interface AccountMenuProps {
  user: User;
  onSettings: () => void;
  onSignedOut: () => void | Promise<void>;
}

interface AccountMenuListProps extends AccountMenuProps {
  menu: Omit<MenuListProps, 'entries'>;
}

const icon = { size: 20, 'aria-hidden': true } as const;

/** Who is signed in, the way to their account, and the way out. */
export default function AccountMenuList({ user, onSettings, onSignedOut, menu }: AccountMenuListProps) {
  const { signOut, question } = useAskedSignOut(user.id, async () => {
    await onSignedOut();
    // Only now: a page that closes keeps what is written in it.
    dropDrafts(user.id);
  });
  return (
    <>
      <MenuList
        {...menu}
        entries={[
          { kind: 'note', content: <Who user={user} /> },
          { kind: 'line' },
          { kind: 'action', label: 'Account', icon: <AccountIcon {...icon} />, onSelect: onSettings },
          { kind: 'action', label: 'Sign out', icon: <SignOutIcon {...icon} />, onSelect: signOut },
        ]}
      />
      {question}
    </>
  );
}

function Who({ user }: { user: User }) {
  return (
    <>
      {user.name && <p className={styles.name}>{user.name}</p>}
      <p className={styles.email}>{user.email}</p>
    </>
  );
}
