import { type Clock, type DateText, localTime } from '@latch/domain/dates';
import { shownClock } from '../shared/formatters/dates';
import { formatTime } from '../shared/formatters/moments';

/** A date without a time is as long. */
const DAY_LENGTH = 10;

/** The time of day of a due date, by the person's clock and habit: "09:00", or "9:00 am"; empty where it has none. */
export function dueTime(due: DateText): string {
  return due.length === DAY_LENGTH ? '' : formatTime(localTime(due, shownClock().zone).slice(11));
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
