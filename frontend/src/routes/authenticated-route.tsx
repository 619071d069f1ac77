import { createRoute, redirect, useRouteContext } from '@tanstack/react-router';
import { readSession } from '../features/session/api/session-query';
import { loadEarlyLists, replicaQuery } from '../replica/synced-replica';
import { AppShell } from '../shell/app-shell';
import type { ShellSearch } from '../shell/use-open-todo';
import { rootRoute } from './root-route';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The one gate. Signed in: on with it. Signed out: to the sign-in page, which leads back here. Nobody could say: the
 * error goes on to the error page, and never becomes a redirect.
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
    const session = await readSession(context.queryClient);
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
