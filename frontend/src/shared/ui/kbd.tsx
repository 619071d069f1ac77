import { printedKeys } from '../keys/strokes';
import styles from './kbd.module.css';

/** The key cap of a stroke, or of several one after the other. @param keys as `key-bindings.ts` writes them */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className={styles.keys}>
      {printedKeys(keys).map((stroke, at) => (
        // A sequence may press one key twice, and never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <kbd key={at} className={styles.cap}>
          {stroke}
        </kbd>
      ))}
    </kbd>
  );
}
