import { withDefaults } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import { uuidv7 } from '../uuid';
import { latchApi, unwrap } from '../../shared/api/client';
import { ApiError } from '../../shared/api/errors';
import { quote } from '../../shared/ui/quote';
import { tidyLine } from '@latch/domain/tidy-line';
import type { ChangeSpec } from '../changes/change-spec';
import { LIVE, type Replica } from '../../replica/replica';
import { listOf } from '../../replica/row-store';
import { inboxId } from './inbox-id';
import { listFor, positionsAmong } from './placement';
import { type NewTodo, type Todo } from './todo';
import { type TodoContext, underChange } from './todo-context';

/** @returns a todo made here, with an id of its own: repeating its create makes no second one. */
export function newTodo({ shown }: Replica, wanted: NewTodo): Todo {
  const createdAt = new Date().toISOString();
  return {
    ...withDefaults(todoFields, wanted),
    ...listFor(shown, wanted, topOf(inboxId(shown))),
    id: uuidv7(),
    completionOf: null,
    title: tidyLine(wanted.title),
    position: '',
    version: 0,
    createdAt,
    updatedAt: createdAt,
  };
}

function topOf(projectId: string) {
  return { projectId, sectionId: null, parentId: null };
}

/** Adds a todo made by `newTodo`. */
export function creation({ userId, replica }: TodoContext, todo: Todo, wanted: NewTodo): ChangeSpec<Todo> {
  const { id, title } = todo;
  return {
    announce: `Added ${quote(title)}.`,
    fails: `${quote(title)} was not added`,
    about: [id],
    kept: ['create', todo, wanted],
    apply(rows) {
      if (rows.get('todos', id)) return;
      // Until the first read nobody knows the id of the Inbox.
      const list = listFor(rows, wanted, topOf(inboxId(rows)));
      const open = rows.children(listOf(list)).filter(({ completedAt }) => completedAt === null);
      const [position = ''] = positionsAmong(open, wanted, 'first');
      rows.put('todos', { ...todo, ...list, position, ...LIVE });
    },
    async send(changeId) {
      const params = { path: { userId }, header: underChange(changeId) };
      const create = (body: NewTodo) =>
        unwrap(latchApi.POST('/api/users/{userId}/todos', { params, body: { ...body, id, title } }));
      return orFirst([wanted], ([body]) => create(body!));
    },
    settle: (answer) => replica.addNew([answer]),
  };
}

/** Creates todos. What they were to follow may be gone or completed by now, or was never added: then they come first. */
export async function orFirst<N extends { afterId?: string | null }, T>(
  wanted: readonly N[],
  create: (wanted: readonly N[]) => Promise<T>,
): Promise<T> {
  try {
    return await create(wanted);
  } catch (error) {
    const isBehind = wanted.some(({ afterId }) => afterId);
    if (!(error instanceof ApiError && isBehind && 'afterId' in error.fields)) throw error;
    return create(wanted.map(({ afterId: _gone, ...first }) => first as N));
  }
}
