import { createRoute, redirect } from '@tanstack/react-router';
import { rootRoute } from './root-route';

/** `/` is not a page: the dashboard is, and it knows what to do with who is not signed in. */
export const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/dashboard', replace: true });
  },
});
