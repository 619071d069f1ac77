import { LatchMark } from './latch-mark';
import styles from './logo.module.css';

/** The name with its mark: a latch, ajar. */
export function Logo() {
  return (
    <span className={styles.logo}>
      <LatchMark className={styles.mark} />
      <span className={styles.word}>Latch</span>
    </span>
  );
}
