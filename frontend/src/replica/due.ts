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

/** Sorts within a day: by time, a whole day behind its times. */
export function dueOrder(clock: Clock, due: DateText): string {
  return due.length === DAY_LENGTH ? '~' : localTime(due, clock.zone);
}
