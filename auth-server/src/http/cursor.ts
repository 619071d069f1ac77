import type { z } from 'zod';
import { refusals } from './refusals.js';

/** A place in a list, as people of the API pass it on: opaque. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws {Refusal} 422 when it is not one that was given out */
export function decodeCursor<Place>(text: string, schema: z.ZodType<Place>): Place {
  const result = schema.safeParse(parsed(text));
  if (result.success) return result.data;
  throw refusals.validationFailed({ cursor: ['This page is not there. Start from the first one.'] });
}

/**
 * One page of rows.
 * @param rows one more than the page holds when there are more
 * @param placeOf a row's place in the list
 */
export function pageOf<Row>(rows: Row[], size: number, placeOf: (row: Row) => unknown) {
  const items = rows.slice(0, size);
  return { items, nextCursor: rows.length > items.length ? encodeCursor(placeOf(items.at(-1)!)) : null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
