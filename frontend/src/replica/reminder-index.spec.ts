import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showClock } from '../shared/formatters/dates';
import { aProject } from '../testing/outline-builder';
import { aTodo } from '../testing/todo-builder';
import { ReminderIndex } from './reminder-index';
import { LIVE } from './replica';
import { RowStore, type TodoRow } from './row-store';

const NOW = Date.parse('2026-11-20T08:00Z');
const DAY = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  showClock({ zone: 'UTC', dayStart: 0 });
});
afterEach(() => {
  showClock(undefined);
  vi.useRealTimers();
});

const rowOf = (fields: Partial<TodoRow>): TodoRow => ({ ...aTodo(fields), ...LIVE, ...fields });
const call = (fields: Partial<TodoRow> = {}) => rowOf({ due: '2026-11-20T09:00', reminders: [0, 30], ...fields });

function indexOf(...rows: TodoRow[]) {
  const store = new RowStore();
  for (const row of rows) store.put('todos', row);
  return { store, index: new ReminderIndex(store) };
}

const timesOf = (index: ReminderIndex) =>
  index
    .between(NOW - DAY, NOW + 2 * DAY)
    .map(({ at }) => new Date(at).toISOString().slice(0, 16))
    .sort();

describe('The reminders of a replica', () => {
  it('come so many minutes before the due time, by the clock of the person or in its zone', () => {
    const fixed = call({ due: '2026-11-20T09:00[America/New_York]', reminders: [1440] });
    const { index } = indexOf(call(), fixed);
    expect(timesOf(index)).toEqual(['2026-11-19T14:00', '2026-11-20T08:30', '2026-11-20T09:00']);
    showClock({ zone: 'Asia/Tokyo', dayStart: 0 });
    expect(timesOf(index)).toEqual(['2026-11-19T14:00', '2026-11-19T23:30', '2026-11-20T00:00']);
  });

  it('are none of a day, of what is completed or in Trash, and of what has none', () => {
    const { index } = indexOf(
      call({ due: '2026-11-20' }),
      call({ due: null }),
      call({ completedAt: '2026-11-20T07:00:00.000Z' }),
      call({ deletedAt: '2026-11-20T07:00:00.000Z' }),
      call({ reminders: [] }),
    );
    expect(index.isEmpty).toBe(true);
    expect(timesOf(index)).toEqual([]);
  });

  it('are none in a project that is archived, nor below it, until it comes back', () => {
    const home = { ...aProject({ archived: true }), ...LIVE };
    const garden = { ...aProject({ parentId: home.id }), ...LIVE };
    const todo = call({ projectId: garden.id });
    const { store, index } = indexOf(todo);
    for (const project of [home, garden]) store.put('projects', project);
    expect(timesOf(index)).toEqual([]);
    expect(index.todoOf({ todoId: todo.id, due: todo.due! })).toBeNull();
    store.put('projects', { ...home, archived: false, version: 2 });
    expect(timesOf(index)).toHaveLength(2);
    expect(index.todoOf({ todoId: todo.id, due: todo.due! })).toBe(todo);
  });

  it('follow what is written, and say so for todos with reminders alone', () => {
    const todo = call();
    const { store, index } = indexOf(todo);
    const onChange = vi.fn();
    index.onChange = onChange;
    store.put('todos', rowOf({ title: 'Another' }));
    expect(onChange).not.toHaveBeenCalled();
    store.put('todos', { ...todo, due: '2026-11-21T09:00', version: 2 });
    expect(timesOf(index)).toEqual(['2026-11-21T08:30', '2026-11-21T09:00']);
    expect(index.nextAfter(NOW, 2 * DAY)).toBe(Date.parse('2026-11-21T08:30Z'));
    expect(index.nextAfter(NOW, DAY)).toBeNull();
    store.put('todos', { ...todo, completedAt: '2026-11-20T08:00:00.000Z', version: 3 });
    expect(timesOf(index)).toEqual([]);
    store.delete('todos', todo.id);
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  it('that were over when they were set are late, on whichever device that was', () => {
    const elsewhere = call({ updatedAt: '2026-11-20T08:45:00.000Z' });
    const here = call({ reminders: [0], updatedAt: '2026-11-19T08:00:00.000Z' });
    const { store, index } = indexOf(elsewhere, here);
    const late = (todo: TodoRow) =>
      index.between(NOW - DAY, NOW + DAY).filter((reminder) => reminder.todoId === todo.id && index.isLate(reminder));
    expect(late(elsewhere).map(({ at }) => at)).toEqual([Date.parse('2026-11-20T08:30Z')]);
    expect(late(here)).toEqual([]);
    vi.setSystemTime(Date.parse('2026-11-20T08:40Z'));
    // On its way: the version is that of before. Later it is taken back, and made again.
    const changed = { ...here, reminders: [0, 30] };
    store.put('todos', changed);
    vi.setSystemTime(Date.parse('2026-11-20T09:10Z'));
    store.put('todos', here);
    store.put('todos', changed);
    store.put('todos', { ...changed, version: 2, updatedAt: '2026-11-20T09:10:00.000Z' });
    expect(late(here).map(({ at }) => at)).toEqual([Date.parse('2026-11-20T08:30Z')]);
    // Another change of the todo sets nothing anew.
    store.put('todos', { ...changed, title: 'Call back', version: 3, updatedAt: '2026-11-20T09:20:00.000Z' });
    expect(late(here).map(({ at }) => at)).toEqual([Date.parse('2026-11-20T08:30Z')]);
    store.put('todos', { ...elsewhere, title: 'Call back', version: 2, updatedAt: '2026-11-20T09:20:00.000Z' });
    expect(late(elsewhere).map(({ at }) => at)).toEqual([Date.parse('2026-11-20T08:30Z')]);
  });

  it('of 10,000 todos ask for the clocks of those near now alone, and for each time once', () => {
    const store = new RowStore();
    const dueOf = (number: number) => new Date(NOW + number * 3_600_000).toISOString().slice(0, 16);
    for (let number = 0; number < 10_000; number += 1) store.put('todos', call({ due: dueOf(number) }));
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    const index = new ReminderIndex(store);
    expect(asked).not.toHaveBeenCalled();
    expect(index.between(NOW - DAY, NOW - 1)).toHaveLength(1);
    const count = asked.mock.calls.length;
    expect(count).toBeLessThan(200);
    index.between(NOW - DAY, NOW - 1);
    expect(asked).toHaveBeenCalledTimes(count);
  });
});
