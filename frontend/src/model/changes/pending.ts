import type { QueryClient } from '@tanstack/react-query';
import type { Todo } from '../todos/todo';
import type { ChangeSpec } from './change-spec';

type Pending = Set<Pick<ChangeSpec, 'overlay'>>;

const pendings = new WeakMap<QueryClient, Map<string, Pending>>();

/** The changes of a person that are still on their way, in the order they were made. */
export function pendingOf(client: QueryClient, userId: string): Pending {
  const byUser = pendings.get(client) ?? new Map<string, Pending>();
  const pending = byUser.get(userId) ?? new Set();
  pendings.set(client, byUser.set(userId, pending));
  return pending;
}

/** @returns the todo as the changes on their way will leave it, or null when they will have removed it. */
export function withPending(pending: Pending, todo: Todo): Todo | null {
  let shown: Todo | null = todo;
  for (const { overlay } of pending) if (shown && overlay) shown = overlay(shown);
  return shown;
}
