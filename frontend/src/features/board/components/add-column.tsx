import { useState } from 'react';
import { Button } from '../../../shared/ui/button';
import { AddIcon } from '../../../shared/ui/icons';
import styles from './board.module.css';
import { NameField } from '../../../shared/ui/name-field';

/** The way to a new section, after the last column. */
export function AddColumn({ onAdd }: { onAdd: (name: string) => void }) {
  const [adding, setAdding] = useState(false);
  const done = (name: string | null) => {
    setAdding(false);
    if (name !== null) onAdd(name);
  };
  return (
    <div className={styles.addColumn}>
      {adding ? (
        <NameField label="Name of the new section" name="" onDone={done} />
      ) : (
        <Button onClick={() => setAdding(true)}>
          <AddIcon size={18} aria-hidden="true" /> Add a section
        </Button>
      )}
    </div>
  );
}
