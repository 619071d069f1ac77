import { ValidationFailedError } from '@latch/server-kit/http-errors';

/** In characters. What lies behind the longest positions that there can be fits. */
export const LONGEST_CURSOR = 800;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KEY = /^[0-9A-Za-z]{1,200}$/;
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,18})$/;
const LAST_MILLISECOND = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const upTo = (most: bigint | number) => (text: string) => WHOLE_NUMBER.test(text) && BigInt(text) <= BigInt(most);

/** What a part of a place may be, by its kind: in the one spelling that is written, and what its column can hold. */
const KINDS = {
  id: (text: string) => UUID.test(text),
  /** A position in a list. */
  key: (text: string) => KEY.test(text),
  /** The position of a section; empty outside of sections. */
  sectionKey: (text: string) => text === '' || KEY.test(text),
  /** Milliseconds since 1970, to the end of the year 9999. */
  time: upTo(LAST_MILLISECOND),
  /** `bigint`. */
  revision: upTo(2n ** 63n - 1n),
  /** `integer`. */
  seq: upTo(2 ** 31 - 1),
};

export type PartKind = keyof typeof KINDS;

/**
 * A place in a list as opaque text. It names its list as well, so that it is not taken for a place in another one.
 * @param list without tabs
 * @param place parts without blanks
 * @returns base64url
 */
export function writeCursor(list: string, place: readonly (string | number)[]): string {
  return Buffer.from(`${list}\t${place.join(' ')}`).toString('base64url');
}

/**
 * The one reader of all cursors.
 * @param kinds of the parts of a place in this list
 * @returns the parts, as they were written; undefined without a cursor
 * @throws {ValidationFailedError} for whatever `writeCursor` would not have given out for this list
 */
export function readCursor(cursor: string | undefined, list: string, kinds: readonly PartKind[]): string[] | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const parts = text.startsWith(`${list}\t`) ? text.slice(list.length + 1).split(' ') : [];
  const isPlace = parts.length === kinds.length && kinds.every((kind, index) => KINDS[kind](parts[index]!));
  // Decoding passes over what is not base64url, so that one place would have many spellings.
  if (!isPlace || writeCursor(list, parts) !== cursor)
    throw new ValidationFailedError({ cursor: ['Use the nextCursor of the page before, for the same list.'] });
  return parts;
}
