import {
  type CursorPart,
  readCursor as readPlace,
  timePart,
  uuidPart,
  wholeNumberPart,
} from '@latch/server-kit/cursor';

export { writeCursor } from '@latch/server-kit/cursor';

/** In characters. What lies behind the longest positions that there can be fits. */
export const LONGEST_CURSOR = 800;

const KEY = /^[0-9A-Za-z]{1,200}$/;

/** What a part of a place may be, by its kind. */
const KINDS = {
  id: uuidPart,
  /** A position in a list. */
  key: (text) => KEY.test(text),
  /** The position of a section; empty outside of sections. */
  sectionKey: (text) => text === '' || KEY.test(text),
  time: timePart,
  /** `bigint`. */
  revision: wholeNumberPart(2n ** 63n - 1n),
  /** `integer`. */
  seq: wholeNumberPart(2 ** 31 - 1),
} satisfies Record<string, CursorPart>;

export type PartKind = keyof typeof KINDS;

/** Whether a text is the number of a change, in its one spelling. */
export const isRevision = (text: string): boolean => KINDS.revision(text);

/** @see readPlace */
export function readCursor(cursor: string | undefined, list: string, kinds: readonly PartKind[]): string[] | undefined {
  return readPlace(
    cursor,
    list,
    kinds.map((kind) => KINDS[kind]),
  );
}
