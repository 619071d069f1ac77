import { latchApi, unwrap } from '../../shared/api/client';
import { ApiError } from '../../shared/api/errors';
import type { ChangeSpec } from '../changes/change-spec';
import { goneAmong, sendMany } from './edit-todos';
import { inPieces } from './send-in-pieces';
import type { Todo } from './todo';
import type { RowStore } from '../../replica/row-store';
import { rootsAmong, type TodoContext, underChange } from './todo-context';

/** Moves todos to Trash, with what is below them. */
export function deletion(context: TodoContext, todos: readonly Todo[]): Omit<ChangeSpec<void>, 'fails'> {
  const { userId } = context;
  const ids = todos.map(({ id }) => id);
  const sendAll = inPieces(userId, ids, (some, changeId) => sendMost(context, some, changeId));
  return {
    about: ids,
    kept: ['delete', todos],
    apply: (rows) => writeTrashed(rows, ids),
    async send(changeId) {
      if (ids.length === 1) await sendOne(userId, ids[0] as string, changeId);
      else await sendAll(changeId);
    },
  };
}

/** Puts todos into Trash, each with what is below it. */
export function writeTrashed(rows: RowStore, ids: readonly string[]): void {
  const deletedAt = new Date().toISOString();
  for (const deletedWith of rootsAmong(rows, ids)) {
    const along = [...rows.withSubtasks([deletedWith])].flatMap((id) => rows.live(id) ?? []);
    for (const todo of along) rows.put('todos', { ...todo, deletedAt, deletedWith });
  }
}

async function sendOne(userId: string, todoId: string, changeId: string): Promise<void> {
  const params = { path: { userId, todoId }, header: underChange(changeId) };
  try {
    await unwrap(latchApi.DELETE('/api/users/{userId}/todos/{todoId}', { params }));
  } catch (error) {
    // Gone is gone: by another device, or by this very request when its answer was lost.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

/** All that are still there. */
async function sendMost(context: TodoContext, ids: readonly string[], changeId: string, key = ids[0]): Promise<Todo[]> {
  try {
    return await sendMany(context, { ids: [...ids], deleted: true }, changeId, key);
  } catch (error) {
    const gone = goneAmong(error);
    if (gone.length === 0) throw error;
    const left = ids.filter((id) => !gone.includes(id));
    return left.length > 0 ? sendMost(context, left, changeId, key) : [];
  }
}
