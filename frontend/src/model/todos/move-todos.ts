import { latchApi, unwrap } from '../../shared/api/client';
import type { ChangeSpec } from '../changes/change-spec';
import { shiftCounts } from './counts';
import { sendMany } from './edit-todos';
import { inPieces } from './send-in-pieces';
import { resolvePlacement } from './placement';
import type { Place, Todo } from './todo';
import { type TodoContext, underChange } from './todo-context';

/** Puts todos elsewhere with what is below them, in the order of `todos`. */
export function movement(
  context: TodoContext,
  todos: readonly Todo[],
  place: Place,
): Omit<ChangeSpec<Todo[]>, 'fails'> {
  const { client, userId, cache } = context;
  const ids = todos.map(({ id }) => id);
  const open = new Set(todos.filter(({ completedAt }) => completedAt === null).map(({ id }) => id));
  const sendPiece = (some: string[], changeId: string, done: readonly string[]) => {
    const last = done.findLast((id) => open.has(id));
    return sendMany(context, { ids: some, place: last === undefined ? place : behind(last, place) }, changeId);
  };
  const sendAll = inPieces(userId, ids, sendPiece);
  return {
    about: ids,
    show() {
      const placement = resolvePlacement(cache, place, todos[0] as Todo);
      const before = cache.find(cache.withSubtasks(ids));
      const takeBack = cache.move(ids, placement);
      const after = before.map((todo) => ({ ...todo, projectId: placement.projectId, sectionId: placement.sectionId }));
      const uncount = shiftCounts(client, userId, before, after);
      return () => {
        takeBack();
        uncount();
      };
    },
    async send(changeId) {
      const [only] = ids;
      if (ids.length > 1 || !only) return sendAll(changeId);
      const params = { path: { userId, todoId: only }, header: underChange(changeId) };
      return [await unwrap(latchApi.POST('/api/users/{userId}/todos/{todoId}/move', { params, body: place }))];
    },
    settle: (answer) => cache.acknowledge(answer),
  };
}

/** The place for those that follow. What goes before another todo follows by itself. */
function behind(last: string, place: Place): Place {
  if (place.beforeId) return place;
  const { afterId: _afterId, beforeId: _beforeId, ...list } = place;
  return { ...list, afterId: last };
}
