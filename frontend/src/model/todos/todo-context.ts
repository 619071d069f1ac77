import type { QueryClient } from '@tanstack/react-query';
import type { Replica } from '../../replica/replica';
import { syncedReplica } from '../../replica/synced-replica';
import { quote } from '../../shared/ui/quote';

/** What every change of todos works with. */
export interface TodoContext {
  client: QueryClient;
  userId: string;
  replica: Replica;
}

export function todoContext(client: QueryClient, userId: string): TodoContext {
  return { client, userId, replica: syncedReplica(client, userId).replica };
}

/**
 * Sends with the name of the change, and with that of the request, so that the server carries it out once however often it is sent.
 * @param key of a request that is not the only one of its change; the same whenever it is sent, also by another page
 */
export function underChange(changeId: string, key = changeId) {
  return { 'Change-Id': changeId, 'Idempotency-Key': key };
}

/** "“Water the ferns”", or "3 todos". */
export function nameOf(todos: readonly { title: string }[]): string {
  return todos.length === 1 ? quote(todos[0]?.title ?? '') : `${todos.length} todos`;
}

/** @returns those of the todos that are not below another of them: what is moved or deleted along with its parent. */
export function rootsAmong(rows: Replica['shown'], ids: readonly string[]): string[] {
  const chosen = new Set(ids);
  const isBelowChosen = (id: string) => [...rows.withAncestors([id])].slice(1).some((above) => chosen.has(above));
  return ids.filter((id) => !isBelowChosen(id));
}
