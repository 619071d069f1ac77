import { z } from 'zod';
import { refusals } from '../http/refusals.js';

/** The place of an event in the log. */
export interface AuditCursor {
  /** ISO 8601, to the millisecond, as the database keeps it. */
  at: string;
  id: string;
}

const schema = z.tuple([z.iso.datetime(), z.uuid()]);

/** As people of the API pass it on: opaque. */
export function encodeCursor({ at, id }: { at: Date; id: string }): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
}

/** @throws {Refusal} 422 when it is not one that was given out */
export function decodeCursor(text: string): AuditCursor {
  const result = schema.safeParse(parsed(text));
  if (!result.success)
    throw refusals.validationFailed({ cursor: ['This page is not there. Start from the first one.'] });
  const [at, id] = result.data;
  return { at, id };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
