import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showClock } from '../shared/formatters/dates';
import { aTodo } from '../testing/todo-builder';
import { comingRepeats } from './coming-repeats';
import { LIVE } from './replica';
import { RowStore, type TodoRow } from './row-store';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-16T12:00Z') });
  showClock({ zone: 'Europe/Lisbon', dayStart: 0 });
});
afterEach(() => {
  showClock(undefined);
  vi.useRealTimers();
});

const rowOf = (fields: Partial<TodoRow>): TodoRow => ({ ...aTodo(fields), ...LIVE, ...fields });

function storeOf(...rows: TodoRow[]) {
  const store = new RowStore();
  for (const row of rows) store.put('todos', row);
  return store;
}

const recurring = (rule: string, due: string, more: Partial<TodoRow> = {}) =>
  rowOf({ title: rule, due, recurrence: { rule, anchor: due, from: 'due' }, ...more });
const daysOf = (...rows: TodoRow[]) =>
  comingRepeats(storeOf(...rows), ['2026-11-23', '2026-11-29']).map(({ day }) => day);

it('are the dates behind the one that a todo has, within the days that are shown, in their order', () => {
  const pills = recurring('FREQ=DAILY;INTERVAL=3', '2026-11-20');
  const rent = recurring('FREQ=WEEKLY;BYDAY=MO,SU', '2026-11-23');
  const repeats = comingRepeats(storeOf(pills, rent), ['2026-11-23', '2026-11-29']);
  expect(repeats.map(({ day, todo }) => [day, todo.id])).toEqual([
    ['2026-11-23', pills.id],
    ['2026-11-26', pills.id],
    ['2026-11-29', pills.id],
    ['2026-11-29', rent.id],
  ]);
});

it('come in the order of their times, those of a whole day last', () => {
  const [noon, early, tokyo] = ['2026-11-20T12:00', '2026-11-20T08:00', '2026-11-20T19:00[Asia/Tokyo]'];
  const rows = [
    recurring('FREQ=WEEKLY', '2026-11-20'),
    ...[noon, early, tokyo].map((due) => recurring('FREQ=WEEKLY', due)),
  ];
  const times = comingRepeats(storeOf(...rows), ['2026-11-23', '2026-11-29']).map(({ time }) => time);
  expect(times).toEqual(['08:00', '10:00', '12:00', '']);
});

it('are none of what is completed, in Trash, or ends before', () => {
  const due = '2026-11-20';
  expect(daysOf(recurring('FREQ=DAILY', due, { completedAt: '2026-11-20T09:00:00.000Z' }))).toEqual([]);
  expect(daysOf(recurring('FREQ=DAILY', due, { deletedAt: '2026-11-20T09:00:00.000Z' }))).toEqual([]);
  expect(daysOf(recurring('FREQ=DAILY;COUNT=4', due))).toEqual(['2026-11-23']);
});

it('are on the day that it is here, of a time in another zone', () => {
  expect(daysOf(recurring('FREQ=WEEKLY', '2026-11-16T05:00[Asia/Tokyo]'))).toEqual(['2026-11-29']);
  showClock({ zone: 'Asia/Tokyo', dayStart: 0 });
  expect(daysOf(recurring('FREQ=WEEKLY', '2026-11-16T05:00[Asia/Tokyo]'))).toEqual(['2026-11-23']);
});

it('come twice on a day whose clocks change, of a time in another zone that is midnight here', () => {
  vi.setSystemTime(Date.parse('2026-10-20T12:00Z'));
  const call = recurring('FREQ=DAILY', '2026-10-20T19:00[America/New_York]');
  const repeats = comingRepeats(storeOf(call), ['2026-10-24', '2026-10-26']);
  expect(repeats.map(({ day, time }) => `${day} ${time}`)).toEqual([
    '2026-10-24 00:00',
    '2026-10-25 00:00',
    '2026-10-25 23:00',
    '2026-10-26 23:00',
  ]);
});

it('follow a todo that changes', () => {
  const store = storeOf(recurring('FREQ=WEEKLY', '2026-11-16'));
  const [row] = store.all('todos');
  expect(comingRepeats(store, ['2026-11-23', '2026-11-29']).map(({ day }) => day)).toEqual(['2026-11-23']);
  store.put('todos', { ...row!, due: '2026-11-23' });
  expect(comingRepeats(store, ['2026-11-23', '2026-11-29'])).toEqual([]);
});

it('of what is overdue begin after today', () => {
  vi.setSystemTime(Date.parse('2026-11-24T12:00Z'));
  expect(daysOf(recurring('FREQ=DAILY;INTERVAL=2', '2026-11-15'))).toEqual(['2026-11-25', '2026-11-27', '2026-11-29']);
});
