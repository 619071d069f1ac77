import { createRoute, lazyRouteComponent, type SearchSchemaInput, stripSearchParams } from '@tanstack/react-router';
import { todoQueries } from '../features/todos/api/todo-queries';
import { defaultTodoFilters, parseTodoFilters, type TodoFilters } from '../features/todos/todo-filters';
import { authenticatedRoute } from './authenticated-route';
import { DashboardPending } from './dashboard-pending';
import { loadDashboard } from './load-dashboard';

/** Todos that come within this time are there with the page; for slower ones the page does not wait. */
const PATIENCE_MS = 150;

/** The filters live in the URL; those that are as always are left out of it. */
export const dashboardRoute = createRoute({
  getParentRoute: () => authenticatedRoute,
  path: '/dashboard',
  validateSearch: (search: Partial<TodoFilters> & SearchSchemaInput) => parseTodoFilters(search),
  search: { middlewares: [stripSearchParams(defaultTodoFilters)] },
  loaderDeps: ({ search: { status, order } }) => ({ status, order }),
  loader: async ({ context: { queryClient, user }, deps }) => {
    const todos = Promise.all([
      queryClient.ensureInfiniteQueryData(todoQueries.list(user.id, deps)),
      queryClient.ensureQueryData(todoQueries.counts(user.id)),
    ]);
    await Promise.race([todos, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  },
  component: lazyRouteComponent(loadDashboard, 'DashboardPage'),
  pendingComponent: DashboardPending,
});
