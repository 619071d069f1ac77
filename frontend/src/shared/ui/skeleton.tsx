import styles from './skeleton.module.css';

/** Ruled lines where text will be. Still, and silent to screen readers: say "Loading" once, beside it. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={styles.line} />
      ))}
    </div>
  );
}
