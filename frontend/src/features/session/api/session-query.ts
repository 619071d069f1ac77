import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { keepReplicaOf } from '../../../replica/kept-replica';
import { accountApi, unwrap } from '../../../shared/api/client';
import { isOutage } from '../../../shared/api/errors';
import type { Session } from '../session';

/**
 * "Am I signed in?", asked of the auth server. `null` when signed out.
 * @throws OutageError when nobody could say: that is not a no
 */
export function askForSession(signal?: AbortSignal): Promise<Session | null> {
  return unwrap(accountApi.GET('/api/auth/get-session', { signal }));
}

/**
 * One quick second try bridges a restart; a longer outage gets a page of its own, which keeps trying. After a
 * whole deadline there is no second try.
 */
export const retrySession = (failures: number, error: Error) => failures < 1 && isOutage(error) && !error.timedOut;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => askForSession(signal),
  staleTime: 30_000,
  retry: retrySession,
  retryDelay: 300,
});

/**
 * What the routes go by. A person known to be signed in stays so until a server says otherwise, so that changing a
 * filter asks nobody; "signed out" is never remembered, as it may have changed in another tab.
 * @throws OutageError
 */
export async function readSession(client: QueryClient): Promise<Session | null> {
  const known = client.getQueryData(sessionQuery.queryKey);
  if (known) return known;
  const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
  if (!session) keepReplicaOf(null);
  return session;
}
