import type { MarkedText } from '@latch/domain/search/marks';
import styles from './marked.module.css';

/** A text with what was searched for marked in it. */
export function Marked({ text, ranges }: MarkedText) {
  let at = 0;
  const parts = ranges.map(({ start, end }) => {
    const before = text.slice(at, start);
    at = end;
    return (
      <span key={start}>
        {before}
        <mark className={styles.mark}>{text.slice(start, end)}</mark>
      </span>
    );
  });
  return (
    <>
      {parts}
      <span>{text.slice(at)}</span>
    </>
  );
}
