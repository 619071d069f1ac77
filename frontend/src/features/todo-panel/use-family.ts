import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { TodoFamily } from '../../model/todos/todo';
import { TodoCache } from '../../model/todos/todo-cache';
import { todoQueries } from '../../model/todos/todo-queries';

/** A todo with what is above and below it; at once what the list knows of it, if it does. */
export function useFamily(userId: string, todoId: string) {
  const client = useQueryClient();
  const fromList = (): TodoFamily | undefined => {
    const cache = new TodoCache(client, userId);
    const [todo] = cache.find([todoId]);
    if (!todo) return undefined;
    const subtasks = cache.find(cache.withSubtasks([todoId])).filter(({ id }) => id !== todoId);
    return { todo, ancestors: [], subtasks };
  };
  return useQuery({ ...todoQueries.family(userId, todoId), placeholderData: fromList });
}
