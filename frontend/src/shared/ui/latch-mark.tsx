import { classNames } from './class-names';
import styles from './latch-mark.module.css';

/**
 * The latch: a room with its door on a hinge. Ajar it is the logo and an open todo, shut it is a completed one.
 * @see public/favicon.svg, which draws the same
 */
export function LatchMark({ closed = false, className }: { closed?: boolean; className?: string }) {
  return (
    <svg
      className={classNames(styles.mark, className)}
      data-closed={closed || undefined}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <rect className={styles.fill} x="4" y="4" width="16" height="16" rx="4" />
      <path d="M20 15.5v.5a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4h8a4 4 0 0 1 4 4v.5" />
      <path className={styles.door} d="M20 15.5v-7" />
      <path className={styles.check} d="m8.25 12.5 2.5 2.5 5-5.5" />
    </svg>
  );
}
