import { Button } from '../../../shared/ui/button';
import { inApp } from '../../../shared/base-path';
import { useUnkeptCount } from '../../../shared/api/unsent';
import { Dialog } from '../../../shared/ui/dialog';
import type { User } from '../session';
import styles from './session-dialog.module.css';

interface OtherPersonDialogProps {
  /** Whose page this is. */
  user: User;
  /** Who is signed in now. */
  other: User;
}

/** Covers the page of somebody while another person is signed in: it stays as it is beneath, for when they are back. */
export default function OtherPersonDialog({ user, other }: OtherPersonDialogProps) {
  const unkept = useUnkeptCount();
  const kept = `What ${nameOf(user)} typed here is kept until ${nameOf(user)} signs in again.`;
  const [changes, them] = unkept === 1 ? ['1 change', 'it'] : [`${unkept} changes`, 'them'];
  const lost = `Latch has not saved ${changes} by ${nameOf(user)} yet. Reloading loses ${them}. To keep ${them}, sign in as ${nameOf(user)} in the other tab.`;
  return (
    <>
      <div className={styles.cover} />
      <Dialog
        open
        dismissible={false}
        title={`${nameOf(other)} is signed in now`}
        description={`You signed in as ${nameOf(other)} in another tab. ${unkept > 0 ? lost : kept}`}
      >
        <div className={styles.form}>
          <Button variant="primary" wide onClick={() => location.assign(inApp('/'))}>
            Reload as {nameOf(other)}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function nameOf({ name, email }: User): string {
  return name || email;
}
