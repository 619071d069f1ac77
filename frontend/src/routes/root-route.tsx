import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';

/** What every route can reach. */
export interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet });

/** Neither `/` nor the `/dashboard` of old bookmarks is a page: the Inbox is, and it knows what to do with who is not signed in. */
export const redirectRoutes = (['/', '/dashboard'] as const).map((path) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path,
    beforeLoad: () => {
      throw redirect({ to: '/inbox', replace: true });
    },
  }),
);
