import { type DateText, instantOf, knownZone, wallTime, writtenDay } from './dates.js';
import { dayNumber, dayText } from './recurrence-days.js';
import { monthNames } from './recurrence-phrases.js';
import { explicitRule } from './recurrence-rule.js';
import { type Recurrence, occurrences, parsedRule } from './recurrence.js';

/**
 * Why a date of a recurrence is not quite what its rule says: the end of a month, or a clock that is changed. Empty for a
 * date that is.
 * @param zone of the person who looks
 */
export function whyOf(recurrence: Recurrence, date: DateText, zone: string): string[] {
  return [monthEnd(recurrence, date), clockChange(date, zone)].filter((reason) => reason !== null);
}

/**
 * What is worth knowing of a recurrence before it is saved: of the next so many dates, and of those it leaves out.
 * @param from a day @param due the date that the todo has
 */
export function warningsOf(
  recurrence: Recurrence,
  zone: string,
  {
    from = writtenDay(recurrence.anchor),
    due = null,
    many = 24,
  }: { from?: string; due?: DateText | null; many?: number } = {},
): string[] {
  const warnings = new Set<string>();
  const rule = explicitRule(parsedRule(recurrence), writtenDay(recurrence.anchor));
  const missing = rule.monthDays.find((day) => Math.abs(day) > (rule.months.includes(2) ? 28 : 30));
  if (rule.skip === 'OMIT' && missing !== undefined && rule.freq !== 'DAILY') {
    const what = rule.freq === 'YEARLY' && rule.months[0] === 2 ? 'Years' : 'Months';
    warnings.add(`${what} without a day ${Math.abs(missing)} are left out.`);
  }
  let count = 0;
  for (const date of occurrences(recurrence, { from, due, zone })) {
    for (const reason of whyOf(recurrence, date, zone)) warnings.add(reason);
    if (++count >= many) break;
  }
  return [...warnings];
}

function monthEnd(recurrence: Recurrence, date: DateText): string | null {
  const { skip, monthDays } = explicitRule(parsedRule(recurrence), writtenDay(recurrence.anchor));
  const day = dayNumber(writtenDay(date));
  const forward = skip === 'FORWARD';
  const end = new Date(`${dayText(forward ? day - 1 : day)}T00:00Z`);
  const isEnd = new Date(dayNumber(end.toISOString().slice(0, 10)) * 86_400_000 + 86_400_000).getUTCDate() === 1;
  const missing = monthDays.find((wanted) => wanted > end.getUTCDate());
  const wanted = monthDays.includes(new Date(`${dayText(day)}T00:00Z`).getUTCDate());
  if (skip === 'OMIT' || !isEnd || missing === undefined || wanted) return null;
  const month = monthNames[end.getUTCMonth()]!;
  const instead = forward ? 'the day after it' : 'its last day';
  return `${month} ${end.getUTCFullYear()} has no day ${missing}: ${instead} instead.`;
}

function clockChange(date: DateText, zone: string): string | null {
  const wall = date.slice(0, 16);
  if (wall.length < 16) return null;
  const own = date.slice(17, -1);
  const timeZone = knownZone(own, zone);
  const instant = instantOf(wall, timeZone);
  const shown = wallTime(instant, timeZone);
  const day = dayInWords(writtenDay(date));
  if (shown !== wall) {
    const instead = shown.startsWith(writtenDay(wall)) ? shown.slice(11) : `${shown.slice(11)} on ${dayInWords(shown)}`;
    return `${wall.slice(11)} does not exist on ${day} in ${timeZone}: ${instead} instead.`;
  }
  const again = [30, 60, 120].some((minutes) => wallTime(instant + minutes * 60_000, timeZone) === wall);
  return again ? `${wall.slice(11)} comes twice on ${day} in ${timeZone}: the first of the two.` : null;
}

function dayInWords(day: string): string {
  return `${Number(day.slice(8, 10))} ${monthNames[Number(day.slice(5, 7)) - 1]}`;
}
