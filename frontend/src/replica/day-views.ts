import { dayOfDate } from '../shared/formatters/dates';
import type { Day } from '../shared/formatters/days';
import { groupBy } from '../shared/group-by';
import { daysIn } from './day-index';
import type { Replica } from './replica';
import type { TodoRow } from './row-store';

type Rows = Replica['shown'];

/** What is overdue and what is due today, with what of that was completed today where it was: day by day. */
export function todosUntil(rows: Rows, today: Day): TodoRow[] {
  return dayByDay(rows, today, (day) => day <= today);
}

/** The same, and behind it what is due later, day by day. */
export function todosFrom(rows: Rows, today: Day): TodoRow[] {
  return dayByDay(rows, today, () => true);
}

/** What is due between two days, both among them, with what of it was completed today. */
export function todosBetween(rows: Rows, [first, last]: readonly [Day, Day], today: Day): TodoRow[] {
  return dayByDay(rows, today, (day) => first <= day && day <= last);
}

function dayByDay(rows: Rows, today: Day, isIn: (day: Day) => boolean): TodoRow[] {
  const index = daysIn(rows);
  const isDone = ({ due }: TodoRow) => dayOfDate(due!) <= today && isIn(dayOfDate(due!));
  const done = groupBy(index.completedOn(today).filter(isDone), ({ due }) => dayOfDate(due!));
  const days = [...new Set([...index.days.filter(isIn), ...done.keys()])].sort();
  return days.flatMap((day) => {
    const completed = done.get(day);
    return completed ? index.inOrder([...index.open(day), ...completed]) : index.open(day);
  });
}

/** What is open and was due before today. */
export function overdueTodos(rows: Rows, today: Day): TodoRow[] {
  const index = daysIn(rows);
  return index.days.filter((day) => day < today).flatMap((day) => index.open(day));
}

/** How much is open that is overdue or due today. */
export function dueCount(rows: Rows, today: Day): number {
  return daysIn(rows).countUntil(today);
}

/** What is due next after a day. */
export function nextDue(rows: Rows, today: Day): TodoRow | null {
  const index = daysIn(rows);
  const day = index.days.find((one) => one > today);
  return (day === undefined ? undefined : index.open(day)[0]) ?? null;
}

/** The titles of the todos that those are subtasks of, by the id of the subtask. */
export function parentTitles(rows: Rows, todos: readonly Pick<TodoRow, 'id' | 'parentId'>[]): Record<string, string> {
  const titles = todos.flatMap(({ id, parentId }) => {
    const parent = parentId === null ? undefined : rows.live(parentId);
    return parent ? [[id, parent.title] as const] : [];
  });
  return Object.fromEntries(titles);
}
