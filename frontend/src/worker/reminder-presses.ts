import { type NotificationData, SNOOZE_MS, type WorkerQuestion } from '../shared/reminders/reminder';
import { ReminderStore } from '../shared/reminders/reminder-store';

/** For how long a page may take to say that it does what it was asked. */
const ANSWER_MS = 1_000;

/** A window of the app, as far as it is used. */
export interface PageClient {
  url: string;
  postMessage: (message: WorkerQuestion, transfer: Transferable[]) => void;
  focus: () => Promise<unknown>;
}
interface Pages {
  matchAll: (options: { type: 'window'; includeUncontrolled: boolean }) => Promise<readonly PageClient[]>;
  openWindow: (url: string) => Promise<unknown>;
}

interface Press {
  /** The button; empty for the notification itself. */
  action: string;
  data: NotificationData;
  pages: Pages;
  /** The whole address, with a slash at its end. */
  scope: string;
}

/** Does what was pressed in a notification. Pages do all that is about todos; where none is open, one is opened. */
export async function answerPress({ action, data, pages, scope }: Press): Promise<void> {
  const { userId, todoId, due } = data;
  const path = new URL(scope).pathname;
  const store = await ReminderStore.openOf(path, userId).catch(() => null);
  const all = (await pages.matchAll({ type: 'window', includeUncontrolled: true })).filter(({ url }) =>
    url.startsWith(scope),
  );
  const address = `${scope}todos/${todoId}`;
  try {
    if (action === 'snooze' && store) {
      await store.snooze({ todoId, due, at: Date.now() + SNOOZE_MS });
      // Each of them may be the last one that is open then.
      await Promise.all(all.map((page) => ask(page, { reminders: 'look', userId })));
      return;
    }
    if (action === 'complete' && store) {
      await store.complete(data);
      await firstToAnswer(all, { reminders: 'look', userId });
      // A page that is opened finds it there.
      if (await store.isToBeCompleted(todoId)) await pages.openWindow(address);
      return;
    }
    const page = await firstToAnswer(all, { reminders: 'open', userId, todoId });
    await (page ? page.focus() : pages.openWindow(address));
  } finally {
    store?.close();
  }
}

/** Asks one page after the other, the one that was used last first. @returns the one that does it */
async function firstToAnswer(pages: readonly PageClient[], question: WorkerQuestion): Promise<PageClient | undefined> {
  for (const page of pages) if (await ask(page, question)) return page;
  return undefined;
}

/** @returns false as well where the page is asleep, or not that person's */
function ask(page: PageClient, question: WorkerQuestion): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<boolean>((resolve) => {
    port1.addEventListener('message', ({ data }) => resolve(data === true));
    setTimeout(() => resolve(false), ANSWER_MS);
  });
  port1.start();
  page.postMessage(question, [port2]);
  return answer.finally(() => port1.close());
}
