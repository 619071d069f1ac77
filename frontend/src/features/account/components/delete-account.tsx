import { useState } from 'react';
import { Button } from '../../../shared/ui/button';
import styles from './account.module.css';
import { DeleteAccountDialog } from './delete-account-dialog';

interface DeleteAccountProps {
  userId: string;
  /** Undefined until it is known. */
  hasPassword: boolean | undefined;
  onDeleted: () => void | Promise<void>;
}

/** The way to delete the account, which asks first. */
export function DeleteAccount({ onDeleted, ...account }: DeleteAccountProps) {
  const [asking, ask] = useState(false);
  return (
    <div className={styles.line}>
      <p className={styles.text}>This deletes your account and everything in it, for good.</p>
      <Button onClick={() => ask(true)}>Delete account…</Button>
      <DeleteAccountDialog {...account} open={asking} onClose={() => ask(false)} onDeleted={onDeleted} />
    </div>
  );
}
