import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SNOOZE_MS, type WorkerQuestion } from '../shared/reminders/reminder';
import { ReminderStore } from '../shared/reminders/reminder-store';
import { answerPress, type PageClient } from './reminder-presses';

const scope = 'https://example.com/todo/';
const data = { todoId: 'one', due: '2026-11-20T09:00', at: 1_000, userId: 'ada' };

let store: ReminderStore;
beforeEach(async () => {
  store = await ReminderStore.open('/todo/', 'ada');
});
afterEach(async () => {
  vi.useRealTimers();
  store.close();
  await ReminderStore.erase('/todo/');
});

/** A window, and what it was asked. @param answer what it does; nothing where it is asleep */
function aPage(answer?: (question: WorkerQuestion) => Promise<void>, url = `${scope}inbox`) {
  const asked: WorkerQuestion[] = [];
  const focus = vi.fn(() => Promise.resolve());
  const postMessage: PageClient['postMessage'] = (question, [port]) => {
    asked.push(question);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
    void answer?.(question).then(() => (port as MessagePort).postMessage(true));
  };
  return { url, asked, focus, postMessage };
}

async function press(action: string, clients: readonly PageClient[], given = data) {
  const openWindow = vi.fn((_url: string) => Promise.resolve());
  const matchAll = () => Promise.resolve(clients);
  await answerPress({ action, data: given, pages: { matchAll, openWindow }, scope });
  return openWindow.mock.calls.flat();
}

const does = () => Promise.resolve();

describe('A press on the notification of a reminder', () => {
  it('opens its todo in a page that is there', async () => {
    const [asleep, other, awake] = [aPage(), aPage(does, 'https://example.com/other'), aPage(does)];
    expect(await press('', [asleep, other, awake])).toEqual([]);
    expect(awake.asked).toEqual([{ reminders: 'open', userId: 'ada', todoId: 'one' }]);
    expect(awake.focus).toHaveBeenCalledOnce();
    expect(other.asked).toEqual([]);
    expect(asleep.focus).not.toHaveBeenCalled();
  });

  it('opens its todo in a new page where none is there', async () => {
    expect(await press('', [])).toEqual([`${scope}todos/one`]);
  });

  it('has a page complete it, and opens one for that where none does', async () => {
    const taken: object[] = [];
    const page = aPage(async () => void taken.push(...(await store.takeCompletions())));
    expect(await press('complete', [page])).toEqual([]);
    expect(taken).toEqual([{ todoId: 'one', due: data.due }]);
    expect(page.focus).not.toHaveBeenCalled();
    expect(await press('complete', [aPage()])).toEqual([`${scope}todos/one`]);
    expect(await store.takeCompletions()).toEqual([{ todoId: 'one', due: data.due }]);
    expect(await store.takeCompletions()).toEqual([]);
  });

  it('puts it off on the device, and tells all pages', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 5_000 });
    const pages = [aPage(does), aPage(does)];
    expect(await press('snooze', pages)).toEqual([]);
    expect(await store.snoozed()).toEqual([{ todoId: 'one', due: data.due, at: 5_000 + SNOOZE_MS }]);
    for (const { asked } of pages) expect(asked).toEqual([{ reminders: 'look', userId: 'ada' }]);
    await press('snooze', []);
    expect(await store.snoozed()).toHaveLength(1);
  });

  it('changes nothing once somebody else is here, nor once nobody is', async () => {
    for (const action of ['complete', 'snooze'])
      expect(await press(action, [], { ...data, userId: 'grace' })).toEqual([`${scope}todos/one`]);
    expect([await store.snoozed(), await store.takeCompletions()]).toEqual([[], []]);
    store.close();
    await ReminderStore.erase('/todo/');
    await press('complete', []);
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual([]);
    store = await ReminderStore.open('/todo/', 'ada');
    expect(await store.takeCompletions()).toEqual([]);
  });
});
