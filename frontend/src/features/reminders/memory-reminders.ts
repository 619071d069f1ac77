import type { Reminder } from '../../shared/reminders/reminder';
import type { ReminderStore } from '../../shared/reminders/reminder-store';

/** What a page needs of the store. */
export type PageStore = Pick<
  ReminderStore,
  'claim' | 'snoozed' | 'snooze' | 'dropSnoozed' | 'takeCompletions' | 'close'
>;

/** Where the browser keeps nothing: each page remembers by itself what it showed, until it is closed. */
export class MemoryReminders implements PageStore {
  readonly #since = Date.now();
  readonly #shown = new Set<string>();
  readonly #snoozed = new Map<string, Reminder>();

  claim(reminders: readonly Reminder[]): Promise<Reminder[]> {
    const claimed = reminders.filter(({ at, todoId }) => at >= this.#since && !this.#shown.has(`${at} ${todoId}`));
    for (const { at, todoId } of claimed) {
      this.#shown.add(`${at} ${todoId}`);
      if (this.#snoozed.get(todoId)?.at === at) this.#snoozed.delete(todoId);
    }
    return Promise.resolve(claimed);
  }

  snoozed(): Promise<Reminder[]> {
    return Promise.resolve([...this.#snoozed.values()]);
  }

  async snooze(reminder: Reminder): Promise<void> {
    this.#snoozed.set(reminder.todoId, reminder);
  }

  async dropSnoozed(todoId: string): Promise<void> {
    this.#snoozed.delete(todoId);
  }

  /** The service worker can keep none either. */
  takeCompletions(): Promise<[]> {
    return Promise.resolve([]);
  }

  close(): void {}
}
