import { type QueryClient, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { todoQueries } from './api/todo-queries';
import type { Todo, TodoPatch } from './todo';

/** Two people, or two devices, changed one field: `theirs` is kept, `mine` was typed here. */
export interface Conflict {
  theirs: Todo;
  mine: TodoPatch;
}
type Conflicts = Readonly<Record<string, Conflict>>;

const NONE: Conflicts = {};

/** Beside the todos in the cache, so that what was typed outlives the page and goes with the person who typed it. */
const conflictsKey = (userId: string) => [...todoQueries.root(userId), 'conflicts'] as const;

/** Keeps both texts until somebody chooses. */
export function keepConflict(client: QueryClient, userId: string, conflict: Conflict): void {
  setConflicts(client, userId, (all) => ({ ...all, [conflict.theirs.id]: conflict }));
}

/** Every conflict that waits for a choice, by the todo's id, and how to end one. */
export function useConflicts(userId: string): { conflicts: Conflicts; settleConflict: (todoId: string) => void } {
  const client = useQueryClient();
  const { data = NONE } = useQuery<Conflicts>({ queryKey: conflictsKey(userId), queryFn: skipToken, gcTime: Infinity });
  const settleConflict = (todoId: string) =>
    setConflicts(client, userId, ({ [todoId]: _settled, ...others }) => others);
  return { conflicts: data, settleConflict };
}

function setConflicts(client: QueryClient, userId: string, change: (all: Conflicts) => Conflicts): void {
  client.setQueryData<Conflicts>(conflictsKey(userId), (all = NONE) => change(all));
}
