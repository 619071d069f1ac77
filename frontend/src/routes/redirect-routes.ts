import { createRoute, redirect } from '@tanstack/react-router';
import { rootRoute } from './root-route';

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
