import { editDistance } from './edit-distance.js';

/** How well a word is met, the best first. */
export const EXACT = 0;
export const PREFIX = 1;
export const WITHIN = 2;
/** One edit, with the first letter right. */
export const TYPO = 3;
/** Two edits, a wrong first letter, or a slip in a word that is still being typed. */
export const FAR_TYPO = 4;
/** Not at all. */
export const NONE = -1;

export type Quality = typeof EXACT | typeof PREFIX | typeof WITHIN | typeof TYPO | typeof FAR_TYPO | typeof NONE;

/** Scripts that write no blanks between words: a single character within a text is worth finding. */
const WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const DIGIT = /\p{N}/u;
const LEAST_WITHIN = 3;
const LEAST_FOR_ONE_EDIT = 4;
const LEAST_FOR_TWO_EDITS = 8;

/** Which letters a word has, each as one of 32 bits, which some of them share. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

/** One word of what is searched for, to be compared with many. All of them are folded. */
export class WordMatcher {
  /** How many edits are forgiven. A number is another number with one digit changed. */
  readonly #edits: number;
  readonly #letters: number;
  readonly #findsWithin: boolean;

  /** @param isLast it is the last word, which may be in the middle of being typed */
  constructor(
    readonly word: string,
    private readonly isLast: boolean,
  ) {
    const { length } = word;
    this.#edits = length < LEAST_FOR_ONE_EDIT || DIGIT.test(word) ? 0 : length < LEAST_FOR_TWO_EDITS ? 1 : 2;
    this.#letters = lettersOf(word);
    this.#findsWithin = length >= LEAST_WITHIN || WITHOUT_BLANKS.test(word);
  }

  /** @param letters those of `other`, as `lettersOf` has them */
  qualityOf(other: string, letters: number): Quality {
    const { word } = this;
    if (other.startsWith(word)) return other.length === word.length ? EXACT : PREFIX;
    const missing = this.#letters & ~letters;
    if (missing === 0 && this.#findsWithin && other.includes(word)) return WITHIN;
    return this.#edits > 0 && countBits(missing) <= this.#edits ? this.#typo(other) : NONE;
  }

  #typo(other: string): Quality {
    const { word } = this;
    const edits = this.#edits;
    const begins = word[0] === other[0];
    const { whole, beginning } = editDistance(word, other, edits);
    if (whole <= edits) {
      const isSwapped = word[0] === other[1] && word[1] === other[0];
      return whole === 1 && (begins || isSwapped) ? TYPO : FAR_TYPO;
    }
    return this.isLast && begins && beginning <= edits ? FAR_TYPO : NONE;
  }
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
