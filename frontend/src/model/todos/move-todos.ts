import { latchApi, unwrap } from '../../shared/api/client';
import type { ChangeSpec } from '../changes/change-spec';
import { sendMany } from './edit-todos';
import { inPieces } from './send-in-pieces';
import { listOf, type RowStore } from '../../replica/row-store';
import { listFor, type ListPlace, positionsAmong } from './placement';
import type { Place, Todo } from './todo';
import { type TodoContext, underChange } from './todo-context';

/** Puts todos elsewhere with what is below them, in the order of `todos`. */
export function movement(
  context: TodoContext,
  todos: readonly Todo[],
  place: Place,
): Omit<ChangeSpec<Todo[]>, 'fails'> {
  const { userId, replica } = context;
  const ids = todos.map(({ id }) => id);
  const open = new Set(todos.filter(({ completedAt }) => completedAt === null).map(({ id }) => id));
  const sendPiece = (some: string[], changeId: string, done: readonly string[]) => {
    const last = done.findLast((id) => open.has(id));
    return sendMany(context, { ids: some, place: last === undefined ? place : behind(last, place) }, changeId);
  };
  const sendAll = inPieces(userId, ids, sendPiece);
  return {
    about: ids,
    kept: ['move', todos, place],
    apply: (rows) => writePlace(rows, ids, place, todos[0] as Todo),
    async send(changeId) {
      const [only] = ids;
      if (ids.length > 1 || !only) return sendAll(changeId);
      const params = { path: { userId, todoId: only }, header: underChange(changeId) };
      return [await unwrap(latchApi.POST('/api/users/{userId}/todos/{todoId}/move', { params, body: place }))];
    },
    settle: (answer) => replica.acknowledge(answer),
  };
}

/** Puts todos where a place says, with what is below them. @param first tells of the list where the place does not */
export function writePlace(
  rows: RowStore,
  ids: readonly string[],
  place: Place,
  first: ListPlace & { id: string },
): void {
  const moved = ids.flatMap((id) => rows.live(id) ?? []);
  const list = listFor(rows, place, rows.live(first.id) ?? first);
  // Another device put that below one of these meanwhile.
  if (list.parentId !== null && [...rows.withAncestors([list.parentId])].some((id) => ids.includes(id))) return;
  const others = rows.children(listOf(list)).filter((todo) => todo.completedAt === null && !ids.includes(todo.id));
  const positions = positionsAmong(others, place, 'first', moved.length);
  for (const [index, todo] of moved.entries()) {
    rows.put('todos', { ...todo, ...list, position: positions[index] ?? todo.position });
  }
  const { projectId, sectionId } = list;
  for (const id of rows.withSubtasks(ids)) {
    const todo = rows.live(id);
    if (todo) rows.put('todos', { ...todo, projectId, sectionId });
  }
}

/** The place for those that follow. What goes before another todo follows by itself. */
function behind(last: string, place: Place): Place {
  if (place.beforeId) return place;
  const { afterId: _afterId, beforeId: _beforeId, ...list } = place;
  return { ...list, afterId: last };
}
