import { compileFilter } from '@latch/domain/filters/compile-filter';
import { asksForCompleted, type Filter } from '@latch/domain/filters/filter';
import { formatFilter } from '@latch/domain/filters/format-filter';
import { type FilterMoment, namesIn } from '../../model/filters/filter-moment';
import type { Todo } from '../../model/todos/todo';
import type { Replica } from '../../replica/replica';
import type { TodoRow } from '../../replica/row-store';
import { isLive } from '../../replica/views';

type Rows = Replica['shown'];

/** The todos of a filter as a list. It has completed ones in it that linger, so `count` counts them. */
export interface FilterView {
  key: string;
  read: (rows: Rows) => readonly Todo[];
  /** Where it asks about completing. */
  both: boolean;
  /** How many match. */
  count: (todos: readonly Todo[]) => number;
}

/** What is due first comes first; then by priority, the newest first. */
export function filterView(filter: Filter, moment: FilterMoment): FilterView {
  const both = asksForCompleted(filter);
  const { today, clock, languages = [] } = moment;
  const key = JSON.stringify([formatFilter(filter), today, clock, languages.map(({ tag }) => tag)]);
  return {
    key: `filter ${key}`,
    both,
    read: (rows) => filteredTodos(rows, filter, moment),
    count: (todos) => (both ? todos.length : todos.filter(({ completedAt }) => completedAt === null).length),
  };
}

/** Of a filter for open todos, completed ones as well that would match if they were open: the list lets them linger. */
function filteredTodos(rows: Rows, filter: Filter, moment: FilterMoment): TodoRow[] {
  const matches = compileFilter(filter, { ...moment, ...namesIn(rows) });
  const asOpen = asksForCompleted(filter)
    ? matches
    : (todo: TodoRow) => matches(todo.completedAt === null ? todo : { ...todo, completedAt: null });
  const found: TodoRow[] = [];
  for (const todo of rows.all('todos')) if (isLive(todo) && asOpen(todo)) found.push(todo);
  return found.sort(byDue);
}

function byDue(a: TodoRow, b: TodoRow): number {
  const [dueA, dueB] = [a.due ?? '~', b.due ?? '~'];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  return a.priority - b.priority || (a.id < b.id ? 1 : -1);
}
