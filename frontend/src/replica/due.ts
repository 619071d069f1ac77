import { type Clock, type DateText, localTime, plannedDay } from '@latch/domain/dates';
import { dayOfDate, shownClock } from '../shared/formatters/dates';
import type { Day } from '../shared/formatters/days';

/** A date without a time is as long. */
const DAY_LENGTH = 10;

/** The day that a due date belongs to, by the person's clock. */
export function dueDay(due: DateText): Day {
  return due.length === DAY_LENGTH ? due : dayOfDate(due);
}

/** The time of day of a due date as the person's clock shows it, `HH:MM`; empty where it has none. */
export function dueTime(due: DateText): string {
  return due.length === DAY_LENGTH ? '' : localTime(due, shownClock().zone).slice(11);
}

/** The same day for many, by a clock that is asked for once. */
export function dueDayBy(clock: Clock, due: DateText): Day {
  return due.length === DAY_LENGTH ? due : plannedDay(due, clock);
}

/** What fixed times are by the clock of a zone, which takes a while to find out. */
const fixedTimes = new Map<string, string>();

/** Sorts within a day: by time, a whole day behind its times. */
export function dueOrder({ zone }: Clock, due: DateText): string {
  if (due.length === DAY_LENGTH) return '~';
  const key = `${zone} ${due}`;
  const known = fixedTimes.get(key) ?? localTime(due, zone);
  fixedTimes.set(key, known);
  return known;
}
