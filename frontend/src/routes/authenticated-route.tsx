import { createRoute, redirect } from '@tanstack/react-router';
import { readSession } from '../features/session/api/session-query';
import { AppShell } from './app-shell';
import { loadDashboard } from './load-dashboard';
import { rootRoute } from './root-route';

/**
 * The one gate. Signed in: on with it. Signed out: to the sign-in page, which leads back here. Nobody could say: the
 * error goes on to the error page, and never becomes a redirect.
 */
export const authenticatedRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: '_authenticated',
  beforeLoad: async ({ context, location }) => {
    // On its way while the session is asked for, not after.
    loadDashboard().catch(() => undefined);
    const session = await readSession(context.queryClient);
    if (!session) throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true });
    return { user: session.user };
  },
  component: AppShell,
});
