import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { authenticatedRoute } from './authenticated-route';
import { errorCode } from './error-code';

const settingsRoute = createRoute({
  getParentRoute: () => authenticatedRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-page'), 'SettingsPage'),
});
const getParentRoute = () => settingsRoute;

/** `/settings` with its parts. */
export const settingsRoutes = settingsRoute.addChildren([
  createRoute({
    getParentRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./appearance-page'), 'AppearancePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/account',
    component: lazyRouteComponent(() => import('./account-settings-page'), 'AccountSettingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/security',
    validateSearch: ({ error }: Record<string, unknown>) => ({ error: errorCode(error) }),
    component: lazyRouteComponent(() => import('./security-page'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/people',
    component: lazyRouteComponent(() => import('./people-page'), 'PeoplePage'),
  }),
]);
