import { latchApi, unwrap } from '../../shared/api/client';
import type { Replica } from '../../replica/replica';
import type { ChangeSpec } from '../changes/change-spec';
import { hasCode } from '../changes/refusal';
import { clashes, ConflictError } from './conflicts';
import { dropKeptNotes, keepNotes } from './kept-notes';
import { type RowStore, type TodoRow } from '../../replica/row-store';
import { patched, type Todo, type TodoPatch } from './todo';
import { type TodoContext, underChange } from './todo-context';
import { fetchFamily } from './fetch-family';

/** The create this change was for had been refused; that was said already. */
export class NeverCreatedError extends Error {
  override readonly name = 'NeverCreatedError';
}

/**
 * Shows a change of fields. Completing completes what is below, reopening reopens what is above.
 * @param change what becomes of each that was chosen
 */
export function writeFields(
  rows: RowStore,
  chosen: ReadonlySet<string>,
  { completed }: TodoPatch,
  change: (todo: TodoRow) => TodoRow,
): void {
  const along = () => (completed ? rows.withSubtasks(chosen) : rows.withAncestors(chosen));
  for (const id of completed === undefined ? chosen : along()) {
    const todo = rows.live(id);
    if (todo) rows.put('todos', chosen.has(id) ? change(todo) : patched(todo, { completed }));
  }
}

async function sendUpdate(context: TodoContext, seen: Todo, patch: TodoPatch, changeId: string): Promise<Todo> {
  const { userId, replica } = context;
  const known = latest(replica, seen);
  if (known.version === 0) throw new NeverCreatedError();
  if (clashes(seen, patch, known)) throw new ConflictError(known, patch);
  const params = { path: { userId, todoId: seen.id }, header: underChange(changeId) };
  const body = { ...patch, version: known.version };
  try {
    return await unwrap(latchApi.PATCH('/api/users/{userId}/todos/{todoId}', { params, body }));
  } catch (error) {
    if (!hasCode(error, 'CONFLICT')) throw error;
    throw new ConflictError((await fetchFamily(userId, seen.id)).todo, patch);
  }
}

/** The backend's word on a todo, if it is newer than what a person saw. */
function latest(replica: Replica, seen: Todo): Todo {
  const known = replica.confirmed('todos', seen.id);
  return known && known.version > seen.version ? known : seen;
}

/**
 * Changes fields of one todo.
 * @param seen the todo as the person saw it; tells whether somebody else changed the same field
 */
export function update(context: TodoContext, seen: Todo, patch: TodoPatch): Omit<ChangeSpec<Todo>, 'fails'> {
  const { replica, userId } = context;
  if (patch.notes !== undefined) keepNotes(userId, seen.id, patch.notes, seen.notes);
  return {
    about: [seen.id],
    // Notes alone are kept as they are written.
    ...(Object.keys(patch).some((field) => field !== 'notes') && { kept: ['update', seen, patch] }),
    apply: (rows) => writeFields(rows, new Set([seen.id]), patch, (todo) => patched(todo, patch)),
    send: async (changeId) => {
      const answer = await sendUpdate(context, seen, patch, changeId);
      if (patch.notes !== undefined) dropKeptNotes(userId, seen.id, patch.notes);
      return answer;
    },
    settle: (answer) => replica.acknowledge([answer]),
  };
}
