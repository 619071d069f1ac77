import { Button } from '../../../shared/ui/button';
import styles from './filter.module.css';

interface UnsavedQueryProps {
  /** Not while it has errors. */
  canSave: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Says that the query of a saved filter was changed here, and asks what becomes of it. */
export function UnsavedQuery({ canSave, onSave, onDiscard }: UnsavedQueryProps) {
  return (
    <div className={styles.unsaved} role="group" aria-label="Changes of this filter">
      <p role="status">
        {canSave ? 'This filter has changes that are not saved.' : 'Correct the filter to save its changes.'}
      </p>
      {canSave && <Button onClick={onSave}>Save</Button>}
      <Button onClick={onDiscard}>Discard</Button>
    </div>
  );
}
