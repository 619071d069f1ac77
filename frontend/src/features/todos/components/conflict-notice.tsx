import { Button } from '../../../shared/ui/button';
import type { Conflict } from '../conflicts';
import styles from './conflict-notice.module.css';

interface ConflictNoticeProps {
  conflict: Conflict;
  onResolve: (conflict: Conflict, keepMine: boolean) => void;
}

/** Two texts for one todo. Theirs is in the row above; mine is here, until somebody chooses. */
export function ConflictNotice({ conflict, onResolve }: ConflictNoticeProps) {
  const { title, notes } = conflict.mine;
  return (
    <fieldset className={styles.notice}>
      <legend className={styles.what}>Changed somewhere else. You wrote:</legend>
      {title !== undefined && <p dir="auto">{title}</p>}
      {notes !== undefined && (
        <p className={styles.notes} dir="auto">
          {notes || 'No notes'}
        </p>
      )}
      <div className={styles.choices}>
        <Button onClick={() => onResolve(conflict, true)}>Keep mine</Button>
        <Button onClick={() => onResolve(conflict, false)}>Take theirs</Button>
      </div>
    </fieldset>
  );
}
