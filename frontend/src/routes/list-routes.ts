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

const pendingComponent = ListPending;
const ofReplica = { getParentRoute, loader: loadReplica, pendingComponent };

export const inboxRoute = createRoute({
  getParentRoute,
  path: '/inbox',
  loader: (loading) => loadList(loading, `project ${INBOX}`),
  component: InboxPage,
  pendingComponent,
});

export const projectRoute = createRoute({
  getParentRoute,
  path: '/projects/$projectId',
  loader: (loading) => loadList(loading, `project ${loading.params.projectId}`),
  component: ProjectPage,
  errorComponent: notFoundInListErrorComponent('project'),
  pendingComponent,
});

export const labelRoute = createRoute({
  getParentRoute,
  path: '/labels/$labelId',
  loader: (loading) => loadList(loading, `label ${loading.params.labelId}`),
  component: lazyPage(() => import('./label-page'), 'LabelPage'),
  errorComponent: notFoundInListErrorComponent('label'),
  pendingComponent,
});

export const filterRoute = createRoute({
  ...ofReplica,
  path: '/filter',
  component: lazyPage(() => import('./filter-page'), 'FilterPage'),
});

export const searchRoute = createRoute({
  ...ofReplica,
  path: '/search',
  component: lazyPage(() => import('./search-page'), 'SearchPage'),
});

export const savedFilterRoute = createRoute({
  ...ofReplica,
  path: '/filters/$filterId',
  component: lazyPage(() => import('./filter-page'), 'SavedFilterPage'),
});

export const todayRoute = createRoute({
  ...ofReplica,
  path: '/today',
  component: lazyPage(() => import('./today-page'), 'TodayPage'),
});

export const upcomingRoute = createRoute({
  ...ofReplica,
  path: '/upcoming',
  component: lazyPage(() => import('./upcoming-page'), 'UpcomingPage'),
});

export const completedRoute = createRoute({
  ...ofReplica,
  path: '/completed',
  component: lazyPage(() => import('./completed-page'), 'CompletedPage'),
});

export const trashRoute = createRoute({
  ...ofReplica,
  path: '/trash',
  component: lazyPage(() => import('./trash-page'), 'TrashPage'),
});

export const needsYouRoute = createRoute({
  ...ofReplica,
  path: '/needs-you',
  component: lazyPage(() => import('./needs-you-page'), 'NeedsYouPage'),
});

export const shareRoute = createRoute({
  getParentRoute,
  path: '/share',
  component: lazyPage(() => import('./share-page'), 'SharePage'),
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
