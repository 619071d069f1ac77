import { queryOptions } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../shared/api/client';
import { recover, settledRead } from '../reads';
import type { TodoFamily } from './todo';

/** A todo that the replica does not have, with those it is a part of, from the top down, and its subtasks at any depth. */
export function familyQuery(userId: string, todoId: string) {
  return queryOptions<TodoFamily>({
    queryKey: ['family', userId, todoId] as const,
    queryFn: ({ signal }) => settledRead(userId, signal, () => fetchFamily(userId, todoId, signal)),
    refetchInterval: recover,
  });
}

/** Asks for a todo and what is above and below it, now. */
export function fetchFamily(userId: string, todoId: string, signal?: AbortSignal): Promise<TodoFamily> {
  const params = { path: { userId, todoId } };
  return unwrap(latchApi.GET('/api/users/{userId}/todos/{todoId}', { params, signal }));
}
