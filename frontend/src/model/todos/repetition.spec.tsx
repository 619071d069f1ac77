import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TodoRow } from '../../replica/row-store';
import { createQueryClient } from '../../shared/api/query-client';
import { USER_ID } from '../../testing/fake-latch';
import { readReplica, untilSent } from '../../testing/read-replica';
import { renderAppHook } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aCompletedTodo, aSubtask, aTodo } from '../../testing/todo-builder';
import { useChanges } from '../changes/use-changes';
import type { Todo } from './todo';
import { useTodoActions } from './use-todo-actions';

const DAILY = { rule: 'FREQ=DAILY', anchor: '2026-11-20T09:00', from: 'due' } as const;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T12:00Z') }));
afterEach(() => vi.useRealTimers());

async function aPage(...todos: Todo[]) {
  const latch = serveLatch(...todos);
  latch.store.settings = { timeZone: 'UTC', dayStart: 0, weekStart: 1 };
  const client = createQueryClient();
  const replica = await readReplica(client);
  const { result } = renderAppHook(() => ({ actions: useTodoActions(USER_ID), changes: useChanges(USER_ID) }), client);
  /** Without the times of the moment: what shows, and what the server has. */
  const asTold = (rows: Iterable<Todo>) =>
    [...rows]
      .map(({ id, due, start, completedAt, completionOf, recurrence, parentId }) => {
        return { id, due, start, isDone: completedAt !== null, completionOf, recurrence, parentId };
      })
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const live = () => [...replica.shown.all('todos')].filter(({ deletedAt }) => deletedAt === null);
  return {
    latch,
    shown: () => asTold(live()),
    stored: () => asTold(latch.todos.values()),
    live,
    row: (id: string) => replica.shown.get('todos', id) as TodoRow,
    do: (work: (page: typeof result.current) => void) => act(() => work(result.current)),
    settled: () => untilSent(client),
  };
}

it('moves on at once when it is completed, leaves a completion, and is what the server makes of it', async () => {
  const pills = aTodo({ due: '2026-11-20T09:00', start: '2026-11-19', recurrence: DAILY });
  const one = aCompletedTodo({ parentId: pills.id });
  const page = await aPage(pills, one, aSubtask(pills));
  const release = page.latch.hold();
  page.do(({ actions }) => actions.setCompleted(pills, true));
  expect(page.row(pills.id)).toMatchObject({ due: '2026-11-21T09:00', start: '2026-11-20', completedAt: null });
  expect(page.row(one.id).completedAt).toBeNull();
  const shown = page.shown();
  expect(shown.filter(({ completionOf }) => completionOf === pills.id)).toMatchObject([
    { isDone: true, due: '2026-11-20T09:00', recurrence: null },
  ]);
  release();
  await page.settled();
  expect(page.stored()).toEqual(shown);
  expect(page.shown()).toEqual(shown);
});

it('completes one date however often the same is sent, and never the next one with it', async () => {
  const pills = aTodo({ due: '2026-11-20T09:00', recurrence: DAILY });
  const page = await aPage(pills);
  page.do(({ actions }) => actions.setCompleted(pills, true));
  await page.settled();
  // The person saw it before it moved on.
  page.do(({ actions }) => actions.setCompleted(pills, true));
  expect(page.row(pills.id).due).toBe('2026-11-21T09:00');
});

it('completes its last date like any todo', async () => {
  const last = aTodo({ due: '2026-11-20', recurrence: { ...DAILY, anchor: '2026-11-20', rule: 'FREQ=DAILY;COUNT=1' } });
  const page = await aPage(last);
  page.do(({ actions }) => actions.setCompleted(last, true));
  expect(page.shown()).toMatchObject([{ id: last.id, isDone: true, due: '2026-11-20' }]);
  await page.settled();
  expect(page.stored()).toEqual(page.shown());
});

it('is skipped without a completion', async () => {
  const pills = aTodo({ due: '2026-11-20T09:00', recurrence: DAILY });
  const page = await aPage(pills);
  page.do(({ actions }) => actions.skip(pills));
  expect(page.shown()).toMatchObject([{ id: pills.id, due: '2026-11-21T09:00', isDone: false }]);
  await page.settled();
  expect(page.stored()).toEqual(page.shown());
});

it('is skipped with others, of which those without another date stay', async () => {
  const due = '2026-11-20T09:00';
  const [pills, walk, plain] = [aTodo({ due, recurrence: DAILY }), aTodo({ due, recurrence: DAILY }), aTodo({ due })];
  const last = aTodo({ due, recurrence: { ...DAILY, rule: 'FREQ=DAILY;COUNT=1' } });
  const page = await aPage(pills, walk, plain, last);
  page.do(({ actions }) => actions.skip([pills, plain, walk, last]));
  const next = '2026-11-21T09:00';
  expect([pills, walk, plain, last].map(({ id }) => page.row(id).due)).toEqual([next, next, due, due]);
  expect(page.shown()).toHaveLength(4);
  await page.settled();
  expect(page.stored()).toEqual(page.shown());
  page.do(({ changes }) => changes.undo());
  expect([pills, walk].map(({ id }) => page.row(id).due)).toEqual([due, due]);
});

it('moves on among many, but for one that goes along with its parent', async () => {
  const [pills, trip] = [aTodo({ due: '2026-11-20T09:00', recurrence: DAILY }), aTodo()];
  const pack = aSubtask(trip, { due: '2026-11-20T09:00', recurrence: DAILY });
  const page = await aPage(pills, trip, pack);
  page.do(({ actions }) => actions.setCompleted([pills, trip, pack], true));
  expect(page.row(pills.id)).toMatchObject({ due: '2026-11-21T09:00', completedAt: null });
  expect([trip, pack].map(({ id }) => page.row(id).completedAt)).not.toContain(null);
  expect(page.row(pack.id).due).toBe('2026-11-20T09:00');
  expect(page.shown().filter(({ completionOf }) => completionOf !== null)).toHaveLength(1);
});

it('moves on by each date that was completed offline, however much later they are sent', async () => {
  const pills = aTodo({ due: '2026-11-20T09:00', recurrence: DAILY });
  const page = await aPage(pills);
  const release = page.latch.hold();
  page.do(({ actions }) => actions.setCompleted(page.row(pills.id), true));
  vi.setSystemTime(Date.parse('2026-11-21T12:00Z'));
  page.do(({ actions }) => actions.setCompleted(page.row(pills.id), true));
  const shown = page.shown();
  expect(page.row(pills.id).due).toBe('2026-11-22T09:00');
  expect(shown.filter(({ completionOf }) => completionOf === pills.id)).toHaveLength(2);
  vi.setSystemTime(Date.parse('2026-11-24T12:00Z'));
  release();
  await page.settled();
  expect(page.stored()).toEqual(shown);
  expect(page.shown()).toEqual(shown);
});

it('leaves its chosen subtasks open where it moves on itself', async () => {
  const pills = aTodo({ due: '2026-11-20T09:00', recurrence: DAILY });
  const water = aSubtask(pills);
  const page = await aPage(pills, water);
  page.do(({ actions }) => actions.setCompleted([pills, water], true));
  expect(page.row(pills.id).due).toBe('2026-11-21T09:00');
  expect(page.row(water.id).completedAt).toBeNull();
});

it('is as it was when its completion is undone', async () => {
  const pills = aTodo({ due: '2026-11-20T09:00', recurrence: DAILY });
  const done = aCompletedTodo({ parentId: pills.id });
  const page = await aPage(pills, done);
  const before = page.shown();
  page.do(({ actions }) => actions.setCompleted(pills, true));
  await page.settled();
  page.do(({ changes }) => changes.undo());
  await page.settled();
  expect(page.shown()).toEqual(before);
  expect(page.stored()).toEqual(before);
});

it('has its date back when its completion is opened again, and keeps what another date came after', async () => {
  const pills = aTodo({ due: '2026-11-20T09:00', start: '2026-11-19', recurrence: DAILY });
  const page = await aPage(pills);
  const before = page.shown();
  const completions = () => page.live().filter(({ completionOf }) => completionOf === pills.id);
  page.do(({ actions }) => actions.setCompleted(page.row(pills.id), true));
  await page.settled();
  const release = page.latch.hold();
  page.do(({ actions }) => actions.setCompleted(completions(), false));
  expect(completions()).toEqual([]);
  expect(page.row(pills.id)).toMatchObject({ due: '2026-11-20T09:00', start: '2026-11-19' });
  release();
  await page.settled();
  expect(page.stored()).toEqual(before);

  for (let times = 0; times < 2; times++) page.do(({ actions }) => actions.setCompleted(page.row(pills.id), true));
  await page.settled();
  const first = completions().find(({ due }) => due === '2026-11-20T09:00')!;
  page.do(({ actions }) => actions.setCompleted(first, false));
  expect(page.row(pills.id).due).toBe('2026-11-22T09:00');
  expect(page.row(first.id)).toMatchObject({ completedAt: null, due: '2026-11-20T09:00', recurrence: null });
  await page.settled();
  expect(page.stored()).toEqual(page.shown());
});

it('has its date back also where the server has not heard of the completion yet', async () => {
  const pills = aTodo({ due: '2026-11-20T09:00', recurrence: DAILY });
  const page = await aPage(pills);
  const before = page.shown();
  const release = page.latch.hold();
  page.do(({ actions }) => actions.setCompleted(pills, true));
  page.do(({ actions }) =>
    actions.setCompleted(
      page.live().filter(({ completionOf }) => completionOf),
      false,
    ),
  );
  release();
  await page.settled();
  expect(page.stored()).toEqual(before);
  expect(page.row(pills.id).due).toBe('2026-11-20T09:00');
});

it('repeats from the first date of its rule on', async () => {
  const call = aTodo({ due: '2026-11-20' });
  const page = await aPage(call);
  const weekly = { rule: 'FREQ=WEEKLY;BYDAY=TU', anchor: '2026-11-20', from: 'due' } as const;
  page.do(({ actions }) => actions.setRecurrence(call, weekly, '2026-11-24'));
  expect(page.row(call.id)).toMatchObject({ due: '2026-11-24', recurrence: weekly });
  await page.settled();
  expect(page.stored()).toEqual(page.shown());
});

it('has the time that is set at its further dates as well, and keeps its rule on another day', async () => {
  const pills = aTodo({ due: '2026-11-20T09:00', recurrence: DAILY });
  const page = await aPage(pills);
  page.do(({ actions }) => actions.setDate(pills, 'due', '2026-11-23T20:00[Europe/Lisbon]'));
  const anchor = '2026-11-20T20:00[Europe/Lisbon]';
  expect(page.row(pills.id)).toMatchObject({
    due: '2026-11-23T20:00[Europe/Lisbon]',
    recurrence: { ...DAILY, anchor },
  });
  page.do(({ actions }) => actions.setCompleted(page.row(pills.id), true));
  expect(page.row(pills.id).due).toBe('2026-11-24T20:00[Europe/Lisbon]');
  await page.settled();
  expect(page.stored()).toEqual(page.shown());
});
