import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { TodoFamily } from '../../model/todos/todo';
import { familyQuery } from '../../model/todos/todo-queries';
import { syncedReplica, useReplicaViewIfThere } from '../../replica/synced-replica';
import { familyOf } from '../../replica/family-view';
import { isNotThere } from '../../shared/api/errors';

interface Family {
  data: TodoFamily | undefined;
  error: Error | null;
}

/** A todo with what is above and below it. The server is asked, too: what was completed long ago is not in the replica until then. */
export function useFamily(userId: string, todoId: string): Family {
  const here = useReplicaViewIfThere(userId, `family ${todoId}`, (rows) => familyOf(rows, todoId));
  const { data, error } = useQuery(familyQuery(userId, todoId));
  const { replica } = syncedReplica(useQueryClient(), userId);
  useEffect(() => {
    // Its parts that were completed long ago, and itself if it was.
    if (data) replica.addOlder([data.todo, ...data.subtasks].filter(({ completedAt }) => completedAt !== null));
  }, [data, replica]);
  if (here) return { data: here, error: null };
  return { data: isNotThere(error) ? undefined : data, error };
}
