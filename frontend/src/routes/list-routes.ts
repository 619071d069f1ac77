import type { QueryClient } from '@tanstack/react-query';
import { createRoute, notFound, redirect } from '@tanstack/react-router';
import { INBOX } from '../model/outline/outline';
import { inboxId } from '../model/todos/inbox-id';
import { fetchFamily } from '../model/todos/fetch-family';
import type { ListName } from '../replica/early-lists';
import { readList, replicaQuery, syncedReplica } from '../replica/synced-replica';
import { whileSignedIn } from '../shared/api/session-events';
import { isNotThere } from '../shared/api/errors';
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

/** The address of a todo, wherever it stands: leads to its project with its panel open. */
export const todoRoute = createRoute({
  getParentRoute,
  path: '/todos/$todoId',
  loader: async ({ context: { queryClient, user }, params: { todoId } }) => {
    await queryClient.ensureQueryData(replicaQuery(queryClient, user.id));
    const { shown } = syncedReplica(queryClient, user.id).replica;
    // What was completed long ago is not in the replica.
    const fetch = () => whileSignedIn(user.id, () => fetchFamily(user.id, todoId));
    const { projectId } = shown.live(todoId) ?? (await fetch().catch(nothingThere)).todo;
    const search = { todo: todoId };
    if (projectId === inboxId(shown)) throw redirect({ to: '/inbox', search, replace: true });
    throw redirect({ to: '/projects/$projectId', params: { projectId }, search, replace: true });
  },
});

function nothingThere(error: unknown): never {
  if (isNotThere(error)) throw notFound();
  throw error;
}
