import styles from './choice-notice.module.css';

/** A text in which what differs from another one is marked. */
export function Differing({ text, from }: { text: string; from: string | undefined }) {
  const [before, different, after] = differingPart(text, from ?? text);
  // Of two short texts, or of two that have nothing in common, all is to be read.
  if (different === '' || before.length + after.length < different.length) return <span>{text}</span>;
  return (
    <>
      <span>{before}</span>
      <mark className={styles.different}>{different}</mark>
      <span>{after}</span>
    </>
  );
}

/** @returns the text in three parts: the middle one is not in the other text. Words and lines stay whole. */
export function differingPart(text: string, other: string): [before: string, different: string, after: string] {
  const [words, others] = [wordsOf(text), wordsOf(other)];
  let start = 0;
  while (start < words.length && words[start] === others[start]) start += 1;
  let end = 0;
  const most = Math.min(words.length, others.length) - start;
  while (end < most && words.at(-1 - end) === others.at(-1 - end)) end += 1;
  const part = (from: number, to?: number) => words.slice(from, to).join('');
  const middle = words.length - end;
  return [part(0, start), part(start, middle), part(middle)];
}

const wordsOf = (text: string) => text.split(/(?<=\s)(?=\S)/);
