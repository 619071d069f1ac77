import { dayLater, localTime, writtenDay } from '@latch/domain/dates';
import { occurrences } from '@latch/domain/recurrence';
import { today } from '../shared/formatters/clock';
import { dayOfDate, shownClock } from '../shared/formatters/dates';
import type { Day } from '../shared/formatters/days';
import type { Replica } from './replica';
import type { TodoRow } from './row-store';

/** A repeat of a todo that is still to come. */
export interface ComingRepeat {
  todo: TodoRow;
  day: Day;
  /** The time of the clock then, `HH:MM`; empty of a whole day. */
  time: string;
}

/** What was computed of a row, by the span and the clock; a row that changes is another object. */
const known = new WeakMap<TodoRow, { of: string; repeats: readonly ComingRepeat[] }>();

/**
 * The repeats that come between two days, both among them, in the order of their times: of what is open, behind the date that it
 * has now.
 */
export function comingRepeats(rows: Replica['shown'], [first, last]: readonly [Day, Day]): readonly ComingRepeat[] {
  const clock = shownClock();
  const now = today();
  const of = `${first} ${last} ${now} ${clock.zone} ${clock.dayStart}`;
  const all: ComingRepeat[] = [];
  for (const todo of rows.all('todos')) {
    if (!todo.recurrence || !todo.due || todo.completedAt !== null || todo.deletedAt !== null) continue;
    const before = known.get(todo);
    const repeats = before?.of === of ? before.repeats : repeatsOf(todo, [first, last], now, clock.zone);
    known.set(todo, { of, repeats });
    all.push(...repeats);
  }
  return all.sort(inOrder);
}

function repeatsOf(todo: TodoRow, [first, last]: readonly [Day, Day], now: Day, zone: string): ComingRepeat[] {
  // What is overdue is completed today at the earliest, and comes again after that.
  const due = writtenDay(todo.due!) < now ? now + todo.due!.slice(10) : todo.due!;
  const repeats: ComingRepeat[] = [];
  // A fixed time elsewhere can belong to the day before or after the one that is written.
  const from = [dayLater(first, -1), dayLater(writtenDay(due), 1)].sort().at(-1)!;
  for (const date of occurrences(todo.recurrence!, { from, due, zone })) {
    const day = dayOfDate(date);
    if (writtenDay(date) > dayLater(last, 1)) break;
    if (first <= day && day <= last) repeats.push({ todo, day, time: localTime(date, zone).slice(11) });
  }
  return repeats;
}

/** By day, and by time: what has none comes last. */
function inOrder(a: ComingRepeat, b: ComingRepeat): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  if (a.time === b.time) return 0;
  return a.time !== '' && (b.time === '' || a.time < b.time) ? -1 : 1;
}
