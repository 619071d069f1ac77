import { uuidv7 } from '../uuid';
import { latchApi, unwrap } from '../../shared/api/client';
import type { Replica } from '../../replica/replica';
import { loadUntilThere } from '../../shared/ui/overlays';
import type { ChangeSpec } from '../changes/change-spec';
import { hasCode } from '../changes/refusal';
import { clashes, ConflictError } from './conflicts';
import { dropKeptNotes, keepNotes } from './kept-notes';
import { type RowStore, type TodoRow } from '../../replica/row-store';
import { patched, type Todo, type TodoPatch } from './todo';
import { type TodoContext, underChange } from './todo-context';
import { fetchFamily } from './fetch-family';
import { fateOf, type LeftDate, writeAdvance, writeTakenBack } from './repetition';

/** The create this change was for had been refused; that was said already. */
export class NeverCreatedError extends Error {
  override readonly name = 'NeverCreatedError';
}

/**
 * Shows a change of fields. Completing completes what is below, reopening reopens what is above. One that repeats moves on
 * instead, unless it goes along with one that is completed; a completion of it is taken back.
 * @param all those that were chosen @param change what becomes of each of them
 * @param left the dates that are left of those that repeat
 */
export function writeFields(
  rows: RowStore,
  all: ReadonlySet<string>,
  { completed }: TodoPatch,
  change: (todo: TodoRow) => TodoRow,
  left: ReadonlyMap<string, LeftDate> = new Map(),
): void {
  const chosen = completed === false ? writeTakenBack(rows, all) : all;
  const fates = new Map([...chosen].map((id) => [id, fateIn(rows, id, left)]));
  const above = (id: string) => [...rows.withAncestors([id])].slice(1);
  const goesAlong = (id: string) => above(id).some((one) => fates.get(one) === 'ends');
  const moving = [...left.keys()].filter((id) => fates.get(id) === 'moves' && !goesAlong(id));
  const opensAgain = (id: string) => above(id).some((one) => moving.includes(one));
  const rest = new Set([...chosen].filter((id) => !left.has(id) || goesAlong(id) || fates.get(id) === 'ends'));
  for (const id of moving) writeAdvance(rows, rows.live(id)!, left.get(id)!);
  for (const id of rest) if (opensAgain(id)) rest.delete(id);
  const along = () => (completed ? rows.withSubtasks(rest) : rows.withAncestors(rest));
  for (const id of completed === undefined ? rest : along()) {
    const todo = rows.live(id);
    if (todo) rows.put('todos', rest.has(id) ? change(todo) : patched(todo, { completed }));
  }
}

function fateIn(rows: RowStore, id: string, left: ReadonlyMap<string, LeftDate>) {
  const todo = rows.live(id);
  return todo && fateOf(rows, todo, left.get(id));
}

/** The date that a patch leaves of a todo that repeats, as the person saw it. */
function leftDate({ due }: Todo, { completionId, skipped, doneAt }: TodoPatch): LeftDate | undefined {
  if (doneAt === undefined || (completionId === undefined && !skipped)) return undefined;
  return { due, doneAt, ...(completionId !== undefined && { completionId }) };
}

function writePatch(rows: RowStore, seen: Todo, patch: TodoPatch): void {
  const left = leftDate(seen, patch);
  writeFields(
    rows,
    new Set([seen.id]),
    patch,
    (row) => patched(row, patch),
    left ? new Map([[seen.id, left]]) : undefined,
  );
}

/** @param mayBeDone whether it was sent before, and may have been carried out though nobody said so */
async function sendUpdate(
  { userId, replica }: TodoContext,
  { seen, patch }: { seen: Todo; patch: TodoPatch },
  header: ReturnType<typeof underChange>,
  mayBeDone: boolean,
): Promise<Todo> {
  const known = latest(replica, seen);
  if (known.version === 0) throw new NeverCreatedError();
  const isClash = clashes(seen, patch, known);
  if (isClash && !mayBeDone) throw new ConflictError(known, patch);
  const params = { path: { userId, todoId: seen.id }, header };
  // What is there may have come after it: the server knows whether it was carried out, and else refuses what is older.
  // A date of one that repeats is completed once: where it has moved on since, the server is told of the version before.
  const hasMovedOn = leftDate(seen, patch) !== undefined && known.due !== seen.due;
  const body = { ...patch, version: isClash || hasMovedOn ? Math.max(seen.version, 1) : known.version };
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
 * @param isRestored whether an earlier page made it, which may have sent it
 */
export function update(
  context: TodoContext,
  seen: Todo,
  patch: TodoPatch,
  isRestored = false,
): Omit<ChangeSpec<Todo>, 'fails'> {
  const { replica, userId } = context;
  let mayBeDone = isRestored;
  // They are saved again and again under one change while they are written, and are sent by this page alone.
  const isNotes = Object.keys(patch).every((field) => field === 'notes');
  const key = isNotes ? uuidv7() : undefined;
  const isDraft = patch.notes !== undefined && keepNotes(userId, seen.id, patch.notes, seen.notes, true);
  const sendOver = (over: Todo, changeId: string): Promise<Todo> =>
    sendUpdate(context, { seen: over, patch }, underChange(changeId, key), mayBeDone).catch(async (error: unknown) => {
      if (!isNotes || !isDraft || !(error instanceof ConflictError)) throw error;
      const { settleOwnNotes } = await loadUntilThere(() => import('./own-notes'));
      return settleOwnNotes(userId, error, (theirs) => sendOver(theirs, changeId));
    });
  return {
    about: [seen.id],
    kept: ['update', seen, patch],
    // Notes alone are kept as they are written.
    keptAsDraft: isNotes && isDraft,
    apply: (rows) => writePatch(rows, seen, patch),
    send: async (changeId) => {
      const answer = sendOver(seen, changeId);
      mayBeDone = true;
      const todo = await answer;
      if (patch.notes !== undefined) dropKeptNotes(userId, seen.id, patch.notes);
      return todo;
    },
    settle: (answer) => replica.acknowledge([answer]),
  };
}
