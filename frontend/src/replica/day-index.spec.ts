import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showClock } from '../shared/formatters/dates';
import { dayOf } from '../shared/formatters/days';
import { aCompletedTodo, aSubtask, aTodo } from '../testing/todo-builder';
import { dueCount, nextDue, overdueTodos, parentTitles, todosBetween, todosFrom, todosUntil } from './day-views';
import { RowStore, type TodoRow } from './row-store';

const TODAY = '2026-11-20';
const LIVE = { deletedAt: null, deletedWith: null };

beforeEach(() => void vi.setSystemTime(new Date(2026, 10, 20, 12)));
afterEach(() => vi.useRealTimers());

function storeOf(...todos: Parameters<typeof aTodo>[0][]): RowStore {
  const rows = new RowStore();
  for (const todo of todos) rows.put('todos', { ...aTodo(todo), ...LIVE });
  return rows;
}
const titles = (todos: readonly { title: string }[]) => todos.map(({ title }) => title);
const noon = (day: number) => new Date(2026, 10, day, 12).toISOString();

it('shows what is overdue first, and each day by time, priority and place', () => {
  const rows = storeOf(
    { title: 'later', due: '2026-11-21' },
    { title: 'second', due: TODAY, priority: 2, position: 'b' },
    { title: 'third', due: TODAY, priority: 2, position: 'c' },
    { title: 'at nine', due: `${TODAY}T09:00` },
    { title: 'first', due: TODAY, priority: 1, position: 'z' },
    { title: 'long overdue', due: '2026-10-01' },
    { title: 'overdue', due: '2026-11-19', priority: 1 },
    { title: 'no date', due: null },
  );
  expect(titles(todosUntil(rows, TODAY))).toEqual(['long overdue', 'overdue', 'at nine', 'first', 'second', 'third']);
  expect(titles(todosFrom(rows, TODAY)).slice(-2)).toEqual(['third', 'later']);
  expect(titles(overdueTodos(rows, TODAY))).toEqual(['long overdue', 'overdue']);
  expect(titles(todosBetween(rows, ['2026-11-19', '2026-11-20'], TODAY))).toHaveLength(5);
  expect(dueCount(rows, TODAY)).toBe(6);
  expect(nextDue(rows, TODAY)?.title).toBe('later');
  expect(nextDue(rows, '2026-11-21')).toBeNull();
});

it('follows another clock, by which a fixed time is on another day', () => {
  showClock({ zone: 'Asia/Tokyo', dayStart: 4 });
  const rows = storeOf(
    { title: 'late there', due: '2026-11-20T20:00[America/New_York]' },
    { title: 'past midnight', due: '2026-11-21T02:00' },
    { title: 'evening', due: '2026-11-20T21:00' },
  );
  expect(titles(todosUntil(rows, TODAY))).toEqual(['evening', 'past midnight']);
  showClock({ zone: 'America/New_York', dayStart: 0 });
  expect(titles(todosUntil(rows, TODAY))).toEqual(['late there', 'evening']);
  showClock(undefined);
});

it('keeps what was completed today where it was, and nothing that was completed before', () => {
  const rows = new RowStore();
  const done = { completedAt: noon(20) };
  for (const todo of [
    aTodo({ title: 'open', due: TODAY, priority: 2 }),
    aCompletedTodo({ ...done, title: 'done', due: TODAY, priority: 1 }),
    aCompletedTodo({ ...done, title: 'done late', due: '2026-11-02' }),
    aCompletedTodo({ ...done, title: 'done early', due: '2026-11-21' }),
    aCompletedTodo({ completedAt: noon(19), title: 'done yesterday', due: TODAY }),
  ])
    rows.put('todos', { ...todo, ...LIVE });
  expect(titles(todosUntil(rows, TODAY))).toEqual(['done late', 'done', 'open']);
  expect(titles(todosUntil(rows, '2026-11-21'))).toEqual(['open']);
});

it('names the parents of subtasks', () => {
  const parent = aTodo({ title: 'Plan the trip' });
  const child = aSubtask(parent, { due: TODAY });
  const rows = storeOf(parent, child);
  expect(parentTitles(rows, todosUntil(rows, TODAY))).toEqual({ [child.id]: 'Plan the trip' });
});

const days = constantFrom('2026-11-18', '2026-11-19', TODAY, `${TODAY}T09:00`, '2026-11-21', null);
const write = record({
  id: integer({ min: 0, max: 12 }),
  due: days,
  completedAt: constantFrom(null, noon(19), noon(20), new Date(2026, 10, 20, 0, 1).toISOString()),
  deletedAt: constantFrom(null, null, noon(20)),
  priority: constantFrom(1 as const, 2 as const, 4 as const),
  isThere: constantFrom(true, true, true, false),
  isTakenBack: boolean(),
});

it('is what all rows say, whatever was written and taken back', () => {
  assert(
    property(array(write, { maxLength: 40 }), (writes) => {
      const rows = new RowStore();
      todosUntil(rows, TODAY);
      for (const { id, isThere, isTakenBack, ...fields } of writes) {
        const row: TodoRow = { ...aTodo(), ...LIVE, id: `todo ${id}`, position: `p${id % 3}`, ...fields };
        const written = rows.record(() => (isThere ? rows.put('todos', row) : rows.delete('todos', row.id)));
        if (isTakenBack) rows.rollBack(written);
        // What was sorted once is kept so.
        todosUntil(rows, TODAY);
      }
      const ids = todosUntil(rows, TODAY).map(({ id }) => id);
      expect(ids).toEqual(wanted(rows).map(({ id }) => id));
    }),
  );
});

/** From all rows, by one sort. */
function wanted(rows: RowStore): TodoRow[] {
  const key = ({ due, priority, position, id }: TodoRow) =>
    [due!.slice(0, 10), due!.slice(11) || 'none', priority, position, id].join(' ');
  const shown = [...rows.all('todos')].filter(
    ({ due, deletedAt, completedAt }) =>
      due !== null &&
      deletedAt === null &&
      due.slice(0, 10) <= TODAY &&
      (completedAt === null || dayOf(completedAt) === TODAY),
  );
  return shown.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
