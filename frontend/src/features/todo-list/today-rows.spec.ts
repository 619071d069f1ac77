import { expect, it } from 'vitest';
import type { Todo } from '../../model/todos/todo';
import { aTodo } from '../../testing/todo-builder';
import type { TodoRowData } from './rows';
import { todayRows } from './today-rows';

const lineOf = (todo: Todo): TodoRowData => ({
  kind: 'todo',
  key: todo.id,
  todo,
  depth: 0,
  subtasks: 0,
  folded: false,
  number: 0,
});
const headings = { overdue: () => null, today: () => null };
const late = aTodo({ due: '2026-11-19' });
const now = aTodo({ due: '2026-11-20' });
const keys = (todos: Todo[]) => todayRows(todos, '2026-11-20', lineOf, headings).map(({ key }) => key);

it('has headings where something is overdue', () => {
  expect(keys([late, now])).toEqual(['overdue', late.id, 'today', now.id]);
  expect(keys([late])).toEqual(['overdue', late.id]);
  expect(keys([now])).toEqual([now.id]);
  expect(keys([])).toEqual([]);
});

it('keeps the order of the lines as the day turns', () => {
  const tomorrow = todayRows([late, now], '2026-11-21', lineOf, headings);
  expect(tomorrow.map(({ key }) => key)).toEqual(['overdue', late.id, now.id]);
});
