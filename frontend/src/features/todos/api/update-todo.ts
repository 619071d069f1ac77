import { latchApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import { inverse, patched, type Todo, type TodoPatch } from '../todo';
import type { TodoCache } from './todo-cache';
import { type OnRefused, type TodoChange, useTodoChange } from './use-todo-change';

/** How often a change is put on top of somebody else's before giving up on a todo that never rests. */
const REBASES = 3;

/** Somebody else changed the same field. Nothing was written; both texts are here to choose from. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';

  constructor(
    readonly theirs: Todo,
    readonly mine: TodoPatch,
  ) {
    super('This todo was changed somewhere else in the meantime.');
  }
}

/** The create this change was for had been refused; that was said already. */
export class NeverCreatedError extends Error {
  override readonly name = 'NeverCreatedError';
}

/** Whether both changed one field, to different texts. Whether it is completed cannot clash: there are only two answers. */
function clashes(seen: Todo, mine: TodoPatch, theirs: Todo): boolean {
  return (['title', 'notes'] as const).some(
    (field) => mine[field] !== undefined && theirs[field] !== seen[field] && theirs[field] !== mine[field],
  );
}

async function sendUpdate(userId: string, seen: Todo, patch: TodoPatch, cache: TodoCache): Promise<Todo> {
  const path = { userId, todoId: seen.id };
  let known = cache.latest(seen);
  if (known.version === 0) throw new NeverCreatedError();

  for (let attempt = 1; ; attempt += 1) {
    if (clashes(seen, patch, known)) throw new ConflictError(known, patch);
    try {
      const params = { path, header: { 'If-Match': `"${known.version}"` } };
      return await unwrap(latchApi.PATCH('/api/users/{userId}/todos/{todoId}', { params, body: patch }));
    } catch (error) {
      const changed = error instanceof ApiError && error.status === 412;
      if (!changed || attempt === REBASES) throw error;
    }
    known = await unwrap(latchApi.GET('/api/users/{userId}/todos/{todoId}', { params: { path } }));
  }
}

const updateTodo: TodoChange<'update'> = {
  name: 'update',
  show(cache, { seen, patch }) {
    const mine = patched(seen, patch);
    const before = patched(seen, inverse(seen, patch));
    cache.upsert(mine);
    const uncount = cache.count(countChange(seen, mine));
    return () => {
      cache.change(seen.id, (todo) => withoutMine(todo, mine, before, patch));
      uncount();
    };
  },
  send: (userId, { seen, patch }, cache) => sendUpdate(userId, seen, patch, cache),
  settle: (cache, todo, variables) => cache.acknowledge(todo, variables),
  counts: ({ patch }) => patch.completed !== undefined,
};

function countChange(before: Todo, after: Todo): { open: number; completed: number } {
  const step = Number(after.completedAt !== null) - Number(before.completedAt !== null);
  return { open: -step, completed: step };
}

/** Takes back each field, unless a later change has already given it another value. */
function withoutMine(todo: Todo, mine: Todo, before: Todo, patch: TodoPatch): Todo {
  const kept = (field: 'title' | 'notes' | 'completedAt') => todo[field] === mine[field];
  return {
    ...todo,
    ...(patch.title !== undefined && kept('title') ? { title: before.title } : {}),
    ...(patch.notes !== undefined && kept('notes') ? { notes: before.notes } : {}),
    ...(patch.completed !== undefined && kept('completedAt') ? { completedAt: before.completedAt } : {}),
  };
}

/** Changes title, notes or whether it is done. */
export function useUpdateTodo(userId: string, onRefused?: OnRefused<'update'>) {
  return useTodoChange(userId, updateTodo, onRefused);
}
