import type { ReactNode } from 'react';
import type { Todo } from '../../model/todos/todo';
import { dayOfDate } from '../../shared/formatters/dates';
import type { Day } from '../../shared/formatters/days';
import { type LinePlace, numbered, type Row, type TodoRowData } from './rows';

export interface Headings {
  overdue: (place: LinePlace) => ReactNode;
  today: (place: LinePlace) => ReactNode;
}

/** The lines of Today: what is overdue under a heading of its own, and then what is due today; one heading is none. */
export function todayRows(
  todos: readonly Todo[],
  today: Day,
  lineOf: (todo: Todo) => TodoRowData,
  headings: Headings,
): Row[] {
  const first = todos.findIndex(({ due }) => due === null || dayOfDate(due) >= today);
  const at = first === -1 ? todos.length : first;
  if (at === 0) return numbered(todos.map(lineOf));
  const rest = todos.slice(at).map(lineOf);
  return numbered([
    { kind: 'other', key: 'overdue', render: headings.overdue },
    ...todos.slice(0, at).map(lineOf),
    ...(rest.length > 0 ? [{ kind: 'other' as const, key: 'today', render: headings.today }] : []),
    ...rest,
  ]);
}
