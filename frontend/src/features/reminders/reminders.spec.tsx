import 'fake-indexeddb/auto';
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reportSessionEnded, reportSignedOut } from '../../shared/api/session-events';
import { createQueryClient } from '../../shared/api/query-client';
import { showClock } from '../../shared/formatters/dates';
import { formatTime } from '../../shared/formatters/moments';
import { hasReminders, noteReminders, SCOPE } from '../../shared/reminders/forget-reminders';
import type { NotificationData, WorkerQuestion } from '../../shared/reminders/reminder';
import { ReminderStore } from '../../shared/reminders/reminder-store';
import { type FakeLatch, USER_ID } from '../../testing/fake-latch';
import { aProject } from '../../testing/outline-builder';
import { readChanges, readReplica, untilSent } from '../../testing/read-replica';
import { renderApp, saying } from '../../testing/render';
import { serveLatch } from '../../testing/server';
import { aTodo } from '../../testing/todo-builder';
import Reminders from './reminders';

const NOW = Date.parse('2026-11-20T08:50Z');

interface Shown extends NotificationOptions {
  title: string;
  tag: string;
  data: NotificationData;
  close: () => void;
}

/** The notifications of a browser that shows them, with the service worker that is told of presses. */
class FakeNotifications extends EventTarget {
  shown: Shown[] = [];
  /** How many were asked for, and until when each takes to be there. */
  asked = 0;
  gate: Promise<void> = Promise.resolve();
  readonly #registration = {
    active: {},
    showNotification: async (title: string, options: Omit<Shown, 'title' | 'close'>) => {
      this.asked += 1;
      await this.gate;
      const one: Shown = { ...options, title, close: () => (this.shown = this.shown.filter((other) => other !== one)) };
      this.shown = [...this.shown.filter(({ tag }) => tag !== options.tag), one];
    },
    getNotifications: () => Promise.resolve(this.shown),
  };
  getRegistration() {
    return Promise.resolve(this.#registration);
  }
  /** @returns once the page says that it has done what the worker asks for */
  async ask(question: WorkerQuestion): Promise<unknown> {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => port1.addEventListener('message', ({ data }) => resolve(data)));
    port1.start();
    this.dispatchEvent(Object.assign(new Event('message'), { data: question, ports: [port2] }));
    return answer.finally(() => port1.close());
  }
}

let notifications: FakeNotifications;

function allow(permission: NotificationPermission): void {
  vi.stubGlobal('Notification', { permission });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  showClock({ zone: 'UTC', dayStart: 0 });
  notifications = new FakeNotifications();
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: notifications });
});
afterEach(async () => {
  vi.useRealTimers();
  reportSignedOut();
  Reflect.deleteProperty(navigator, 'serviceWorker');
  vi.unstubAllGlobals();
  showClock(undefined);
  await ReminderStore.erase(SCOPE);
});

async function open(
  permission: NotificationPermission,
  fields: Parameters<typeof aTodo>[0] = {},
  ...things: Parameters<FakeLatch['with']>
) {
  allow(permission);
  const todo = aTodo({
    title: 'Call',
    due: '2026-11-20T09:00',
    reminders: [10],
    updatedAt: '2026-11-19T08:00:00.000Z',
    ...fields,
  });
  const latch = serveLatch(todo);
  latch.with(...things);
  const client = createQueryClient();
  await readReplica(client);
  const onOpen = vi.fn();
  const app = renderApp(<Reminders userId={USER_ID} onOpen={onOpen} />, client);
  return { todo, latch, onOpen, ...app };
}
const SAID = saying(`Reminder: “Call”. Due: Today ${formatTime('09:00')}.`);
const banner = () => screen.findByText(SAID);

describe('where notifications are allowed', () => {
  it('shows one with its buttons, and closes it once the todo is done elsewhere', async () => {
    const { todo, latch, client } = await open('granted');
    await waitFor(() => expect(notifications.shown).toHaveLength(1));
    expect(notifications.shown[0]).toMatchObject({
      title: 'Call',
      body: `Due: Today ${formatTime('09:00')}`,
      tag: `latch / ${todo.id} ${NOW}`,
      data: { todoId: todo.id, due: todo.due, at: NOW, userId: USER_ID },
      actions: [{ action: 'complete' }, { action: 'snooze' }],
    });
    expect(screen.queryByText(SAID)).toBeNull();
    latch.changeElsewhere(todo.id, { completed: true });
    await untilSent(client);
    vi.setSystemTime(NOW + 1_000);
    await waitFor(() => expect(notifications.shown).toEqual([]));
  });

  it('completes a date once from a notification, so that it can be undone', async () => {
    const { todo, latch } = await open('granted');
    await waitFor(() => expect(notifications.shown).toHaveLength(1));
    const store = await ReminderStore.openOf(SCOPE, USER_ID);
    await store!.complete(notifications.shown[0]!.data);
    expect(await notifications.ask({ reminders: 'look', userId: USER_ID })).toBe(true);
    await waitFor(() => expect(latch.todos.get(todo.id)?.completedAt).not.toBeNull());
    const undo = await screen.findByRole('button', { name: 'Undo' });
    act(() => undo.click());
    await waitFor(() => expect(latch.todos.get(todo.id)?.completedAt).toBeNull());
    store!.close();
  });

  it('does not complete another date than the one of the notification', async () => {
    const { todo, latch, client } = await open('granted');
    await waitFor(() => expect(notifications.shown).toHaveLength(1));
    const { data } = notifications.shown[0]!;
    latch.changeElsewhere(todo.id, { due: '2026-11-21T09:00' });
    await untilSent(client);
    const store = await ReminderStore.openOf(SCOPE, USER_ID);
    await store!.complete(data);
    await notifications.ask({ reminders: 'look', userId: USER_ID });
    expect(await screen.findByText(saying('“Call” has another date by now and was not completed.'))).toBeVisible();
    expect(latch.todos.get(todo.id)?.completedAt).toBeNull();
    store!.close();
  });

  it('shows none after signing out, also of those that were on their way', async () => {
    let release = () => {};
    notifications.gate = new Promise((resolve) => (release = resolve));
    await open('granted');
    await waitFor(() => expect(notifications.asked).toBe(1));
    reportSignedOut();
    await waitFor(() => expect(hasReminders()).toBe(false));
    release();
    await act(() => new Promise((resolve) => setImmediate(resolve)));
    await waitFor(() => expect(notifications.shown).toEqual([]));
  });

  it('drops what is kept at the end of the session though notifications cannot be reached', async () => {
    await open('granted');
    await waitFor(() => expect(notifications.shown).toHaveLength(1));
    vi.spyOn(notifications, 'getRegistration').mockRejectedValue(new Error('Not now.'));
    reportSignedOut();
    await waitFor(() => expect(hasReminders()).toBe(false));
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(`latch.reminders ${SCOPE}`);
  });

  it('goes on where another tab erased them, once the same person has signed in there', async () => {
    await open('granted');
    await waitFor(() => expect(notifications.shown).toHaveLength(1));
    notifications.shown = [];
    await ReminderStore.erase(SCOPE);
    noteReminders(USER_ID);
    dispatchEvent(new StorageEvent('storage'));
    await waitFor(() => expect(notifications.shown).toHaveLength(1));
  });

  it('opens the todo of one that is pressed', async () => {
    const { todo, onOpen } = await open('granted');
    await waitFor(() => expect(notifications.shown).toHaveLength(1));
    expect(await notifications.ask({ reminders: 'open', userId: USER_ID, todoId: todo.id })).toBe(true);
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(todo.id);
  });

  it.each([
    ['signing out', reportSignedOut],
    ['the end of the session', reportSessionEnded],
  ])('shows nothing any more, and keeps nothing, after %s', async (_what, end) => {
    const { todo, latch, client } = await open('granted');
    await waitFor(() => expect(notifications.shown).toHaveLength(1));
    latch.changeElsewhere(todo.id, { reminders: [5, 10] });
    await untilSent(client);
    end();
    await waitFor(() => expect(notifications.shown).toEqual([]));
    await waitFor(async () => expect(await indexedDB.databases()).toEqual([]));
    vi.setSystemTime(NOW + 300_000);
    dispatchEvent(new Event('focus'));
    await new Promise((resolve) => setTimeout(resolve));
    expect([notifications.shown, await indexedDB.databases()]).toEqual([[], []]);
  });
});

describe('where they are not', () => {
  it('shows it in the page, completes it and opens it from there', async () => {
    const { user, todo, latch, onOpen } = await open('denied');
    expect(await banner()).toBeVisible();
    expect(notifications.shown).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Open' }));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(todo.id);
    expect(screen.queryByText(SAID)).toBeNull();
    expect(latch.todos.get(todo.id)?.completedAt).toBeNull();
  });

  it('shows it no more once its project is archived', async () => {
    const home = aProject({ name: 'Home' });
    const { latch, client } = await open('denied', { projectId: home.id }, home);
    await banner();
    latch.with({ ...home, archived: true, version: 2 });
    await readChanges(client);
    await waitFor(() => expect(screen.queryByText(SAID)).toBeNull());
  });

  it('completes it from there', async () => {
    const { user, todo, latch } = await open('denied');
    await banner();
    await user.click(screen.getByRole('button', { name: 'Complete' }));
    await waitFor(() => expect(latch.todos.get(todo.id)?.completedAt).not.toBeNull());
    expect(screen.queryByText(SAID)).toBeNull();
  });

  it('shows one after the other', async () => {
    const { user, latch, client } = await open('denied');
    await banner();
    const tea = latch.lists.create({ title: 'Tea', due: '2026-11-20T09:00', reminders: [5] });
    latch.todos.set(tea.id, { ...latch.todos.get(tea.id)!, updatedAt: '2026-11-19T08:00:00.000Z' });
    await readChanges(client);
    vi.setSystemTime(NOW + 300_000);
    dispatchEvent(new Event('focus'));
    const time = formatTime('09:00');
    expect(await screen.findByText(saying(`Reminder 1 of 2: “Tea”. Due: Today ${time}.`))).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(await banner()).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(SAID)).toBeNull();
  });

  it('puts it off, and shows it again', async () => {
    const { user } = await open('denied');
    await banner();
    await user.click(screen.getByRole('button', { name: 'Snooze 10 min' }));
    expect(screen.queryByRole('button', { name: 'Snooze 10 min' })).toBeNull();
    await waitFor(async () => {
      const store = await ReminderStore.openOf(SCOPE, USER_ID);
      expect(await store!.snoozed()).toHaveLength(1);
      store!.close();
    });
    vi.setSystemTime(NOW + 600_000);
    dispatchEvent(new Event('focus'));
    expect(await banner()).toBeVisible();
  });
});

it('looks anew where the clock of the person becomes another one', async () => {
  await open('granted', { due: '2026-11-20T17:50', reminders: [0] });
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(notifications.shown).toEqual([]);
  act(() => showClock({ zone: 'Asia/Tokyo', dayStart: 0 }));
  await waitFor(() => expect(notifications.shown).toHaveLength(1));
});

it('works from memory where the browser keeps nothing', async () => {
  const opening = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('Not here.', 'SecurityError');
  });
  const { user } = await open('denied');
  await banner();
  await user.click(screen.getByRole('button', { name: 'Snooze 10 min' }));
  expect(screen.queryByText(SAID)).toBeNull();
  vi.setSystemTime(NOW + 600_000);
  dispatchEvent(new Event('focus'));
  expect(await banner()).toBeVisible();
  opening.mockRestore();
});

it('keeps nothing of who has no reminders', async () => {
  await open('granted', { reminders: [] });
  await new Promise((resolve) => setTimeout(resolve));
  expect(await indexedDB.databases()).toEqual([]);
});
