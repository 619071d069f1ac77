import type { QueryClient } from '@tanstack/react-query';
import { createRoute, notFound, redirect } from '@tanstack/react-router';
import { INBOX, projectOf } from '../model/outline/outline';
import { outlineQueries } from '../model/outline/outline-queries';
import { todoQueries } from '../model/todos/todo-queries';
import { trashQueries } from '../model/trash/trash-queries';
import { isNotThere } from '../shared/api/errors';
import { authenticatedRoute } from './authenticated-route';
import { lazyPage, waitForPrefetch } from './lazy-page';
import { ListPending } from './list-pending';
import { notFoundInListErrorComponent } from './not-found-in-list';
import { InboxPage, ProjectPage } from './project-page';

const getParentRoute = () => authenticatedRoute;

export const inboxRoute = createRoute({
  getParentRoute,
  path: '/inbox',
  loader: ({ context: { queryClient, user } }) => waitForPrefetch(readProject(queryClient, user.id, INBOX)),
  component: InboxPage,
  pendingComponent: ListPending,
});

export const projectRoute = createRoute({
  getParentRoute,
  path: '/projects/$projectId',
  loader: ({ context: { queryClient, user }, params }) =>
    waitForPrefetch(readProject(queryClient, user.id, params.projectId)),
  component: ProjectPage,
  errorComponent: notFoundInListErrorComponent('project'),
  pendingComponent: ListPending,
});

export const labelRoute = createRoute({
  getParentRoute,
  path: '/labels/$labelId',
  loader: ({ context: { queryClient, user }, params }) =>
    waitForPrefetch(queryClient.ensureInfiniteQueryData(todoQueries.label(user.id, params.labelId))),
  component: lazyPage(() => import('./label-page'), 'LabelPage'),
  errorComponent: notFoundInListErrorComponent('label'),
  pendingComponent: ListPending,
});

export const completedRoute = createRoute({
  getParentRoute,
  path: '/completed',
  loader: ({ context: { queryClient, user } }) =>
    waitForPrefetch(queryClient.ensureInfiniteQueryData(todoQueries.completed(user.id))),
  component: lazyPage(() => import('./completed-page'), 'CompletedPage'),
  pendingComponent: ListPending,
});

export const trashRoute = createRoute({
  getParentRoute,
  path: '/trash',
  loader: ({ context: { queryClient, user } }) =>
    waitForPrefetch(queryClient.ensureInfiniteQueryData(trashQueries.list(user.id))),
  component: lazyPage(() => import('./trash-page'), 'TrashPage'),
  pendingComponent: ListPending,
});

/** Reads a project as it is shown: as a board if it is known to be one, or else as a list. */
function readProject(client: QueryClient, userId: string, projectId: string): Promise<unknown> {
  const outline = client.getQueryData(outlineQueries.outline(userId).queryKey);
  if (projectOf(outline, projectId)?.layout === 'board') {
    return client.ensureQueryData(todoQueries.board(userId, projectId));
  }
  return client.ensureInfiniteQueryData(todoQueries.project(userId, projectId));
}

/** The address of a todo, wherever it stands: leads to its project with its panel open. */
export const todoRoute = createRoute({
  getParentRoute,
  path: '/todos/$todoId',
  loader: async ({ context: { queryClient, user }, params: { todoId } }) => {
    const [family, outline] = await Promise.all([
      queryClient.ensureQueryData(todoQueries.family(user.id, todoId)).catch(nothingThere),
      queryClient.ensureQueryData(outlineQueries.outline(user.id)),
    ]);
    const { projectId } = family.todo;
    const search = { todo: todoId };
    if (projectOf(outline, projectId)?.inbox) throw redirect({ to: '/inbox', search, replace: true });
    throw redirect({ to: '/projects/$projectId', params: { projectId }, search, replace: true });
  },
});

function nothingThere(error: unknown): never {
  if (isNotThere(error)) throw notFound();
  throw error;
}
