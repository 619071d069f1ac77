import type { QueryClient } from '@tanstack/react-query';
import { patched, type Todo, type TodoPatch } from '../todo';
import { todoQueries } from './todo-queries';

/** What each kind of change is called with. */
export interface TodoChanges {
  create: { todo: Todo };
  update: {
    /** The todo as the person saw it; tells whether somebody else changed the same field. */
    seen: Todo;
    patch: TodoPatch;
  };
  delete: { todo: Todo };
  restore: { todo: Todo };
  clear: { todos: Todo[]; count: number };
  restoreCleared: { todos: Todo[]; count: number; deletedAt: string };
}
export type TodoChangeName = keyof TodoChanges;

/** What each kind of change is answered with. */
export interface TodoAnswers {
  create: Todo;
  update: Todo;
  delete: void;
  restore: Todo;
  /** `deletedAt` (ISO 8601, UTC) names the batch, for bringing it back. */
  clear: { count: number; deletedAt: string };
  restoreCleared: { count: number };
}

/** The key a kind of change runs under. */
export function changeKey(userId: string, name: TodoChangeName): readonly unknown[] {
  return [...todoQueries.root(userId), name];
}

/**
 * @returns the todo as the changes that are still on their way will leave it, or null when they will have removed it.
 * @param settled the variables of a change that is answered already
 */
export function pendingOn(client: QueryClient, userId: string, todo: Todo, settled: unknown): Todo | null {
  let shown = todo;
  let gone = false;
  for (const { state, options } of client.getMutationCache().findAll({ status: 'pending' })) {
    if (state.variables === settled || options.mutationKey?.[1] !== userId) continue;
    switch (options.mutationKey[2] as TodoChangeName) {
      case 'update': {
        const { seen, patch } = state.variables as TodoChanges['update'];
        if (seen.id === todo.id) shown = patched(shown, patch);
        break;
      }
      case 'delete':
        if ((state.variables as TodoChanges['delete']).todo.id === todo.id) gone = true;
        break;
      case 'restore':
        if ((state.variables as TodoChanges['restore']).todo.id === todo.id) gone = false;
        break;
      case 'clear':
        if (shown.completedAt !== null) gone = true;
        break;
    }
  }
  return gone ? null : shown;
}
