import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReminderIndex } from '../../replica/reminder-index';
import { LIVE, Replica } from '../../replica/replica';
import type { TodoRow } from '../../replica/row-store';
import { showClock } from '../../shared/formatters/dates';
import type { Reminder } from '../../shared/reminders/reminder';
import { ReminderStore } from '../../shared/reminders/reminder-store';
import { aSyncPage } from '../../testing/sync-page-builder';
import { aTodo } from '../../testing/todo-builder';
import { ReminderScheduler } from './reminder-scheduler';

const at = (text: string) => Date.parse(`${text}Z`);
const MINUTE = 60_000;

/** Each is stopped, and what they kept erased. */
const stops: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: at('2026-11-20T08:00') });
  showClock({ zone: 'UTC', dayStart: 0 });
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
  showClock(undefined);
  await ReminderStore.erase('/');
});

const rowOf = (fields: Partial<TodoRow> = {}): TodoRow => {
  const given = { due: '2026-11-20T09:00', reminders: [10], updatedAt: '2026-11-19T08:00:00.000Z', ...fields };
  return { ...aTodo(given), ...LIVE, ...given };
};

/** What is due in IndexedDB comes in turns of the event loop that are no timers. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function goTo(time: string): Promise<void> {
  for (;;) {
    await settle();
    const left = at(time) - Date.now();
    if (left <= 0) return;
    vi.advanceTimersByTime(Math.min(left, MINUTE));
  }
}

/** A tab of its own: with what it shows, by time and title. */
async function openTab(todos: readonly TodoRow[], { userId = 'ada', isSeen = (): boolean => true } = {}) {
  const replica = new Replica();
  replica.receive([aSyncPage({ revision: '1', todos: [...todos] })]);
  const index = new ReminderIndex(replica.shown);
  const shown: string[] = [];
  const store = await ReminderStore.open('/', userId);
  const scheduler = new ReminderScheduler({
    index,
    openStore: () => Promise.resolve(store),
    canShow: () => Promise.resolve(isSeen()),
    show: (reminders: readonly Reminder[]) =>
      shown.push(
        ...reminders.map((one) => `${new Date().toISOString().slice(11, 16)} ${index.todoOf(one)?.title ?? 'nothing'}`),
      ),
    onChange: () => undefined,
  });
  stops.push(() => {
    scheduler.stop();
    store.close();
  });
  await settle();
  return { replica, store, scheduler, shown };
}

const receive = (replica: Replica, ...todos: TodoRow[]) =>
  replica.receive([aSyncPage({ revision: String(Number(replica.revision) + 1), todos })]);

describe('Reminders', () => {
  it('come when they are due, each once', async () => {
    const { shown } = await openTab([
      rowOf({ title: 'Call', reminders: [0, 10] }),
      rowOf({ title: 'Later', due: '2026-11-20T11:00' }),
    ]);
    await goTo('2026-11-20T08:49');
    expect(shown).toEqual([]);
    await goTo('2026-11-20T12:00');
    expect(shown).toEqual(['08:50 Call', '09:00 Call', '10:50 Later']);
  });

  it('come once over all tabs of a device, and not again after a reload', async () => {
    const todos = [rowOf({ title: 'Call' })];
    const tabs = [await openTab(todos), await openTab(todos), await openTab(todos)];
    await goTo('2026-11-20T08:55');
    expect(tabs.flatMap(({ shown }) => shown)).toEqual(['08:50 Call']);
    const again = await openTab(todos);
    await goTo('2026-11-20T09:30');
    expect(again.shown).toEqual([]);
  });

  it('follow what is changed, here and elsewhere', async () => {
    const todo = rowOf({ title: 'Call' });
    const { replica, shown } = await openTab([todo]);
    receive(replica, { ...todo, due: '2026-11-20T08:30', version: 2, updatedAt: '2026-11-20T08:00:00.000Z' });
    await goTo('2026-11-20T08:25');
    expect(shown).toEqual(['08:20 Call']);
    receive(replica, { ...todo, completedAt: '2026-11-20T08:25:00.000Z', version: 3 });
    await goTo('2026-11-20T10:00');
    expect(shown).toHaveLength(1);
  });

  it('that came while the machine slept are shown on waking, the last one of each todo, unless they are a day old', async () => {
    const tab = await openTab([
      rowOf({ title: 'Call', reminders: [0, 10, 30] }),
      rowOf({ title: 'Old', due: '2026-11-20T08:05', reminders: [0] }),
      rowOf({ title: 'Done', reminders: [5] }),
    ]);
    // Timers stand still; the clock goes on.
    vi.setSystemTime(at('2026-11-21T08:30'));
    receive(
      tab.replica,
      rowOf({ ...[...tab.replica.shown.all('todos')][2], completedAt: '2026-11-20T09:00:00.000Z', version: 2 }),
    );
    dispatchEvent(new Event('focus'));
    vi.advanceTimersByTime(200);
    await settle();
    expect(tab.shown).toEqual(['08:30 Call']);
    await goTo('2026-11-21T08:45');
    expect(tab.shown).toHaveLength(1);
  });

  it('are found within a minute of waking also where nobody touches the page', async () => {
    const { shown } = await openTab([rowOf({ title: 'Call' })]);
    await goTo('2026-11-20T08:01');
    vi.setSystemTime(at('2026-11-20T08:55'));
    vi.advanceTimersByTime(MINUTE);
    await settle();
    expect(shown).toEqual(['08:56 Call']);
  });

  it('that are set for a time that is over do not come', async () => {
    const todo = rowOf({ title: 'Call', reminders: [] });
    const { replica, shown } = await openTab([todo]);
    replica.add((rows) => rows.put('todos', { ...rows.get('todos', todo.id)!, reminders: [5, 180] }));
    await goTo('2026-11-20T08:50');
    expect(shown).toEqual([]);
    await goTo('2026-11-20T09:00');
    expect(shown).toEqual(['08:55 Call']);
  });

  it('from before anybody was reminded on this device do not come', async () => {
    const { shown } = await openTab([rowOf({ title: 'Call', due: '2026-11-20T07:00' })]);
    await goTo('2026-11-20T08:30');
    expect(shown).toEqual([]);
  });

  it('wait for somebody who looks where they would be seen by nobody', async () => {
    let isSeen = false;
    const { shown } = await openTab([rowOf({ title: 'Call' })], { isSeen: () => isSeen });
    await goTo('2026-11-20T08:58');
    expect(shown).toEqual([]);
    isSeen = true;
    document.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(1);
    await settle();
    expect(shown).toEqual(['08:58 Call']);
  });

  it('that are put off come again, also after a reload, unless the todo is done or moved', async () => {
    const [call, tea] = [rowOf({ title: 'Call' }), rowOf({ title: 'Tea' })];
    const tab = await openTab([call, tea]);
    await goTo('2026-11-20T08:51');
    for (const { id, due } of [call, tea])
      await tab.store.snooze({ todoId: id, due: due!, at: Date.now() + 10 * MINUTE });
    await tab.scheduler.look();
    tab.scheduler.stop();
    const again = await openTab([call, { ...tea, due: '2026-11-20T10:00', reminders: [], version: 2 }]);
    await goTo('2026-11-20T09:30');
    expect([tab.shown, again.shown]).toEqual([['08:50 Call', '08:50 Tea'], ['09:01 Call']]);
    expect(await again.store.snoozed()).toEqual([]);
  });

  it('that are put off come again though the todo was edited after that', async () => {
    const todo = rowOf({ title: 'Call' });
    const { store, scheduler } = await openTab([todo]);
    await store.snooze({ todoId: todo.id, due: todo.due!, at: at('2026-11-20T09:00') });
    scheduler.stop();
    await goTo('2026-11-20T09:10');
    const { shown } = await openTab([{ ...todo, updatedAt: '2026-11-20T09:05:00.000Z' }]);
    await goTo('2026-11-20T09:11');
    expect(shown).toEqual(['09:11 Call']);
  });

  it('come a minute later where one look failed', async () => {
    const { store, shown } = await openTab([rowOf({ title: 'Call' })]);
    vi.spyOn(store, 'claim').mockRejectedValueOnce(new Error('The disk is full.'));
    await goTo('2026-11-20T08:50');
    expect(shown).toEqual([]);
    await goTo('2026-11-20T08:52');
    expect(shown).toEqual(['08:51 Call']);
  });

  it('of somebody come no more once somebody else is here', async () => {
    const ada = await openTab([rowOf({ title: 'Of Ada' })]);
    await ReminderStore.open('/', 'grace').then((store) => store.close());
    await goTo('2026-11-20T09:30');
    expect(ada.shown).toEqual([]);
  });

  it('set no timer where there are none', async () => {
    await openTab([rowOf({ reminders: [] })]);
    vi.advanceTimersByTime(1);
    await settle();
    expect(vi.getTimerCount()).toBe(0);
  });
});
