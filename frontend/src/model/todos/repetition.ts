import { advance } from '@latch/domain/recurrence';
import type { RowStore, TodoRow } from '../../replica/row-store';
import { shownClock } from '../../shared/formatters/dates';
import { uuidv7 } from '../uuid';
import type { Todo } from './todo';

/** One that repeats, as a request says which date of it is completed. */
export interface Occurrence {
  id: string;
  /** What the person saw: a date is completed once, however many devices say so. */
  version?: number;
  /** What the completion is called that is left behind. */
  completionId: string;
}

/** What completing these says of those that repeat. */
export function occurrencesOf(todos: readonly Todo[]): Occurrence[] {
  const repeating = todos.filter(({ recurrence, completedAt }) => recurrence && completedAt === null);
  return repeating.map(({ id, version }) => ({ id, ...(version > 0 && { version }), completionId: uuidv7() }));
}

/** The dates that one that repeats has next, as the server will find them; null for the last ones, and for others. */
export function nextDatesOf(todo: Todo) {
  return todo.recurrence && todo.completedAt === null ? advance(todo, todo.recurrence, Date.now(), shownClock()) : null;
}

/**
 * Shows how one that repeats moves on: its subtasks are open again, and it leaves a completion behind.
 * @param completionId none for a date that is skipped
 * @returns whether it does: it has a next date, and did not move on before
 */
export function writeAdvance(rows: RowStore, todo: TodoRow, completionId?: string): boolean {
  if (completionId !== undefined && rows.get('todos', completionId)) return true;
  const next = nextDatesOf(todo);
  if (!next) return false;
  if (completionId !== undefined) rows.put('todos', completionOf(todo, completionId));
  rows.put('todos', { ...todo, ...next });
  for (const id of rows.withSubtasks([todo.id])) {
    const below = rows.live(id);
    if (below && id !== todo.id) rows.put('todos', { ...below, completedAt: null });
  }
  return true;
}

function completionOf(todo: TodoRow, id: string): TodoRow {
  const completed = { completedAt: new Date().toISOString(), completionOf: todo.id };
  return { ...todo, ...completed, id, recurrence: null, parentId: null, version: 0 };
}
