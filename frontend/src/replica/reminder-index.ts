import { type DateText, hasTime, momentOf } from '@latch/domain/dates';
import { reminderInstant } from '@latch/domain/reminders';
import type { Reminder } from '../shared/reminders/reminder';
import { shownClock } from '../shared/formatters/dates';
import type { Replica } from './replica';
import type { TodoRow } from './row-store';

type Rows = Replica['shown'];

/** How far the clock of any zone is from UTC at most. */
const FARTHEST_ZONE_MS = 15 * 3_600_000;

interface Entry {
  todo: TodoRow;
  /** Its due time as if it were in UTC: far from the moment by the zone alone, and found at once. */
  rough: number;
  /** When its due time and its reminders were set, as far as it is known. */
  setAt: number;
}

/** The open todos that have a due time and reminders. Made from all todos once, and told of those that are written from then on. */
export class ReminderIndex {
  readonly #entries = new Map<string, Entry>();
  /** When this page first saw what was set and is not confirmed: on its way it is taken back and made again. */
  readonly #seenAt = new Map<string, number>();
  #moments = new Map<DateText, number>();
  #zone = '';
  /** Called after each change of one of them. */
  onChange: (() => void) | undefined;

  constructor(private readonly rows: Rows) {
    for (const todo of rows.all('todos')) this.#write(undefined, todo);
    rows.follow('reminders', (before, after) => {
      if (canRemind(before) || canRemind(after)) this.#write(before, after);
    });
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** The reminders from a moment on, without it, until another one. */
  between(from: number, to: number): Reminder[] {
    const archived = archivedProjects(this.rows);
    return [...this.#near(from, to)].filter(
      ({ at, todoId }) => from < at && at <= to && !archived.has(this.#entries.get(todoId)!.todo.projectId),
    );
  }

  /** When the first one comes after a moment, within some time. */
  nextAfter(now: number, within: number): number | null {
    const [first] = this.between(now, now + within).sort((a, b) => a.at - b.at);
    return first?.at ?? null;
  }

  /** Whether it was over already when it was set: nobody wants to be reminded of that. */
  isLate({ todoId, at }: Reminder): boolean {
    const entry = this.#entries.get(todoId);
    return entry !== undefined && at <= entry.setAt;
  }

  todoOf(reminder: Pick<Reminder, 'todoId' | 'due'>): TodoRow | null {
    return todoOfReminder(this.rows, reminder);
  }

  *#near(from: number, to: number): Iterable<Reminder> {
    for (const { todo, rough } of this.#entries.values()) {
      for (const minutes of todo.reminders) {
        const roughly = reminderInstant(rough, minutes);
        if (roughly < from - FARTHEST_ZONE_MS || roughly > to + FARTHEST_ZONE_MS) continue;
        yield { todoId: todo.id, due: todo.due!, at: reminderInstant(this.#moment(todo.due!), minutes) };
      }
    }
  }

  /** What takes a while to find out. */
  #moment(due: DateText): number {
    const { zone } = shownClock();
    if (zone !== this.#zone) this.#moments = new Map();
    this.#zone = zone;
    const moment = this.#moments.get(due) ?? momentOf(due, zone)!;
    this.#moments.set(due, moment);
    return moment;
  }

  #write(before: TodoRow | undefined, after: TodoRow | undefined): void {
    if (!canRemind(after)) {
      if (before && this.#entries.delete(before.id)) this.onChange?.();
      return;
    }
    const set = whatIsSet(after);
    if (before && before.version === after.version && whatIsSet(before) !== set && !this.#seenAt.has(set))
      this.#seenAt.set(set, Date.now());
    const known = this.#entries.get(after.id);
    // What else changes of it says nothing of when they were set.
    const isSame = known && whatIsSet(known.todo) === set;
    const setAt = isSame ? known.setAt : (this.#seenAt.get(set) ?? Date.parse(after.updatedAt));
    this.#entries.set(after.id, { todo: after, rough: Date.parse(`${after.due!.slice(0, 16)}Z`), setAt });
    this.onChange?.();
  }
}

/** The todo of a reminder, while it is open, for that date, and in no archived project. */
export function todoOfReminder(rows: Rows, { todoId, due }: Pick<Reminder, 'todoId' | 'due'>): TodoRow | null {
  const todo = rows.live(todoId);
  if (!todo || todo.completedAt !== null || todo.due !== due) return null;
  return archivedProjects(rows).has(todo.projectId) ? null : todo;
}

function canRemind(todo: TodoRow | undefined): todo is TodoRow {
  return (
    todo !== undefined &&
    todo.reminders.length > 0 &&
    hasTime(todo.due) &&
    todo.completedAt === null &&
    todo.deletedAt === null
  );
}

function whatIsSet({ id, due, reminders }: TodoRow): string {
  return `${id} ${due} ${reminders.join()}`;
}

/** The projects that are archived, and what lies in them. */
export function archivedProjects(rows: Rows): ReadonlySet<string> {
  const archived = new Set<string>();
  const projects = [...rows.all('projects')];
  for (const { id, archived: isArchived } of projects) if (isArchived) archived.add(id);
  if (archived.size === 0) return archived;
  for (let size = -1; size !== archived.size;) {
    size = archived.size;
    for (const { id, parentId } of projects) if (parentId !== null && archived.has(parentId)) archived.add(id);
  }
  return archived;
}
