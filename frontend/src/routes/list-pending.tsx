import { Skeleton } from '../shared/ui/skeleton';
import { VisuallyHidden } from '../shared/ui/visually-hidden';
import styles from './page.module.css';

/** A page of todos while they are on their way. */
export function ListPending() {
  return (
    <div className={styles.page} aria-busy="true">
      <h1 tabIndex={-1} className={styles.heading}>
        <VisuallyHidden>Loading</VisuallyHidden>
        <span className={styles.headingLine} aria-hidden="true" />
      </h1>
      <Skeleton lines={6} />
    </div>
  );
}
