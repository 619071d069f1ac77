import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { TodoFamily } from '../../model/todos/todo';
import { TodoCache } from '../../model/todos/todo-cache';
import { todoQueries } from '../../model/todos/todo-queries';
import { isNotThere } from '../../shared/api/errors';

/** A todo with what is above and below it. Until that has come, and while it cannot come, what the loaded lists have of it. */
export function useFamily(userId: string, todoId: string) {
  const client = useQueryClient();
  const fromList = (): TodoFamily | undefined => {
    const cache = new TodoCache(client, userId);
    const [todo] = cache.find([todoId]);
    if (!todo) return undefined;
    const subtasks = cache.find(cache.withSubtasks([todoId])).filter(({ id }) => id !== todoId);
    return { todo, ancestors: [], subtasks };
  };
  // Kept as what the query begins with, and not beside it: changes made meanwhile show in it, as in all that is loaded.
  const begins = { initialData: fromList, initialDataUpdatedAt: 0 };
  const { data, error } = useQuery({ ...todoQueries.family(userId, todoId), ...begins });
  return { data: isNotThere(error) ? undefined : data, error };
}
