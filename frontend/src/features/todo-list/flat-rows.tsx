import type { Todo } from '../../model/todos/todo';
import { dayOfMoment, today } from '../../shared/formatters/clock';
import type { Day } from '../../shared/formatters/days';
import { DayLine } from './components/day-line';
import { numbered, type Row } from './rows';

/** The lines of a list in which every todo stands by itself; with a heading for each day of completion when wanted. */
export function flatRows(todos: readonly Todo[], byDay: boolean): Row[] {
  const rows: Row[] = [];
  let last: Day | null = null;
  for (const todo of todos) {
    const day: Day | null = byDay ? (todo.completedAt ? dayOfMoment(todo.completedAt) : today()) : last;
    if (day !== null && day !== last)
      rows.push({ kind: 'other', key: day, render: (place) => <DayLine {...place} day={day} /> });
    last = day;
    rows.push({ kind: 'todo', key: todo.id, todo, depth: 0, subtasks: 0, folded: false, number: 0 });
  }
  return numbered(rows);
}
