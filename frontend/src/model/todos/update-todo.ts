import { pick } from '@latch/domain/fields';
import { latchApi, unwrap } from '../../shared/api/client';
import type { ChangeSpec } from '../changes/change-spec';
import { hasCode } from '../changes/refusal';
import { ConflictError } from './conflicts';
import { shiftCounts } from './counts';
import { dropKeptNotes, keepNotes } from './kept-notes';
import { patched, sameValue, type Todo, type TodoPatch } from './todo';
import { type TodoContext, underChange } from './todo-context';
import { fetchFamily } from './todo-queries';

/** The create this change was for had been refused; that was said already. */
export class NeverCreatedError extends Error {
  override readonly name = 'NeverCreatedError';
}

/**
 * What a change of fields shows, before it is sent, and how it is taken back: each field unless it was changed again.
 * Completing completes what is below, reopening reopens what is above.
 * @param change what becomes of each that was chosen
 */
export function showFields(
  { client, userId, cache }: TodoContext,
  chosen: ReadonlySet<string>,
  { completed }: TodoPatch,
  change: (todo: Todo) => Todo,
): () => void {
  const along = () => (completed ? cache.withSubtasks(chosen) : cache.withAncestors(chosen));
  const ids = completed === undefined ? chosen : along();
  const before = new Map(cache.find(ids).map((todo) => [todo.id, todo]));
  const after = new Map(
    [...before].map(([id, todo]) => [id, chosen.has(id) ? change(todo) : patched(todo, { completed })]),
  );
  cache.change(ids, (todo) => after.get(todo.id) ?? todo);
  const uncount = shiftCounts(client, userId, [...before.values()], [...after.values()]);
  return () => {
    cache.change(ids, (todo) => withoutMine(todo, before.get(todo.id), after.get(todo.id)));
    uncount();
  };
}

type Values = Readonly<Record<string, unknown>>;

function withoutMine<T extends Values>(todo: T, before: Values = {}, mine: Values = {}): T {
  const back = Object.keys(mine).filter(
    (field) => mine[field] !== before[field] && sameValue(todo[field], mine[field]),
  );
  return { ...todo, ...pick(before, back) };
}

/** Whether both changed one field, to different values. Whether it is completed cannot clash: there are only two answers. */
function clashes(seen: Values, mine: Values, theirs: Values): boolean {
  return Object.entries(mine).some(
    ([field, value]) =>
      value !== undefined && !sameValue(theirs[field], seen[field]) && !sameValue(theirs[field], value),
  );
}

async function sendUpdate(context: TodoContext, seen: Todo, patch: TodoPatch, changeId: string): Promise<Todo> {
  const { userId, cache } = context;
  const known = cache.latest(seen);
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

/**
 * Changes fields of one todo.
 * @param seen the todo as the person saw it; tells whether somebody else changed the same field
 */
export function update(context: TodoContext, seen: Todo, patch: TodoPatch): Omit<ChangeSpec<Todo>, 'fails'> {
  const { cache, userId } = context;
  return {
    about: [seen.id],
    overlay: (todo) => (todo.id === seen.id ? patched(todo, patch) : todo),
    show: () => {
      if (patch.notes !== undefined) keepNotes(userId, seen.id, patch.notes, seen.notes);
      return showFields(context, new Set([seen.id]), patch, (todo) => patched(todo, patch));
    },
    send: async (changeId) => {
      const answer = await sendUpdate(context, seen, patch, changeId);
      if (patch.notes !== undefined) dropKeptNotes(userId, seen.id, patch.notes);
      return answer;
    },
    settle: (answer) => cache.acknowledge([answer]),
  };
}
