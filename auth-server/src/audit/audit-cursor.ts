import { z } from 'zod';
import * as cursors from '../http/cursor.js';

/** The place of an event in the log. */
export interface AuditCursor {
  /** ISO 8601, to the millisecond, as the database keeps it. */
  at: string;
  id: string;
}

const schema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Comes before the first of all rows. */
export const START: AuditCursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** What stands in a cursor. */
export const placeOf = ({ at, id }: { at: Date; id: string }) => [at.toISOString(), id];

/** @throws {Refusal} 422 when it is not one that was given out */
export function decodeCursor(text: string): AuditCursor {
  const [at, id] = cursors.decodeCursor(text, schema);
  return { at, id };
}
