import { queryOptions } from '@tanstack/react-query';
import { settledRead } from '../reads';
import { recover } from '../../shared/api/query-client';
import { fetchFamily } from './fetch-family';
import type { TodoFamily } from './todo';

/** A todo that the replica does not have, with those it is a part of, from the top down, and its subtasks at any depth. */
export function familyQuery(userId: string, todoId: string) {
  return queryOptions<TodoFamily>({
    queryKey: ['family', userId, todoId] as const,
    queryFn: ({ signal }) => settledRead(userId, signal, () => fetchFamily(userId, todoId, signal)),
    refetchInterval: recover,
  });
}
