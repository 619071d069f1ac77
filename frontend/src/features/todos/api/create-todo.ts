import { v7 as uuidv7 } from 'uuid';
import { latchApi, unwrap } from '../../../shared/api/client';
import { tidyTitle, type Todo } from '../todo';
import { type OnRefused, type TodoChange, useTodoChange } from './use-todo-change';

/** @returns a todo made here, with an id of its own: repeating its create makes no second one. */
export function newTodo(title: string, notes = '', now = new Date()): Todo {
  const createdAt = now.toISOString();
  return {
    id: uuidv7(),
    title: tidyTitle(title),
    notes,
    completedAt: null,
    version: 0,
    createdAt,
    updatedAt: createdAt,
  };
}

const createTodo: TodoChange<'create'> = {
  name: 'create',
  show(cache, { todo }) {
    cache.upsert({ ...todo, createdAt: cache.notBefore(todo.createdAt) });
    const uncount = cache.count({ open: 1 });
    return () => {
      cache.remove(todo.id);
      uncount();
    };
  },
  send(userId, { todo: { id, title, notes } }) {
    const body = { id, title, ...(notes ? { notes } : {}) };
    return unwrap(latchApi.POST('/api/users/{userId}/todos', { params: { path: { userId } }, body }));
  },
  settle: (cache, todo, variables) => cache.acknowledge(todo, variables),
  counts: () => true,
};

/** Adds the todo given, see {@link newTodo}. */
export function useCreateTodo(userId: string, onRefused?: OnRefused<'create'>) {
  return useTodoChange(userId, createTodo, onRefused);
}
