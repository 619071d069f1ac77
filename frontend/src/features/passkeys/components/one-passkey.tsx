import { useState } from 'react';
import { IconButton } from '../../../shared/ui/icon-button';
import { DeleteIcon, EditIcon } from '../../../shared/ui/icons';
import { NameField } from '../../../shared/ui/name-field';
import { useFocusBack } from '../../../shared/ui/lost-focus';
import { formatTimeAgo } from '../../../shared/formatters/ago';
import { useNow } from '../../../shared/formatters/now';
import { LONGEST_NAME, type Passkey } from '../api/passkeys';
import styles from './passkeys.module.css';

interface OnePasskeyProps {
  passkey: Passkey;
  busy: boolean;
  onRename: (name: string) => void;
  onRemove: () => void;
}

/** A passkey by its name, which is changed where it stands. */
export function OnePasskey({ passkey: { name, createdAt, synced }, busy, onRename, onRemove }: OnePasskeyProps) {
  const [renaming, setRenaming] = useState(false);
  const now = useNow();
  const edit = useFocusBack<HTMLButtonElement>(renaming);
  const done = (newName: string | null) => {
    setRenaming(false);
    if (newName !== null) onRename(newName);
  };
  return (
    <li className={styles.passkey} aria-busy={busy || undefined}>
      <div className={styles.name}>
        {renaming ? (
          <NameField label="Name of the passkey" name={name} longest={LONGEST_NAME} onDone={done} />
        ) : (
          <p dir="auto" translate="no">
            {name}
          </p>
        )}
        <p className={styles.about}>
          Added <time dateTime={createdAt}>{formatTimeAgo(createdAt, now)}</time>
          {synced && <span>, kept by a password manager</span>}
        </p>
      </div>
      {!renaming && (
        <IconButton ref={edit} label={`Rename ${name}`} onClick={() => setRenaming(true)}>
          <EditIcon size={20} aria-hidden="true" />
        </IconButton>
      )}
      <IconButton label={`Remove ${name}`} onClick={onRemove}>
        <DeleteIcon size={20} aria-hidden="true" />
      </IconButton>
    </li>
  );
}
