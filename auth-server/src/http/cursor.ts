import { z } from 'zod';
import { httpErrors } from './http-errors.js';

/** A place in a list that is in order of time, then of id, the newest first. */
export interface Place {
  /** ISO 8601 in UTC, with as many digits of a second as the list has; `infinity` comes before all rows. */
  at: string;
  id: string;
}

interface ListOrder {
  /** Digits of a second: 3 where the database keeps milliseconds, 6 where it keeps microseconds. */
  precision: 3 | 6;
  /** What an id of the list looks like. */
  id: RegExp;
  /** Comes before the first of all rows. */
  start: Place;
}

/** Longer than any cursor that is given out, in characters. */
const LONGEST = 200;
/** No row is older. PostgreSQL, other than ISO 8601, has no year 0000. */
const EARLIEST = '1970-01-01';

/** The cursors of one list: opaque to clients, and the same text for the same place. */
export class ListCursors {
  readonly #schema: z.ZodType<[at: string, id: string]>;
  readonly start: Place;

  constructor({ precision, id, start }: ListOrder) {
    this.start = start;
    const time = z.iso.datetime({ precision }).refine((text) => text >= EARLIEST);
    this.#schema = z.tuple([time, z.string().regex(id)]);
  }

  /**
   * Where the page before the wanted one ended.
   * @param query its `cursor`; the first page is wanted without one
   * @throws {HttpError} 422 when it is not as this list gives them out
   */
  placeIn(query: URLSearchParams): Place {
    const cursor = query.get('cursor');
    if (cursor === null) return this.start;
    const { success, data } = this.#schema.safeParse(cursor.length > LONGEST ? undefined : parsed(cursor));
    if (success && encode(data) === cursor) return { at: data[0], id: data[1] };
    throw httpErrors.validationFailed({ cursor: ['This page is not there. Start from the first one.'] });
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
    return { items, nextCursor: encode([at, id]) };
  }
}

function encode(place: [at: string, id: string]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
