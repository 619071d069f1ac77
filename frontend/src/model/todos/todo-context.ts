import type { QueryClient } from '@tanstack/react-query';
import { quote } from '../../shared/ui/quote';
import { TodoCache } from './todo-cache';

/** What every change of todos works with. */
export interface TodoContext {
  client: QueryClient;
  userId: string;
  cache: TodoCache;
}

export function todoContext(client: QueryClient, userId: string): TodoContext {
  return { client, userId, cache: new TodoCache(client, userId) };
}

/** Sends with the name of the change. */
export function underChange(changeId: string): { 'Change-Id': string } {
  return { 'Change-Id': changeId };
}

/** "“Water the ferns”", or "3 todos". */
export function nameOf(todos: readonly { title: string }[]): string {
  return todos.length === 1 ? quote(todos[0]?.title ?? '') : `${todos.length} todos`;
}
