import { EXACT } from './word-matcher.js';

/** Where a word was found, the best first. */
export const TITLE = 0;
export const NAME = 1;
export const NOTES = 2;
/** As many as there are. */
export const FIELDS = 3;
/** No more words count for the order, which has room for these. */
const MOST_COUNTED = 60;

/** What the words of a search were worth in each todo, together. */
export class Ranks {
  #taken = 0;
  readonly #worst: Uint8Array;
  readonly #worstField: Uint8Array;
  readonly #qualities: Uint16Array;
  readonly #fields: Uint16Array;
  /** How many words were found. */
  readonly #met: Uint16Array;

  constructor(size: number) {
    this.#worst = new Uint8Array(size);
    this.#worstField = new Uint8Array(size);
    this.#qualities = new Uint16Array(size);
    this.#fields = new Uint16Array(size);
    this.#met = new Uint16Array(size);
  }

  /** @param best what the next word is worth in each todo @returns whether any todo is left */
  take(best: Uint8Array): boolean {
    let isAny = false;
    const words = this.#taken++;
    for (let number = 0; number < best.length; number++) {
      const score = best[number]!;
      if (score === 0 || this.#met[number]! < words) continue;
      const quality = Math.floor((score - 1) / FIELDS);
      const field = (score - 1) % FIELDS;
      this.#met[number]! += 1;
      this.#qualities[number]! += quality;
      this.#fields[number]! += field;
      if (quality > this.#worst[number]!) this.#worst[number] = quality;
      if (field > this.#worstField[number]!) this.#worstField[number] = field;
      isAny = true;
    }
    return isAny;
  }

  /** Whether all words were found. */
  has(number: number): boolean {
    return this.#met[number] === this.#taken;
  }

  /** Whether all were found as they are, in the title. */
  mayBeWhole(number: number): boolean {
    return this.#worst[number] === EXACT && this.#worstField[number] === TITLE;
  }

  /** The less the better. */
  of(number: number, isWhole: boolean, isCompleted: boolean): number {
    const parts = [
      [isWhole ? 0 : 1, 2],
      [this.#worst[number]!, 8],
      [Math.min(this.#qualities[number]!, MOST_COUNTED), 64],
      [this.#worstField[number]!, 4],
      [Math.min(this.#fields[number]!, MOST_COUNTED), 64],
      [isCompleted ? 1 : 0, 2],
    ] as const;
    return parts.reduce((rank, [part, base]) => rank * base + part, 0);
  }
}
