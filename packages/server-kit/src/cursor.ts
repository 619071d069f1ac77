import { ValidationFailedError } from './http-errors.js';

/** Whether a text may be a part of a place: in the one spelling that is written, and what its column can hold. */
export type CursorPart = (text: string) => boolean;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,18})$/;

export const uuidPart: CursorPart = (text) => UUID.test(text);

export const wholeNumberPart =
  (most: bigint | number): CursorPart =>
  (text) =>
    WHOLE_NUMBER.test(text) && BigInt(text) <= BigInt(most);

/** Milliseconds since 1970, to the end of the year 9999. */
export const timePart = wholeNumberPart(Date.UTC(9999, 11, 31, 23, 59, 59, 999));

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
 * @param parts of a place in this list
 * @returns the parts, as they were written; undefined without a cursor
 * @throws {ValidationFailedError} for whatever `writeCursor` would not have given out for this list
 */
export function readCursor(
  cursor: string | undefined,
  list: string,
  parts: readonly CursorPart[],
): string[] | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const place = text.startsWith(`${list}\t`) ? text.slice(list.length + 1).split(' ') : [];
  const isPlace = place.length === parts.length && parts.every((isPart, index) => isPart(place[index]!));
  // Decoding passes over what is not base64url, so that one place would have many spellings.
  if (!isPlace || writeCursor(list, place) !== cursor)
    throw new ValidationFailedError({ cursor: ['Use the nextCursor of the page before, for the same list.'] });
  return place;
}
