import { sameValue } from '../../replica/row-store';
import type { Todo, TodoPatch } from './todo';

/** Two people, or two devices, changed one field: `theirs` is kept, `mine` was chosen here. */
export interface Conflict {
  theirs: Todo;
  mine: TodoPatch;
}

/** Somebody else changed the same field. Nothing was written; both values are here to choose from. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';

  constructor(
    readonly theirs: Todo,
    readonly mine: TodoPatch,
  ) {
    super('This todo was changed somewhere else in the meantime.');
  }
}

/** Whether both changed one field, to different values. Whether it is completed cannot clash: there are only two answers. */
export function clashes(seen: object, mine: object, theirs: object): boolean {
  const [before, now] = [seen as Record<string, unknown>, theirs as Record<string, unknown>];
  return Object.entries(mine).some(
    ([field, value]) => value !== undefined && !sameValue(now[field], before[field]) && !sameValue(now[field], value),
  );
}
