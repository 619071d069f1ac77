import { withDefaults } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import { uuidv7 } from '../uuid';
import { latchApi, unwrap } from '../../shared/api/client';
import { ApiError } from '../../shared/api/errors';
import { quote } from '../../shared/ui/quote';
import { tidyLine } from '@latch/domain/tidy-line';
import type { ChangeSpec } from '../changes/change-spec';
import { INBOX, projectIdOf } from '../outline/outline';
import { shiftCounts } from './counts';
import { listFor, resolvePlacement } from './placement';
import { type NewTodo, type Todo } from './todo';
import type { TodoCache } from './todo-cache';
import { type TodoContext, underChange } from './todo-context';

/** @returns a todo made here, with an id of its own: repeating its create makes no second one. */
export function newTodo(cache: TodoCache, wanted: NewTodo): Todo {
  const createdAt = new Date().toISOString();
  const fallback = { projectId: projectIdOf(cache.outline(), INBOX), sectionId: null, parentId: null };
  return {
    ...withDefaults(todoFields, wanted),
    ...listFor(cache, wanted, fallback),
    id: uuidv7(),
    title: tidyLine(wanted.title),
    position: '',
    version: 0,
    createdAt,
    updatedAt: createdAt,
  };
}

/** Adds a todo made by `newTodo`. */
export function creation({ client, userId, cache }: TodoContext, todo: Todo, wanted: NewTodo): ChangeSpec<Todo> {
  const { id, title } = todo;
  return {
    announce: `Added ${quote(title)}.`,
    fails: `${quote(title)} was not added`,
    about: [id],
    show() {
      cache.add([todo], resolvePlacement(cache, wanted, todo));
      const uncount = shiftCounts(client, userId, [], [todo]);
      return () => {
        cache.remove([id]);
        uncount();
      };
    },
    async send(changeId) {
      const params = { path: { userId }, header: underChange(changeId) };
      const create = (body: NewTodo) =>
        unwrap(latchApi.POST('/api/users/{userId}/todos', { params, body: { ...body, id, title } }));
      try {
        return await create(wanted);
      } catch (error) {
        // What it was to stand behind is gone by now, or never came about: it comes first.
        if (!(error instanceof ApiError && wanted.afterId && 'afterId' in error.fields)) throw error;
        const { afterId: _gone, ...first } = wanted;
        return create(first);
      }
    },
    settle: (answer) => cache.acknowledge([answer]),
  };
}
