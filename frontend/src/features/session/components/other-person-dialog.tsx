import { Button } from '../../../shared/ui/button';
import { inApp } from '../../../shared/base-path';
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
  return (
    <>
      <div className={styles.cover} />
      <Dialog
        open
        dismissible={false}
        title={`${nameOf(other)} is signed in now`}
        description={`You signed in as ${nameOf(other)} in another tab. What ${nameOf(user)} typed here is kept until ${nameOf(user)} signs in again.`}
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
