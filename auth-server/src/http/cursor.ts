import { type CursorPart, readCursor, writeCursor } from '@latch/server-kit/cursor';
import { z } from 'zod';

/** A place in a list that is in order of time, then of id, the newest first. */
export interface Place {
  /** ISO 8601 in UTC, with as many digits of a second as the list has; `infinity` comes before all rows. */
  at: string;
  id: string;
}

interface ListOrder {
  /** The list's name in its cursors. */
  list: string;
  /** Digits of a second: 3 where the database keeps milliseconds, 6 where it keeps microseconds. */
  precision: 3 | 6;
  /** What an id of the list looks like. */
  id: CursorPart;
  /** Comes before the first of all rows. */
  start: Place;
}

/** No row is older. PostgreSQL, other than ISO 8601, has no year 0000. */
const EARLIEST = '1970-01-01';

/** The cursors of one list: opaque to clients, and the same text for the same place. */
export class ListCursors {
  readonly #list: string;
  readonly #parts: readonly CursorPart[];
  readonly start: Place;

  constructor({ list, precision, id, start }: ListOrder) {
    this.start = start;
    this.#list = list;
    const time = z.iso.datetime({ precision }).refine((text) => text >= EARLIEST);
    this.#parts = [(text) => time.safeParse(text).success, id];
  }

  /**
   * Where the page before the wanted one ended.
   * @param query its `cursor`; the first page is wanted without one
   * @throws {ValidationFailedError} when it is not as this list gives them out
   */
  placeIn(query: URLSearchParams): Place {
    const [at, id] = readCursor(query.get('cursor') ?? undefined, this.#list, this.#parts) ?? [];
    return at === undefined ? this.start : { at, id: id! };
  }

  /**
   * One page of rows.
   * @param rows one more than the page holds when there are more
   * @param placeOf a row's place in the list
   */
  page<Row>(rows: Row[], size: number, placeOf: (row: Row) => Place) {
    const items = rows.slice(0, size);
    if (rows.length === items.length) return { items, nextCursor: null };
    const { at, id } = placeOf(items.at(-1)!);
    return { items, nextCursor: writeCursor(this.#list, [at, id]) };
  }
}
