import { Injectable } from '@nestjs/common';
import type { Change, Entity } from './change.js';

/** A thing as it is now, as the fields of its events name them. */
export interface UndoableState {
  title: string;
  /** Whether it is in Trash. */
  deleted: boolean;
  /** All of its fields but `created` and `deleted`, with values as JSON has them. */
  fields: Record<string, unknown>;
}

/**
 * What is to be written to one thing: values as its events have them. `created` never gets here: a creation is taken
 * back by `deleted: true` and made again by `deleted: false`.
 */
export interface UndoPatch {
  id: string;
  fields: Record<string, unknown>;
}

/** How a feature lets its changes be taken back. Both work within the change's transaction. */
export interface Undoable {
  readonly entity: Entity;
  /** What is gone for good is left out; what is in Trash is not. */
  read(change: Change, ids: string[]): Promise<Map<string, UndoableState>>;
  /** Writes the values and records the events of doing so; a place that is not there any more becomes one beside it. */
  write(change: Change, patches: UndoPatch[]): Promise<void>;
}

/** Knows who can take back what; each feature registers itself when its module starts. */
@Injectable()
export class UndoableRegistry {
  private readonly undoables = new Map<Entity, Undoable>();

  register(undoable: Undoable): void {
    this.undoables.set(undoable.entity, undoable);
  }

  /** @throws {Error} when nobody registered for it */
  of(entity: Entity): Undoable {
    const undoable = this.undoables.get(entity);
    if (!undoable) throw new Error(`Nothing takes back the changes of a ${entity}`);
    return undoable;
  }
}
