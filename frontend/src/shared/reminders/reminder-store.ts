import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Reminder } from './reminder';

/** What came longer ago is not made up for. Milliseconds. */
export const MISSED_FOR_MS = 86_400_000;

interface Schema extends DBSchema {
  /** Whose reminders may be shown on this device, and since when. */
  person: { key: 'person'; value: { id: string; since: number } };
  /** Which were shown, by moment and todo. */
  shown: { key: [number, string]; value: true };
  /** Those that were put off, by their todo. */
  snoozed: { key: string; value: Reminder };
  /** The dates that were completed in a notification, by their todo, until a page does it. */
  completions: { key: string; value: string };
}

/** What can happen to an open store that is not its page's doing. */
interface StoreEvents {
  /** Another tab erases it: somebody signed out. */
  erased?: () => void;
  /** The browser closed it. What is in it stays. */
  closed?: () => void;
}

const STORES = ['person', 'shown', 'snoozed', 'completions'] as const;

/** @param scope the path of the app, with a slash at its end */
const databaseName = (scope: string) => `latch.reminders ${scope}`;

/**
 * What the tabs of a device and its service worker know of reminders together, in IndexedDB: ids and times, and no text. It is
 * one person's; what another one left is dropped.
 */
export class ReminderStore {
  private constructor(
    private readonly database: IDBPDatabase<Schema>,
    private readonly userId: string,
  ) {}

  /** @throws where the browser keeps nothing */
  static async open(scope: string, userId: string, on: StoreEvents = {}): Promise<ReminderStore> {
    const database = await openDatabase(scope, on);
    const transaction = database.transaction(STORES, 'readwrite');
    const person = await transaction.objectStore('person').get('person');
    if (person?.id !== userId) {
      for (const store of STORES) void transaction.objectStore(store).clear();
      void transaction.objectStore('person').put({ id: userId, since: Date.now() }, 'person');
    }
    await transaction.done;
    return new ReminderStore(database, userId);
  }

  /** For the service worker, which makes nobody the person. @returns null where the reminders here are not that person's */
  static async openOf(scope: string, userId: string): Promise<ReminderStore | null> {
    const database = await openDatabase(scope);
    const person = await database.get('person', 'person');
    if (person?.id === userId) return new ReminderStore(database, userId);
    database.close();
    if (!person) await deleteDB(databaseName(scope));
    return null;
  }

  static erase(scope: string): Promise<void> {
    return deleteDB(databaseName(scope));
  }

  /**
   * Takes what is to be shown: of each reminder one tab alone gets it, once.
   * @returns those that nobody had; null where somebody else is the person by now
   */
  async claim(reminders: readonly Reminder[], now: number): Promise<Reminder[] | null> {
    const transaction = this.database.transaction(['person', 'shown', 'snoozed'], 'readwrite');
    const [shown, snoozed] = [transaction.objectStore('shown'), transaction.objectStore('snoozed')];
    const person = await transaction.objectStore('person').get('person');
    if (person?.id !== this.userId) return null;
    const claimed: Reminder[] = [];
    for (const reminder of reminders) {
      const key: [number, string] = [reminder.at, reminder.todoId];
      if (reminder.at < person.since || (await shown.get(key))) continue;
      void shown.put(true, key);
      if ((await snoozed.get(reminder.todoId))?.at === reminder.at) void snoozed.delete(reminder.todoId);
      claimed.push(reminder);
    }
    void shown.delete(IDBKeyRange.upperBound([now - 2 * MISSED_FOR_MS]));
    await transaction.done;
    return claimed;
  }

  snoozed(): Promise<Reminder[]> {
    return this.database.getAll('snoozed');
  }

  /** Puts it off until its new moment. */
  async snooze(reminder: Reminder): Promise<void> {
    await this.database.put('snoozed', reminder, reminder.todoId);
  }

  async dropSnoozed(todoId: string): Promise<void> {
    await this.database.delete('snoozed', todoId);
  }

  /** Keeps that a date is to be completed, until a page is there that can. */
  async complete({ todoId, due }: Reminder): Promise<void> {
    await this.database.put('completions', due, todoId);
  }

  /** @returns the dates that are to be completed, which are the caller's to complete from now on */
  async takeCompletions(): Promise<{ todoId: string; due: string }[]> {
    const transaction = this.database.transaction('completions', 'readwrite');
    const [ids, dates] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
    void transaction.store.clear();
    await transaction.done;
    return ids.map((todoId, index) => ({ todoId, due: dates[index]! }));
  }

  /** Whether one is still to be completed. */
  async isToBeCompleted(todoId: string): Promise<boolean> {
    return (await this.database.get('completions', todoId)) !== undefined;
  }

  close(): void {
    this.database.close();
  }
}

async function openDatabase(scope: string, on: StoreEvents = {}): Promise<IDBPDatabase<Schema>> {
  const database = await openDB<Schema>(databaseName(scope), 1, {
    upgrade: (made) => STORES.forEach((store) => made.createObjectStore(store)),
    blocking: () => {
      database.close();
      on.erased?.();
    },
    terminated: () => on.closed?.(),
  });
  return database;
}
