import type { QueryClient } from '@tanstack/react-query';
import { createRouter, type RouterHistory } from '@tanstack/react-router';
import { authenticatedRoute } from '../routes/authenticated-route';
import { mailRoutes, secondFactorRoute, setupRoute, signInRoute, signUpRoute } from '../routes/public-routes';
import {
  completedRoute,
  filterRoute,
  inboxRoute,
  labelRoute,
  needsYouRoute,
  projectRoute,
  savedFilterRoute,
  searchRoute,
  shareRoute,
  todayRoute,
  todoRoute,
  trashRoute,
  upcomingRoute,
} from '../routes/list-routes';
import { redirectRoutes, rootRoute } from '../routes/root-route';
import { settingsRoutes } from '../routes/settings-routes';
import { BASE_PATH } from '../shared/base-path';
import { ErrorPage, NotFoundPage } from './lazy-pages';
import { PendingPage } from './pending-page';

const routeTree = rootRoute.addChildren([
  ...redirectRoutes,
  signInRoute,
  secondFactorRoute,
  signUpRoute,
  setupRoute,
  ...mailRoutes,
  authenticatedRoute.addChildren([
    inboxRoute,
    projectRoute,
    labelRoute,
    filterRoute,
    searchRoute,
    savedFilterRoute,
    todayRoute,
    upcomingRoute,
    completedRoute,
    trashRoute,
    needsYouRoute,
    shareRoute,
    settingsRoutes,
    todoRoute,
  ]),
]);

/** @param history the browser's own by default; tests bring one in memory */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    history,
    basepath: BASE_PATH || '/',
    context: { queryClient },
    scrollRestoration: true,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: PendingPage,
    // Who waits less than this sees no sign of waiting; who does see one sees it long enough to read.
    defaultPendingMs: 400,
    defaultPendingMinMs: 400,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
