import { latchApi, unwrap } from '../../../shared/api/client';
import { type OnRefused, type TodoChange, useTodoChange } from './use-todo-change';

const restoreCleared: TodoChange<'restoreCleared'> = {
  name: 'restoreCleared',
  show(cache, { todos, count }) {
    for (const todo of todos) cache.upsert(todo);
    const uncount = cache.count({ completed: count });
    return () => {
      cache.remove(...todos.map((todo) => todo.id));
      uncount();
    };
  },
  send(userId, { deletedAt }) {
    const params = { path: { userId } };
    return unwrap(latchApi.POST('/api/users/{userId}/todos/restore', { params, body: { deletedAt } }));
  },
  // More may have come back than this page had loaded when they were cleared.
  settle: (cache) => cache.refreshLists(),
  counts: () => true,
};

/** Brings back what was cleared together. */
export function useRestoreCleared(userId: string, onRefused?: OnRefused<'restoreCleared'>) {
  return useTodoChange(userId, restoreCleared, onRefused);
}
