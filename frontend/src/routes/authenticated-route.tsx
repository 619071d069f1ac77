import type { QueryClient } from '@tanstack/react-query';
import { createRoute, redirect, useRouteContext } from '@tanstack/react-router';
import { readSession } from '../features/session/api/session-query';
import type { Session } from '../features/session/session';
import { keepReplicaOf } from '../replica/kept-replica';
import { loadFeed } from '../replica/feed-on-demand';
import { loadEarlyLists, replicaQuery } from '../replica/synced-replica';
import { isOutage } from '../shared/api/errors';
import { AppShell } from '../shell/app-shell';
import type { ShellSearch } from '../shell/use-open-todo';
import { rootRoute } from './root-route';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The one gate. Signed in: on with it. Signed out: to the sign-in page, which leads back here. Nobody could say: the page shows
 * what is kept on this device; where that is nothing, the error goes on to the error page. It never becomes a redirect.
 */
export const authenticatedRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: '_authenticated',
  // Said to be undefined: what is left out would stay as it stood in the address.
  validateSearch: ({ todo }: Record<string, unknown>): ShellSearch => ({
    todo: typeof todo === 'string' && UUID.test(todo) ? todo : undefined,
  }),
  beforeLoad: async ({ context, location }) => {
    // Lists go on without the early ones, and the feed is asked for again until it is there.
    for (const load of [loadEarlyLists, loadFeed]) load().catch(() => undefined);
    const session = await readSession(context.queryClient).catch((error: unknown) =>
      keptSession(context.queryClient, error),
    );
    keepReplicaOf(session?.persistent ? session.user : null);
    if (!session) throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true });
    return { user: session.user };
  },
  loader: ({ context: { queryClient, user } }) => {
    // The sidebar shows itself without, and fills when it is there.
    void queryClient.prefetchQuery(replicaQuery(queryClient, user.id));
  },
  component: AppShell,
});

/** The session of the person whose replica is on this device, while nobody can say who is signed in. @throws what was wrong */
async function keptSession(client: QueryClient, error: unknown): Promise<Session> {
  const kept = isOutage(error) && (await import('../features/session/kept-session').catch(() => null));
  const session = kept && (await kept.openKeptSession(client));
  if (!session) throw error;
  return session;
}

/** The id of who is signed in. */
export function useUserId(): string {
  return useRouteContext({ from: '/_authenticated' }).user.id;
}
