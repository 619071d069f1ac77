import { isVisible } from './tidy-line.js';

/** What a line says without what marks it as one of a list. */
interface Unmarked {
  text: string;
  /** Whether the box in front of it is ticked; undefined without one. */
  isTicked?: boolean | undefined;
}

/** A number that may be a part of the text: "3. Dezember". */
interface Numbered {
  kind: 'digit' | 'letter';
  value: number;
  /** What the line says without it. */
  rest: Unmarked;
}

export interface MarkedLine extends Unmarked {
  numbered?: Numbered | undefined;
}

/** Parts of a page, with nothing to do in them. */
const RULE = /^[-_*=–—~\s]{3,}$/u;
/** How many marks may stand before one line: a bullet, a number and a box. */
const MOST_MARKS = 4;

const MARKS: readonly { pattern: RegExp; isTicked?: boolean }[] = [
  { pattern: /^\[[ \u00a0]?\](?=\s|$)/u, isTicked: false },
  { pattern: /^\[[xX]\](?=\s|$)/u, isTicked: true },
  { pattern: /^[☐⬜]\ufe0f?/u, isTicked: false },
  { pattern: /^[☑☒✅🗹]\ufe0f?/u, isTicked: true },
  { pattern: /^[✓✔✗✘✖]\ufe0f?(?=\s|$)/u },
  // Where nothing else begins so; the last ones are those of Word's fonts of symbols.
  { pattern: /^[•▪●◦‣⁃■□○►▶➢➤⦁\uf000-\uf0ff]/u },
  { pattern: /^[-*+–—·](?=\s|$)/u },
  { pattern: /^#{1,6}(?=\s)/u },
  // Words in some language, unless they stand apart as Word has its bullets.
  { pattern: /^[o§Øüvq](?=\t|\s{2})/u },
  { pattern: /^\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,5})\)(?=\s)/u },
];

const NUMBER = /^(?:(\d{1,3})|([a-zA-Z]))\.(?=\s)/u;

/** Takes off what marks a line as one of a list. @returns undefined for a line that says nothing */
export function withoutMarks(line: string): MarkedLine | undefined {
  if (!isVisible(line) || RULE.test(line)) return undefined;
  const marked = unmarked(line);
  if (!isVisible(marked.text)) return undefined;
  const [number, digits, letter] = NUMBER.exec(marked.text) ?? [];
  if (number === undefined) return marked;
  const { text, isTicked = marked.isTicked } = unmarked(marked.text.slice(number.length));
  if (!isVisible(text)) return marked;
  const value = digits ? Number(digits) : letter!.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  return { ...marked, numbered: { kind: digits ? 'digit' : 'letter', value, rest: { text, isTicked } } };
}

function unmarked(line: string): Unmarked {
  let text = line.trim();
  let isTicked: boolean | undefined;
  for (let count = 0; count < MOST_MARKS; count++) {
    const mark = MARKS.find(({ pattern }) => pattern.test(text));
    if (!mark) break;
    text = text.replace(mark.pattern, '').trimStart();
    isTicked = mark.isTicked ?? isTicked;
  }
  return { text, isTicked };
}
