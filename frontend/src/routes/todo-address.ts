import type { QueryClient } from '@tanstack/react-query';
import { notFound, redirect } from '@tanstack/react-router';
import { fetchFamily } from '../model/todos/fetch-family';
import { inboxId } from '../model/todos/inbox-id';
import { replicaQuery, syncedReplica } from '../replica/synced-replica';
import { isNotThere } from '../shared/api/errors';
import { whileSignedIn } from '../shared/api/session-events';

/** Goes from the address of a todo to its project, with its panel open. */
export async function goToTodo(
  { queryClient, user }: { queryClient: QueryClient; user: { id: string } },
  todoId: string,
): Promise<never> {
  await queryClient.ensureQueryData(replicaQuery(queryClient, user.id));
  const { shown } = syncedReplica(queryClient, user.id).replica;
  // What was completed long ago is not in the replica.
  const fetch = () => whileSignedIn(user.id, () => fetchFamily(user.id, todoId));
  const { projectId } = shown.live(todoId) ?? (await fetch().catch(nothingThere)).todo;
  const search = { todo: todoId };
  if (projectId === inboxId(shown)) throw redirect({ to: '/inbox', search, replace: true });
  throw redirect({ to: '/projects/$projectId', params: { projectId }, search, replace: true });
}

function nothingThere(error: unknown): never {
  if (isNotThere(error)) throw notFound();
  throw error;
}
