import { type QueryClient, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { sameValue } from '../../replica/row-store';
import { dropKeptNotes } from './kept-notes';
import type { Todo, TodoPatch } from './todo';

/** Two people, or two devices, changed one field: `theirs` is kept, `mine` was chosen here. */
export interface Conflict {
  theirs: Todo;
  mine: TodoPatch;
}
type Conflicts = Readonly<Record<string, Conflict>>;

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

const NONE: Conflicts = {};

/** In the query cache, so that what was typed outlives the page and goes with the person who typed it. */
const conflictsKey = (userId: string) => ['conflicts', userId] as const;

/** Keeps both values until somebody chooses. */
export function keepConflict(client: QueryClient, userId: string, { theirs, mine }: Conflict): void {
  setConflicts(client, userId, (all) => ({
    ...all,
    [theirs.id]: { theirs, mine: { ...all[theirs.id]?.mine, ...mine } },
  }));
}

/** Every conflict that waits for a choice, by the todo's id, and how to end one. */
export function useConflicts(userId: string): { conflicts: Conflicts; settleConflict: (todoId: string) => void } {
  const client = useQueryClient();
  const { data = NONE } = useQuery<Conflicts>({ queryKey: conflictsKey(userId), queryFn: skipToken, gcTime: Infinity });
  const settleConflict = (todoId: string) => {
    const notes = data[todoId]?.mine.notes;
    if (notes !== undefined) dropKeptNotes(userId, todoId, notes);
    setConflicts(client, userId, ({ [todoId]: _settled, ...others }) => others);
  };
  return { conflicts: data, settleConflict };
}

function setConflicts(client: QueryClient, userId: string, change: (all: Conflicts) => Conflicts): void {
  client.setQueryData<Conflicts>(conflictsKey(userId), (all = NONE) => change(all));
}
