import type { ReminderIndex } from '../../replica/reminder-index';
import type { Reminder } from '../../shared/reminders/reminder';
import { MISSED_FOR_MS, type ReminderStore } from '../../shared/reminders/reminder-store';

/** How far ahead it is looked. Milliseconds. */
const AHEAD_MS = 86_400_000;
/** While nothing comes within that time. */
const REST_MS = AHEAD_MS / 2;
/** A timer stands still while the machine sleeps, so none is longer while something is to come. */
const LONGEST_TIMER_MS = 60_000;
/** Changes seldom come alone. */
const GATHER_MS = 100;

export type Store = Pick<ReminderStore, 'claim' | 'snoozed' | 'dropSnoozed'>;

interface Parts {
  index: ReminderIndex;
  /** Made with the first reminder. @returns null where there is nothing to show, or nothing any more */
  openStore: () => Promise<Store | null>;
  /** Whether what is shown now would be seen. */
  canShow: () => Promise<boolean>;
  show: (reminders: readonly Reminder[]) => void;
  /** Called after todos with reminders have changed: what is shown of them may be out of date. */
  onChange: () => void;
}

/** Shows each reminder when it comes: one timer for the next one, which is set anew when todos change and when the page is looked at. */
export class ReminderScheduler {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next = Infinity;
  #isOver = false;
  #looking: Promise<void> | undefined;
  /** By `#keyOf`: what this page need not ask for again. */
  readonly #handled = new Set<string>();
  readonly #controller = new AbortController();

  constructor(private readonly parts: Parts) {
    parts.index.onChange = () => this.#lookIn(GATHER_MS);
    const look = () => this.#lookIn(0);
    for (const event of ['focus', 'pageshow', 'online']) addEventListener(event, look, this.#controller);
    document.addEventListener('visibilitychange', look, this.#controller);
    this.#lookIn(0);
  }

  stop(): void {
    this.#isOver = true;
    this.#controller.abort();
    clearTimeout(this.#timer);
    this.parts.index.onChange = undefined;
  }

  /** Shows what has come by now, and sets the timer for what comes next. */
  look(): Promise<void> {
    clearTimeout(this.#timer);
    // One after the other: the later one sees what the earlier one took.
    this.#looking = (this.#looking ?? Promise.resolve())
      .then(() => this.#look())
      .catch(() => this.#lookIn(LONGEST_TIMER_MS));
    return this.#looking;
  }

  #lookIn(delay: number): void {
    // Whatever is due sooner is found by the same look.
    this.#next = Math.min(this.#next, Date.now() + delay);
    this.#arm();
  }

  async #look(): Promise<void> {
    const { index, openStore, onChange } = this.parts;
    this.#next = Infinity;
    const store = await openStore();
    if (!store || this.#isOver) return;
    onChange();
    const now = Date.now();
    const snoozed = await this.#stillSnoozed(store);
    const arrived = [
      ...index.between(now - MISSED_FOR_MS, now),
      ...snoozed.filter(({ at }) => now - MISSED_FOR_MS < at && at <= now),
    ].filter((reminder) => !this.#handled.has(keyOf(reminder)));
    if (arrived.length > 0 && (await this.parts.canShow())) await this.#showNew(store, arrived, new Set(snoozed));
    const later = snoozed.filter(({ at }) => at > now).map(({ at }) => at);
    const next = Math.min(index.nextAfter(now, AHEAD_MS) ?? Infinity, ...later);
    this.#next = Math.min(this.#next, next === Infinity && !index.isEmpty ? now + REST_MS : next);
    this.#arm();
  }

  /** @param snoozed those that were asked for again, whatever became of the todo since */
  async #showNew(store: Store, arrived: readonly Reminder[], snoozed: ReadonlySet<Reminder>): Promise<void> {
    const claimed = await store.claim(arrived, Date.now());
    if (!claimed) return this.stop();
    for (const reminder of arrived) this.#handled.add(keyOf(reminder));
    const wanted = claimed.filter((reminder) => snoozed.has(reminder) || !this.parts.index.isLate(reminder));
    if (wanted.length > 0 && !this.#isOver) this.parts.show(lastOfEach(wanted));
  }

  /** Those whose todos are still to be done at that date; the others are forgotten. */
  async #stillSnoozed(store: Store): Promise<Reminder[]> {
    const all = await store.snoozed();
    const isStill = (reminder: Reminder) => this.parts.index.todoOf(reminder) !== null;
    for (const reminder of all) if (!isStill(reminder)) await store.dropSnoozed(reminder.todoId);
    return all.filter(isStill);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || this.#next === Infinity) return;
    const left = this.#next - Date.now();
    const wait = Math.min(Math.max(left, 0), left > REST_MS ? REST_MS : LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => (Date.now() < this.#next ? this.#arm() : void this.look()), wait);
  }
}

const keyOf = ({ todoId, at }: Reminder) => `${todoId} ${at}`;

/** Of several that were missed of one todo, one is enough. */
function lastOfEach(reminders: readonly Reminder[]): Reminder[] {
  const last = new Map<string, Reminder>();
  for (const reminder of reminders.toSorted((a, b) => a.at - b.at)) last.set(reminder.todoId, reminder);
  return [...last.values()];
}
