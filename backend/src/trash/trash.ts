import type { components } from '@latch/contracts/latch';
import { isUuid } from '../common/uuid.js';

export type Entity = components['schemas']['Entity'];
export type TrashPage = components['schemas']['TrashPage'];
/** What is deleted along with others or by itself, todos aside. */
export type Container = Exclude<Entity, 'todo'>;

/** The place in Trash after which the next page begins. */
export interface TrashPlace {
  deletedAt: string;
  id: string;
}

/** Something that was deleted by itself rather than along with something else. */
export interface Trashed extends TrashPlace {
  entity: Entity;
  title: string;
}

/** A place as opaque text. @returns base64url */
export function writeTrashCursor({ deletedAt, id }: TrashPlace): string {
  return Buffer.from(`trash ${Date.parse(deletedAt)} ${id}`).toString('base64url');
}

/** @returns undefined when it is no cursor of Trash */
export function readTrashCursor(cursor: string): TrashPlace | undefined {
  const [list, milliseconds, id, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (list !== 'trash' || rest.length > 0) return undefined;
  if (!milliseconds || !/^\d{1,14}$/.test(milliseconds) || !isUuid(id)) return undefined;
  return { deletedAt: new Date(Number(milliseconds)).toISOString(), id };
}
