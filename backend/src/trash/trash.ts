import type { Entity } from '../history/change.js';

/** What is deleted along with others or by itself, todos aside. Not all of them hold something. */
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
