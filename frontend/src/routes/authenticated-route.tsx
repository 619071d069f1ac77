import { createRoute, redirect, useRouteContext } from '@tanstack/react-router';
import { readSessionOrKept } from '../features/session/api/session-query';
import { keepReplicaOf } from '../replica/kept-replica';
import { loadEarlyLists, replicaQuery } from '../replica/synced-replica';
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
    // One that does not come is done without.
    void loadEarlyLists().catch(() => undefined);
    const session = await readSessionOrKept(context.queryClient);
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

/** The id of who is signed in. */
export function useUserId(): string {
  return useRouteContext({ from: '/_authenticated' }).user.id;
}
