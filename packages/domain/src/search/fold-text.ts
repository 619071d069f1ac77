// oxlint-disable-next-line no-control-regex -- the characters of ASCII
const ASCII = /^[\u0000-\u007f]*$/;
/** Accents, and what cannot be seen. */
const DROPPED = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;
/** Letters that Unicode does not take apart, as they are typed without them. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
/** "Don't" is found by "dont", and a quoted word by itself. */
const APOSTROPHE = /['’‘ʼ]/g;

/**
 * Text as search compares it: without case, accents, apostrophes and what cannot be seen; ligatures and the like as the letters
 * that they stand for. What each character becomes does not depend on those beside it.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replaceAll("'", '');
  const letters = text.normalize('NFKD').replace(DROPPED, '').toLowerCase();
  return letters.replace(LETTER, (letter) => LETTERS[letter]!).replace(APOSTROPHE, '');
}

/** Letters and digits in a row; an emoji, a currency and a plus are words of their own. */
const WORD = /[\p{L}\p{N}]+|[\p{So}\p{Sc}+]/gu;

/** The words of a text that is folded. */
export function wordsIn(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

/** The same, each with its place. */
export function placedWords(folded: string): { word: string; at: number }[] {
  return Array.from(folded.matchAll(WORD), (match) => ({ word: match[0], at: match.index }));
}

/** A text that is folded, and where each of its characters stands in the original. */
export interface Folded {
  text: string;
  /** Of each character of `text`, where the character that it comes from begins, as people count characters. */
  starts: readonly number[];
  /** Where that ends. */
  ends: readonly number[];
}

let segmenter: Intl.Segmenter | undefined;
const characters = (): Intl.Segmenter => (segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' }));

/** Where the character begins that a place of a text is in. */
export function characterStart(text: string, place: number): number {
  return characters().segment(text).containing(place)?.index ?? text.length;
}

/** Folds a text and remembers where each character comes from. */
export function foldWithPlaces(original: string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  if (ASCII.test(original)) {
    for (let at = 0; at < original.length; at++) if (original[at] !== "'") ends[starts.push(at) - 1] = at + 1;
    return { text: foldText(original), starts, ends };
  }
  let text = '';
  for (const { segment, index } of characters().segment(original)) {
    const folded = foldText(segment);
    text += folded;
    for (let nth = 0; nth < folded.length; nth++) {
      starts.push(index);
      ends.push(index + segment.length);
    }
  }
  return { text, starts, ends };
}
