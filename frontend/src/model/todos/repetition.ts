import { advance, takenBack } from '@latch/domain/recurrence';
import type { RowStore, TodoRow } from '../../replica/row-store';
import { shownClock } from '../../shared/formatters/dates';
import { uuidv7 } from '../uuid';
import type { Todo } from './todo';

/** How one date of a todo that repeats is left: completed, or skipped where there is no `completionId`. */
export interface LeftDate {
  /** The date that the person saw: it is over once the todo has another one. */
  due: string | null;
  /** When that was. What is sent later, such as after a day offline, leads to the date that is next after it. */
  doneAt: string;
  /** What the completion is called that is left behind. */
  completionId?: string;
}

/** One of many that are completed or skipped, and the version in which the person saw it. */
export interface Occurrence extends LeftDate {
  id: string;
  version: number;
}

/** What completing or skipping these says of those that repeat. */
export function occurrencesOf(todos: readonly Todo[], completed: boolean): Occurrence[] {
  const doneAt = new Date().toISOString();
  return todos
    .filter(({ recurrence, completedAt }) => recurrence && completedAt === null)
    .map(({ id, version, due }) => ({ id, version, due, doneAt, ...(completed && { completionId: uuidv7() }) }));
}

/** The dates that one that repeats has next, as the server will find them; null for the last ones, and for others. */
export function nextDatesOf(todo: Todo, doneAt = new Date().toISOString()) {
  if (!todo.recurrence || todo.completedAt !== null) return null;
  return advance(todo, todo.recurrence, Date.parse(doneAt), shownClock());
}

/** What becomes of a todo of which a date is left: it moves on, is completed for good, or was moved on before. */
export function fateOf(rows: RowStore, todo: TodoRow, left: LeftDate | undefined): 'moves' | 'ends' | 'moved' {
  if (!left) return 'ends';
  const isThere = left.completionId !== undefined && rows.get('todos', left.completionId) !== undefined;
  if (isThere || todo.due !== left.due) return 'moved';
  return nextDatesOf(todo, left.doneAt) ? 'moves' : 'ends';
}

/** Shows how one that repeats moves on: its subtasks are open again, and it leaves a completion behind. */
export function writeAdvance(rows: RowStore, todo: TodoRow, { doneAt, completionId }: LeftDate): void {
  if (completionId !== undefined) rows.put('todos', completionOf(todo, completionId, doneAt));
  rows.put('todos', { ...todo, ...nextDatesOf(todo, doneAt) });
  for (const id of rows.withSubtasks([todo.id])) {
    const below = rows.live(id);
    if (below && id !== todo.id) rows.put('todos', { ...below, completedAt: null });
  }
}

/**
 * Shows how completions are taken back: what they are one of has the date again that was completed.
 * @returns those that are left, since something else led to the present date
 */
export function writeTakenBack(rows: RowStore, ids: ReadonlySet<string>): Set<string> {
  const left = new Set(ids);
  const completions = [...ids].flatMap((id) => rows.live(id) ?? []).filter(({ completedAt }) => completedAt !== null);
  for (const one of completions.sort((a, b) => (a.completedAt! < b.completedAt! ? 1 : -1))) {
    const todo = one.completionOf === null ? undefined : rows.live(one.completionOf);
    const before = todo && takenBack(one, todo, shownClock());
    if (!before) continue;
    rows.put('todos', { ...todo, ...before });
    rows.put('todos', { ...one, deletedAt: new Date().toISOString(), deletedWith: one.id });
    left.delete(one.id);
  }
  return left;
}

function completionOf(todo: TodoRow, id: string, completedAt: string): TodoRow {
  return { ...todo, id, completedAt, completionOf: todo.id, recurrence: null, parentId: null, version: 0 };
}
