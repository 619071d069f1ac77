import type { QueryClient } from '@tanstack/react-query';
import { createRoute } from '@tanstack/react-router';
import { INBOX } from '../model/outline/outline';
import type { ListName } from '../replica/early-lists';
import { readList, replicaQuery } from '../replica/synced-replica';
import { fetchOnFirstTouch, loadPart } from '../shared/ui/overlays';
import { authenticatedRoute } from './authenticated-route';
import { lazyPage, waitForPrefetch } from './lazy-page';
import { ListPending } from './list-pending';
import { notFoundInListErrorComponent } from './not-found-in-list';
import { InboxPage, ProjectPage } from './project-page';

const getParentRoute = () => authenticatedRoute;

interface Loading {
  context: { queryClient: QueryClient; user: { id: string } };
}

/** What a list shows first comes before the rest of the replica. */
const loadList = ({ context: { queryClient, user } }: Loading, list: ListName) =>
  waitForPrefetch(readList(queryClient, user.id, list));

/** Every list is a view of the replica. */
const loadReplica = ({ context: { queryClient, user } }: Loading) =>
  waitForPrefetch(queryClient.ensureQueryData(replicaQuery(queryClient, user.id)));

export const inboxRoute = createRoute({
  getParentRoute,
  path: '/inbox',
  loader: (loading) => loadList(loading, `project ${INBOX}`),
  component: InboxPage,
  pendingComponent: ListPending,
});

export const projectRoute = createRoute({
  getParentRoute,
  path: '/projects/$projectId',
  loader: (loading) => loadList(loading, `project ${loading.params.projectId}`),
  component: ProjectPage,
  errorComponent: notFoundInListErrorComponent('project'),
  pendingComponent: ListPending,
});

export const labelRoute = createRoute({
  getParentRoute,
  path: '/labels/$labelId',
  loader: (loading) => loadList(loading, `label ${loading.params.labelId}`),
  component: lazyPage(() => import('./label-page'), 'LabelPage'),
  errorComponent: notFoundInListErrorComponent('label'),
  pendingComponent: ListPending,
});

export const filterRoute = createRoute({
  getParentRoute,
  path: '/filter',
  validateSearch: ({ query }: Record<string, unknown>): { query?: string } => ({
    query: typeof query === 'string' ? query : undefined,
  }),
  loader: loadReplica,
  component: lazyPage(() => import('./filter-page'), 'FilterPage'),
  pendingComponent: ListPending,
});

export const todayRoute = createRoute({
  getParentRoute,
  path: '/today',
  loader: loadReplica,
  component: lazyPage(() => import('./today-page'), 'TodayPage'),
  pendingComponent: ListPending,
});

export const upcomingRoute = createRoute({
  getParentRoute,
  path: '/upcoming',
  loader: loadReplica,
  component: lazyPage(() => import('./upcoming-page'), 'UpcomingPage'),
  pendingComponent: ListPending,
});

export const completedRoute = createRoute({
  getParentRoute,
  path: '/completed',
  loader: loadReplica,
  component: lazyPage(() => import('./completed-page'), 'CompletedPage'),
  pendingComponent: ListPending,
});

export const trashRoute = createRoute({
  getParentRoute,
  path: '/trash',
  loader: loadReplica,
  component: lazyPage(() => import('./trash-page'), 'TrashPage'),
  pendingComponent: ListPending,
});

export const needsYouRoute = createRoute({
  getParentRoute,
  path: '/needs-you',
  loader: loadReplica,
  component: lazyPage(() => import('./needs-you-page'), 'NeedsYouPage'),
  pendingComponent: ListPending,
});

const loadTodoAddress = () => import('./todo-address');
fetchOnFirstTouch(loadTodoAddress);

/** The address of a todo, wherever it stands: leads to its project with its panel open. */
export const todoRoute = createRoute({
  getParentRoute,
  path: '/todos/$todoId',
  loader: async ({ context, params }) => {
    const { goToTodo } = await loadPart(loadTodoAddress);
    return goToTodo(context, params.todoId);
  },
});
