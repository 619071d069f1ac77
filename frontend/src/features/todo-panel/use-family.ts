import { useQuery } from '@tanstack/react-query';
import type { TodoFamily } from '../../model/todos/todo';
import { familyQuery } from '../../model/todos/todo-queries';
import { useReplicaViewIfThere } from '../../replica/synced-replica';
import { familyOf } from '../../replica/views';
import { isNotThere } from '../../shared/api/errors';

interface Family {
  data: TodoFamily | undefined;
  error: Error | null;
}

/** A todo with what is above and below it. What was completed long ago is not in the replica: the server is asked for it. */
export function useFamily(userId: string, todoId: string): Family {
  const here = useReplicaViewIfThere(userId, `family ${todoId}`, (rows) => familyOf(rows, todoId));
  const { data, error } = useQuery({ ...familyQuery(userId, todoId), enabled: here === null });
  if (here) return { data: here, error: null };
  return { data: isNotThere(error) ? undefined : data, error };
}
