import { ConflictError } from '../common/change.errors.js';
import type { EntityName } from './change.js';
import { mergeFields } from './merge-fields.js';

/** A thing that people named, at some version. */
type Named = { id: string; fieldVersions: Record<string, number> } & ({ name: string } | { title: string });

/**
 * What is left to write of what a client wants.
 * @throws {ConflictError} when somebody else changed one of the fields since the version that was seen
 */
export function mergeOrRefuse<Thing extends Named>(
  entity: EntityName,
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
