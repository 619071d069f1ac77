import { createRoute, notFound, redirect } from '@tanstack/react-router';
import { outlineQueries } from '../model/outline/outline-queries';
import { projectOf } from '../model/outline/outline';
import { todoQueries } from '../model/todos/todo-queries';
import { isNotThere } from '../shared/api/errors';
import { authenticatedRoute } from './authenticated-route';

/** The address of a todo, wherever it stands: leads to its project with its panel open. */
export const todoRoute = createRoute({
  getParentRoute: () => authenticatedRoute,
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
