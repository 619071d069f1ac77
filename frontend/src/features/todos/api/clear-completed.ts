import { latchApi, unwrap } from '../../../shared/api/client';
import { type OnRefused, type TodoChange, useTodoChange } from './use-todo-change';

const clearCompleted: TodoChange<'clear'> = {
  name: 'clear',
  show(cache, { todos, count }) {
    cache.remove(...todos.map((todo) => todo.id));
    const uncount = cache.count({ completed: -count });
    return () => {
      for (const todo of todos) cache.upsert(todo);
      uncount();
    };
  },
  send(userId) {
    const params = { path: { userId }, query: { status: 'completed' as const } };
    return unwrap(latchApi.DELETE('/api/users/{userId}/todos', { params }));
  },
  settle: () => {},
  counts: () => true,
};

/** Deletes every completed todo, also those on pages not loaded; called with the loaded ones and how many there are. */
export function useClearCompleted(userId: string, onRefused?: OnRefused<'clear'>) {
  return useTodoChange(userId, clearCompleted, onRefused);
}
