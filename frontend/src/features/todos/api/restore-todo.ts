import { latchApi, unwrap } from '../../../shared/api/client';
import { countOf } from './delete-todo';
import { type OnRefused, type TodoChange, useTodoChange } from './use-todo-change';

const restoreTodo: TodoChange<'restore'> = {
  name: 'restore',
  show(cache, { todo }) {
    cache.upsert(todo);
    const uncount = cache.count(countOf(todo));
    return () => {
      cache.remove(todo.id);
      uncount();
    };
  },
  send(userId, { todo }) {
    const params = { path: { userId, todoId: todo.id } };
    return unwrap(latchApi.POST('/api/users/{userId}/todos/{todoId}/restore', { params }));
  },
  settle: (cache, todo, variables) => cache.acknowledge(todo, variables),
  counts: () => true,
};

/** Brings a deleted todo back as it was. */
export function useRestoreTodo(userId: string, onRefused?: OnRefused<'restore'>) {
  return useTodoChange(userId, restoreTodo, onRefused);
}
