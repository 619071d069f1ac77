import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../common/change.errors.js';
import type { Entity } from './change.js';

/** A thing as it is now, with the version at which each field was last changed; a field never changed has none. */
export interface VersionedFields<T extends object> {
  fieldVersions: Record<string, number>;
  values: T;
}

/** A field that two changed to different values. */
interface FieldConflict {
  field: string;
  mine: unknown;
  theirs: unknown;
}

export interface MergedFields<T extends object> {
  /** What is left to write: wanted, and not so already. */
  changes: Partial<T>;
  conflicts: FieldConflict[];
}

/**
 * Merges what a client wants with what others wrote since it looked, field by field. Equal values are no change, and
 * never a conflict.
 * @param wanted fields left out or undefined stay as they are
 * @param seenVersion the version the client saw; without it, what is wanted wins
 */
export function mergeFields<T extends object>(
  { fieldVersions, values }: VersionedFields<T>,
  wanted: Partial<T>,
  seenVersion = Number.POSITIVE_INFINITY,
): MergedFields<T> {
  const merged: MergedFields<T> = { changes: {}, conflicts: [] };
  for (const field of Object.keys(wanted) as (keyof T & string)[]) {
    const mine = wanted[field];
    const theirs = values[field];
    if (mine === undefined || isDeepStrictEqual(mine, theirs)) continue;
    if ((fieldVersions[field] ?? 0) > seenVersion) merged.conflicts.push({ field, mine, theirs });
    else merged.changes[field] = mine;
  }
  return merged;
}

/** A thing that people named, at some version. */
type Named = { id: string; fieldVersions: Record<string, number> } & ({ name: string } | { title: string });

/**
 * What is left to write of what a client wants.
 * @throws {ConflictError} when somebody else changed one of the fields since the version that was seen
 */
export function mergeOrRefuse<Thing extends Named>(
  entity: Entity,
  thing: Thing,
  wanted: Partial<Thing>,
  seenVersion: number | undefined,
): Partial<Thing> {
  const { changes, conflicts } = mergeFields(
    { fieldVersions: thing.fieldVersions, values: thing },
    wanted,
    seenVersion,
  );
  if (conflicts.length === 0) return changes;
  const about = { entity, entityId: thing.id, title: 'name' in thing ? thing.name : thing.title };
  throw new ConflictError(conflicts.map((conflict) => ({ ...about, ...conflict })));
}
