import { Kbd } from '../ui/kbd';
import { printedKeys } from './strokes';
import styles from './keys-sheet.module.css';

/** Keys as printed on the keyboard: one cap for each stroke. @param keys as `key-bindings.ts` writes them */
export function KeyNames({ keys }: { keys: string }) {
  return (
    <span className={styles.strokes}>
      {printedKeys(keys).map((stroke, at) => (
        // A sequence may press one key twice, and never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <Kbd key={at}>{stroke}</Kbd>
      ))}
    </span>
  );
}
