import { v7 as uuidv7 } from 'uuid';
import { latchApi, unwrap } from '../../shared/api/client';
import { quote } from '../../shared/ui/quote';
import { tidyLine } from '../../shared/words/tidy-name';
import type { ChangeSpec } from '../changes/change-spec';
import { INBOX, projectIdOf } from '../outline/outline';
import { shiftCounts } from './counts';
import { spotFor } from './spot';
import { type NewTodo, type Todo } from './todo';
import type { TodoCache } from './todo-cache';
import { type TodoContext, underChange } from './todo-context';

/** @returns a todo made here, with an id of its own: repeating its create makes no second one. */
export function newTodo(cache: TodoCache, wanted: NewTodo, now = new Date()): Todo {
  const { title, notes = '', priority = 4, due = null, labelIds = [] } = wanted;
  const createdAt = now.toISOString();
  const fallback = { projectId: projectIdOf(cache.outline(), INBOX), sectionId: null, parentId: null };
  const { projectId, sectionId, parentId } = spotFor(cache, wanted, fallback);
  const fields = { title: tidyLine(title), notes, completedAt: null, priority, due, labelIds };
  const place = { projectId, sectionId, parentId, position: '' };
  return { id: uuidv7(), ...fields, ...place, version: 0, createdAt, updatedAt: createdAt };
}

/** Adds a todo made by `newTodo`. */
export function creation({ client, userId, cache }: TodoContext, todo: Todo, wanted: NewTodo): ChangeSpec<Todo> {
  const { id, title } = todo;
  return {
    announce: `Added ${quote(title)}.`,
    fails: `${quote(title)} was not added`,
    about: [id],
    show() {
      cache.add([todo], spotFor(cache, wanted, todo));
      const uncount = shiftCounts(client, userId, [], [todo]);
      return () => {
        cache.remove([id]);
        uncount();
      };
    },
    send(changeId) {
      const params = { path: { userId }, header: underChange(changeId) };
      const body = { ...wanted, id, title };
      return unwrap(latchApi.POST('/api/users/{userId}/todos', { params, body }));
    },
    settle: (answer) => cache.acknowledge([answer]),
  };
}
