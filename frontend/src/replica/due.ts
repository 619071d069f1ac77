import { type Clock, type DateText, hasTime, localTime } from '@latch/domain/dates';
import { shownClock } from '../shared/formatters/dates';
import { formatTime } from '../shared/formatters/moments';

/** The time of day of a due date, by the person's clock and habit: "09:00", or "9:00 am"; empty where it has none. */
export function dueTime(due: DateText): string {
  return hasTime(due) ? formatTime(localTime(due, shownClock().zone).slice(11)) : '';
}

/** What fixed times are by the clock of a zone, which takes a while to find out. */
const fixedTimes = new Map<string, string>();

/** Sorts within a day: by time, a whole day behind its times. */
export function dueOrder({ zone }: Clock, due: DateText): string {
  if (!hasTime(due)) return '~';
  const key = `${zone} ${due}`;
  const known = fixedTimes.get(key) ?? localTime(due, zone);
  fixedTimes.set(key, known);
  return known;
}
