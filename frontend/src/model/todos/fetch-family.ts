import { latchApi, unwrap } from '../../shared/api/client';
import type { TodoFamily } from './todo';

/** Asks for a todo and what is above and below it, now. */
export function fetchFamily(userId: string, todoId: string, signal?: AbortSignal): Promise<TodoFamily> {
  const params = { path: { userId, todoId } };
  return unwrap(latchApi.GET('/api/users/{userId}/todos/{todoId}', { params, signal }));
}
