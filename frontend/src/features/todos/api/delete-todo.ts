import { latchApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import type { Todo } from '../todo';
import { type OnRefused, type TodoChange, useTodoChange } from './use-todo-change';

/** The counts a todo makes up. */
export function countOf(todo: Todo): { open: number; completed: number } {
  const completed = Number(todo.completedAt !== null);
  return { open: 1 - completed, completed };
}

const deleteTodo: TodoChange<'delete'> = {
  name: 'delete',
  show(cache, { todo }) {
    const { open, completed } = countOf(todo);
    cache.remove(todo.id);
    const uncount = cache.count({ open: -open, completed: -completed });
    return () => {
      cache.upsert(todo);
      uncount();
    };
  },
  async send(userId, { todo }) {
    const params = { path: { userId, todoId: todo.id } };
    try {
      await unwrap(latchApi.DELETE('/api/users/{userId}/todos/{todoId}', { params }));
    } catch (error) {
      // Gone is gone: by another device, or by this very request when its answer was lost.
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  },
  settle: () => {},
  counts: () => true,
};

export function useDeleteTodo(userId: string, onRefused?: OnRefused<'delete'>) {
  return useTodoChange(userId, deleteTodo, onRefused);
}
