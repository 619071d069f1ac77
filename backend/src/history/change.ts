import type { components } from '@latch/contracts/latch';
import type { EntityManager } from 'typeorm';

export type Entity = components['schemas']['Entity'];

/** Why a change was made: by itself, or to take another one back, or to make that one again. */
export type Cause = 'change' | 'undo' | 'redo';

/** One field of one thing, before and after; values as JSON has them. */
export interface NewEvent {
  entity: Entity;
  entityId: string;
  /** What the thing is called by then. */
  title: string;
  field: string;
  before: unknown;
  after: unknown;
}

/** One request's change: its transaction, its owner, and the events it leaves behind. */
export interface Change {
  /** Of the transaction; every statement of the change goes through it. */
  readonly manager: EntityManager;
  readonly userId: string;
  readonly id: string;
  /** The time of everything it changes: ISO 8601, in UTC, whole milliseconds. */
  readonly at: string;
  /** Counts the owner's changes. */
  readonly revision: string;
  record(...events: NewEvent[]): void;
}
