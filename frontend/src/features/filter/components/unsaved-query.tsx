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
    <fieldset className={styles.unsaved} aria-label="Changes of this filter">
      <output>
        {canSave ? 'This filter has changes that are not saved.' : 'Correct the filter to save its changes.'}
      </output>
      {canSave && <Button onClick={onSave}>Save</Button>}
      <Button onClick={onDiscard}>Discard</Button>
    </fieldset>
  );
}
