import { ReminderIndex } from '../../replica/reminder-index';
import type { Replica } from '../../replica/replica';
import type { TodoRow } from '../../replica/row-store';
import { onSessionEnded, onSessionReplaced } from '../../shared/api/session-events';
import {
  forgetReminders,
  hasReminders,
  hasRemindersOf,
  noteReminders,
  SCOPE,
} from '../../shared/reminders/forget-reminders';
import { type NotificationData, type Reminder, SNOOZE_MS, type WorkerQuestion } from '../../shared/reminders/reminder';
import { ReminderStore } from '../../shared/reminders/reminder-store';
import { closeOutdated, notifier, notify } from './notify';
import { MemoryReminders, type PageStore } from './memory-reminders';
import { ReminderScheduler } from './reminder-scheduler';

export interface ReminderParts {
  userId: string;
  replica: Replica;
  /** Completes that date of a todo. */
  complete: (todo: TodoRow) => void;
  /** The date was moved before it could be completed. */
  onMoved: (todo: TodoRow) => void;
  open: (todoId: string) => void;
  /** Shows reminders in the page, where the system does not. */
  showHere: (reminders: readonly Reminder[]) => void;
}

export interface RunningReminders {
  /** What reminders depend on beside the todos has changed. */
  look: () => void;
  /** Shows it again a while later. */
  snooze: (reminder: Reminder) => Promise<void>;
  stop: () => void;
}

/** Reminds a person of their todos for as long as they are signed in on this page. */
export function runReminders(parts: ReminderParts): RunningReminders {
  const { userId } = parts;
  const controller = new AbortController();
  let session: ReminderSession | null = null;
  const end = () => {
    session?.stop();
    session = null;
  };
  const begin = () => void (session ??= new ReminderSession(parts, end));
  begin();
  // Erased by another tab, in which the same person has signed in again since.
  addEventListener('storage', () => hasRemindersOf(userId) && begin(), controller);
  const stops = [
    onSessionEnded(() => {
      end();
      void forgetReminders();
    }),
    onSessionReplaced((keeps) => {
      if (keeps === userId) {
        begin();
        return;
      }
      end();
      void forgetReminders(keeps);
    }),
  ];
  return {
    look: () => void session?.scheduler.look(),
    // What was erased meanwhile is not put off any more.
    snooze: async (reminder) => session?.snooze(reminder).catch(() => undefined),
    stop: () => {
      controller.abort();
      for (const stop of stops) stop();
      end();
    },
  };
}

/** From one sign-in until its end. */
class ReminderSession {
  readonly scheduler: ReminderScheduler;
  readonly #index: ReminderIndex;
  readonly #controller = new AbortController();
  #store: Promise<PageStore> | undefined;

  /** @param onErased somebody signed out in another tab */
  constructor(
    private readonly parts: ReminderParts,
    private readonly onErased: () => void,
  ) {
    this.#index = new ReminderIndex(parts.replica.shown);
    this.scheduler = new ReminderScheduler({
      index: this.#index,
      openStore: () => this.#openStore(),
      canShow: async () => document.visibilityState === 'visible' || (await notifier()) !== undefined,
      show: (reminders) => void this.#show(reminders),
      onChange: () => void closeOutdated((data) => this.#isStill(data)),
    });
    const take = ({ data, ports }: MessageEvent<WorkerQuestion>) =>
      void this.#answer(data)
        .catch(() => false)
        .then((isDone) => ports[0]?.postMessage(isDone));
    navigator.serviceWorker?.addEventListener('message', take, this.#controller);
  }

  stop(): void {
    this.scheduler.stop();
    this.#controller.abort();
    void this.#store?.then((store) => store.close());
  }

  async snooze({ todoId, due }: Reminder): Promise<void> {
    const store = await this.#openStore();
    await store?.snooze({ todoId, due, at: Date.now() + SNOOZE_MS });
    await this.scheduler.look();
  }

  /** Nothing is made for who has no reminders. */
  #openStore(): Promise<PageStore | null> {
    const { userId } = this.parts;
    if (this.#store) return this.#store;
    if (this.#index.isEmpty && !hasReminders()) return Promise.resolve(null);
    this.#store = forgetReminders(userId)
      .then(() => {
        noteReminders(userId);
        return ReminderStore.open(SCOPE, userId, {
          erased: this.onErased,
          closed: () => {
            this.#store = undefined;
            void this.scheduler.look();
          },
        });
      })
      .catch(() => new MemoryReminders())
      .then(async (store) => {
        await this.#completeFrom(store).catch(() => undefined);
        return store;
      });
    return this.#store;
  }

  async #show(reminders: readonly Reminder[]): Promise<void> {
    const registration = await notifier();
    const here: Reminder[] = [];
    for (const reminder of reminders) {
      const todo = this.#index.todoOf(reminder);
      if (!todo || this.#isOver) continue;
      const isShown = registration && notify(registration, this.parts.userId, reminder, todo).then(() => true);
      if (!(await isShown?.catch(() => false))) here.push(reminder);
    }
    // Somebody signed out meanwhile: what was shown since is closed.
    if (this.#isOver) await closeOutdated(() => false);
    else if (here.length > 0) this.parts.showHere(here);
  }

  get #isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  #isStill(data: NotificationData): boolean {
    return data.userId === this.parts.userId && this.#index.todoOf(data) !== null;
  }

  /** @returns whether it was done */
  async #answer(question: WorkerQuestion): Promise<boolean> {
    if (question.userId !== this.parts.userId) return false;
    if (question.reminders === 'open') {
      this.parts.open(question.todoId);
      return true;
    }
    const store = await this.#openStore();
    if (store) await this.#completeFrom(store);
    await this.scheduler.look();
    return store !== null;
  }

  /** Completes what was completed in a notification, in the ordinary way. */
  async #completeFrom(store: PageStore): Promise<void> {
    const { replica, complete, onMoved } = this.parts;
    for (const { todoId, due } of await store.takeCompletions()) {
      const todo = replica.shown.live(todoId);
      if (!todo || todo.completedAt !== null) continue;
      if (todo.due === due) complete(todo);
      else onMoved(todo);
    }
  }
}
