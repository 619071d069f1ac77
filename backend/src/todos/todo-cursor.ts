import { isUuid } from './uuid.js';

export type TodoStatus = 'open' | 'completed' | 'all';
export type TodoOrder = 'newest' | 'oldest';

/** The place in a list after which the next page begins. */
export interface TodoPlace {
  createdAt: Date;
  id: string;
}

/**
 * A place as opaque text. It names its list as well, so that it is not taken for a place in another one.
 * @returns base64url
 */
export function writeCursor(status: TodoStatus, order: TodoOrder, { createdAt, id }: TodoPlace): string {
  return Buffer.from([status, order, createdAt.getTime(), id].join(' ')).toString('base64url');
}

/** @returns undefined when it is no cursor of this list */
export function readCursor(cursor: string, status: TodoStatus, order: TodoOrder): TodoPlace | undefined {
  const [ofStatus, ofOrder, milliseconds, id, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (ofStatus !== status || ofOrder !== order || rest.length > 0) return undefined;
  if (!milliseconds || !/^\d{1,14}$/.test(milliseconds) || !isUuid(id)) return undefined;
  return { createdAt: new Date(Number(milliseconds)), id };
}
