/** A word of a line, without the brackets and the punctuation around it. */
export interface Token {
  /** In lower case. */
  core: string;
  /** As it is written. */
  text: string;
  /** What stands before and behind it, up to the next blank. */
  lead: string;
  trail: string;
  /** Of the core, within the line. */
  start: number;
  end: number;
  /** False for what stays text: within quotes, for example. */
  isFree: boolean;
}

/** The quotes that protect text, each with the one that ends it. */
export const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»' };

const LEADING = new Set('([{<"\'“”„«»‚‘’¿¡');
const TRAILING = new Set(')]}>,.;:!?"\'“”«»’…');

/** The words of a line, parted by blanks. */
export function tokensOf(line: string): Token[] {
  return [...line.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    let [from, to] = [0, word.length];
    while (from < to && LEADING.has(word[from]!)) from++;
    while (to > from && TRAILING.has(word[to - 1]!)) to--;
    const text = word.slice(from, to);
    const place = { start: index + from, end: index + to };
    return { core: text.toLowerCase(), text, lead: word.slice(0, from), trail: word.slice(to), ...place, isFree: true };
  });
}
