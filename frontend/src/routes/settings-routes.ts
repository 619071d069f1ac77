import { createRoute } from '@tanstack/react-router';
import { authenticatedRoute } from './authenticated-route';
import { errorCode } from './public-routes';
import { lazyPage } from './lazy-page';

const settingsRoute = createRoute({
  getParentRoute: () => authenticatedRoute,
  path: '/settings',
  component: lazyPage(() => import('./settings-page'), 'SettingsPage'),
});
const getParentRoute = () => settingsRoute;

/** `/settings` with its parts. */
export const settingsRoutes = settingsRoute.addChildren([
  createRoute({
    getParentRoute,
    path: '/',
    component: lazyPage(() => import('./appearance-page'), 'AppearancePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/account',
    component: lazyPage(() => import('./account-settings-page'), 'AccountSettingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/security',
    validateSearch: ({ error }: Record<string, unknown>) => ({ error: errorCode(error) }),
    component: lazyPage(() => import('./security-page'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/people',
    component: lazyPage(() => import('./people-page'), 'PeoplePage'),
  }),
]);
