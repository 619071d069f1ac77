import type { Clock } from '@latch/domain/dates';
import { advance } from '@latch/domain/recurrence';
import type { Todo } from './fake-store';

/** What becomes of the dates of one that repeats when it is completed or skipped; null where it has no next one. */
export function nextOf(todo: Todo, clock: Clock, doneAt?: string) {
  if (!todo.recurrence || todo.completedAt !== null) return null;
  return advance(todo, todo.recurrence, doneAt ? Date.parse(doneAt) : Date.now(), clock);
}

/** What is left behind of a date that is completed. */
export function completionOf(todo: Todo, id: string, completedAt: string): Todo {
  return { ...todo, id, completedAt, completionOf: todo.id, recurrence: null, parentId: null, version: 1 };
}
