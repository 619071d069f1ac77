import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { INBOX, projectIdOf } from '../outline/outline';
import { listOf } from './preorder';
import type { NewTodo, Todo } from './todo';
import { TodoCache } from './todo-cache';
import type { TodoActions } from './use-todo-actions';

/**
 * Adds todos in the order in which they are typed: the first one where its list begins, each further one behind the one
 * before it. What was put elsewhere meanwhile, or completed, is no longer one of them.
 */
export function useAdding(userId: string, { add }: Pick<TodoActions, 'add'>): (wanted: NewTodo) => Todo {
  const client = useQueryClient();
  const runs = useRef(new Map<string, readonly string[]>());
  return (wanted) => {
    const key = `${wanted.projectId} ${wanted.sectionId}`;
    const cache = new TodoCache(client, userId);
    const list = wanted.sectionId ?? projectIdOf(cache.outline(), wanted.projectId ?? INBOX);
    const run = unbrokenRun(cache, runs.current.get(key) ?? [], list);
    const last = run.at(-1);
    const todo = add(last === undefined ? wanted : { ...wanted, afterId: last });
    runs.current.set(key, [...run, todo.id]);
    return todo;
  };
}

/** Those that are still open in that list; none when somebody put another order on them. */
function unbrokenRun(cache: TodoCache, ids: readonly string[], list: string): readonly string[] {
  const found = new Map(cache.find(ids).map((todo) => [todo.id, todo]));
  const inList = (todo: Todo) => todo.completedAt === null && listOf(todo) === list;
  const open = ids.flatMap((id) => found.get(id) ?? []).filter(inList);
  const last = open.at(-1);
  if (!last) return [];
  const run = open.map(({ id }) => id);
  const standing = cache.siblingsOf(last)?.map(({ id }) => id);
  const from = run.length === 1 ? 0 : (standing?.indexOf(run[0] as string) ?? 0);
  return standing === undefined || run.every((id, index) => standing[from + index] === id) ? run : [];
}
