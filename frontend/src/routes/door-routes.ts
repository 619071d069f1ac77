import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readSession } from '../features/session/api/session-query';
import { nextPathOrDashboard, safeNextPath } from '../features/session/next-path';
import { rootRoute, type RouterContext } from './root-route';

interface DoorSearch {
  /** Where to go after signing in: a path of this origin. */
  next?: string;
}

const validateSearch = ({ next }: Record<string, unknown>): DoorSearch => ({ next: safeNextPath(next) });

/** Asks once; who is signed in already goes on at once, and an outage is an error page here, too. */
async function leaveWhenSignedIn({ context, search }: { context: RouterContext; search: DoorSearch }): Promise<void> {
  const session = await readSession(context.queryClient);
  if (session) throw redirect({ href: nextPathOrDashboard(search.next), replace: true });
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch,
  beforeLoad: leaveWhenSignedIn,
  component: lazyRouteComponent(() => import('./sign-in-page'), 'SignInPage'),
});

export const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch,
  beforeLoad: leaveWhenSignedIn,
  component: lazyRouteComponent(() => import('./sign-up-page'), 'SignUpPage'),
});
