import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/** A list with a longer key than this is given even ones. */
export const LONGEST_KEY = 50;

/**
 * A key that sorts between two others, byte by byte, and is rarely the one that somebody else would be given there.
 * @param before null for the beginning of the list @param after null for its end; greater than `before`
 * @param random in [0, 1)
 */
export function keyBetween(before: string | null, after: string | null, random = Math.random()): string {
  refuseDisorder(before, after);
  const middle = generateKeyBetween(before, after);
  if (random < 1 / 3) return middle;
  return random < 2 / 3 ? generateKeyBetween(before, middle) : generateKeyBetween(middle, after);
}

/** `count` keys in order, all between two others; see {@link keyBetween}. */
export function keysBetween(before: string | null, after: string | null, count: number): string[] {
  refuseDisorder(before, after);
  return count === 1 ? [keyBetween(before, after)] : generateNKeysBetween(before, after, count);
}

/** `count` short keys in order, for a list that is numbered anew. */
export function evenKeys(count: number): string[] {
  return generateNKeysBetween(null, null, count);
}

/** The library would swap them, and the todo would stand somewhere else. */
function refuseDisorder(before: string | null, after: string | null): void {
  if (before !== null && after !== null && before >= after) throw new RangeError('There is no key between these two');
}
