import { useState } from 'react';
import { useRefused } from '../../../model/changes/use-refused';
import { unsentCount } from '../../../shared/api/outbox';
import { draftNames, dropDrafts } from '../../../shared/kept/kept-drafts';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { AccountIcon, SignOutIcon } from '../../../shared/ui/icons';
import MenuList from '../../../shared/ui/menu-list';
import type { MenuListProps } from '../../../shared/ui/overlay-types';
import type { User } from '../session';
import { useSignOut } from '../use-sign-out';
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
  const [lost, setLost] = useState('');
  const [asking, setAsking] = useState(false);
  const refused = useRefused(user.id);
  const { signOut } = useSignOut(async () => {
    await onSignedOut();
    // Only now: a page that closes keeps what is written in it.
    dropDrafts(user.id);
  });
  const leave = () => {
    const unsaved = unsavedOf(user.id, refused.length);
    setLost(unsaved);
    if (unsaved) setAsking(true);
    else void signOut();
  };
  return (
    <>
      <MenuList
        {...menu}
        entries={[
          { kind: 'note', content: <Who user={user} /> },
          { kind: 'line' },
          { kind: 'action', label: 'Account', icon: <AccountIcon {...icon} />, onSelect: onSettings },
          { kind: 'action', label: 'Sign out', icon: <SignOutIcon {...icon} />, onSelect: leave },
        ]}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out without saving?"
        confirmLabel="Sign out anyway"
        cancelLabel="Stay"
        onConfirm={() => void signOut()}
      >
        {`${lost} not saved yet, and would be lost.`}
      </ConfirmDialog>
    </>
  );
}

/** What signing out would lose, as the subject of a sentence; nothing when all is saved. */
function unsavedOf(userId: string, refused: number): string {
  const unsaved = unsentCount() + refused;
  if (unsaved > 0) return unsaved === 1 ? '1 change is' : `${unsaved} changes are`;
  return draftNames(userId, '').length > 0 ? 'Your notes are' : '';
}

function Who({ user }: { user: User }) {
  return (
    <>
      {user.name && <p className={styles.name}>{user.name}</p>}
      <p className={styles.email}>{user.email}</p>
    </>
  );
}
