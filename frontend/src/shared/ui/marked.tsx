import type { MarkedText } from '@latch/domain/search/marks';
import styles from './marked.module.css';

/** A text with what was searched for marked in it. */
export function Marked({ text, ranges }: MarkedText) {
  return (
    <>
      {ranges.map(({ start, end }, nth) => (
        <span key={start}>
          {text.slice(ranges[nth - 1]?.end ?? 0, start)}
          <mark className={styles.mark}>{text.slice(start, end)}</mark>
        </span>
      ))}
      <span>{text.slice(ranges.at(-1)?.end ?? 0)}</span>
    </>
  );
}
