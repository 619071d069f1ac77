import { createRoute, redirect } from '@tanstack/react-router';
import { optionsQuery } from '../features/account/api/options-query';
import { readSession } from '../features/session/api/session-query';
import { nextPathOrInbox, safeNextPath } from '../features/session/next-path';
import { pageOnDemand, waitForPrefetch } from './lazy-page';
import { rootRoute, type RouterContext } from './root-route';

const getParentRoute = () => rootRoute;

interface AuthPageSearch {
  /** Where to go after signing in: a path of this origin. */
  next?: string;
  /** Why the way over a provider ended here: a code. */
  error?: string;
}

const validateSearch = ({ next, error }: Record<string, unknown>): AuthPageSearch => ({
  next: safeNextPath(next),
  error: errorCode(error),
});

/** Asks once; who is signed in already goes on at once, and an outage is an error page here, too. */
async function leaveWhenSignedIn({
  context,
  search,
}: {
  context: RouterContext;
  search: AuthPageSearch;
}): Promise<void> {
  const session = await readSession(context.queryClient);
  if (session) throw redirect({ href: nextPathOrInbox(search.next), replace: true });
}

/** What is shown depends on what this Latch offers: where there is no account yet, the first one is made. */
function readOptions({ context }: { context: RouterContext }): Promise<void> {
  return waitForPrefetch(context.queryClient.fetchQuery(optionsQuery));
}

/** Both at once: most who come here are not signed in. */
async function leaveOrReadOptions(match: Parameters<typeof leaveWhenSignedIn>[0]): Promise<void> {
  void readOptions(match);
  await leaveWhenSignedIn(match);
}

export const signInRoute = createRoute({
  getParentRoute,
  path: '/sign-in',
  validateSearch,
  beforeLoad: leaveOrReadOptions,
  loader: readOptions,
  component: pageOnDemand(() => import('./sign-in-page'), 'SignInPage'),
});

/** The second step of a sign-in, which waits for it in a cookie. */
export const secondFactorRoute = createRoute({
  getParentRoute,
  path: '/second-factor',
  validateSearch,
  beforeLoad: leaveWhenSignedIn,
  component: pageOnDemand(() => import('./second-factor-page'), 'SecondFactorPage'),
});

/** For who forgot their password, and for links in mails: open to who is signed in and to who is not. */
export const mailRoutes = [
  createRoute({
    getParentRoute,
    path: '/forgot-password',
    component: pageOnDemand(() => import('./forgot-password-page'), 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/reset-password',
    component: pageOnDemand(() => import('./reset-password-page'), 'ResetPasswordPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/verify-email',
    component: pageOnDemand(() => import('./verify-email-page'), 'VerifyEmailPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/outbox',
    component: pageOnDemand(() => import('./outbox-page'), 'OutboxPage'),
  }),
] as const;

export const setupRoute = createRoute({
  getParentRoute,
  path: '/setup',
  component: pageOnDemand(() => import('./setup-page'), 'SetupPage'),
});

export const signUpRoute = createRoute({
  getParentRoute,
  path: '/sign-up',
  validateSearch,
  beforeLoad: leaveOrReadOptions,
  loader: readOptions,
  component: pageOnDemand(() => import('./sign-up-page'), 'SignUpPage'),
});

/** A code of the contract out of an address, where anybody may have written anything. */
export function errorCode(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 64 ? value : undefined;
}
