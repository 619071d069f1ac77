import { monthsLater } from '@latch/domain/months';
import { type Day, daysLater, formatDate, formatDay } from './days';

/** The first day of the week that a day is in. @param first on which weeks begin: 1 is Monday, 7 is Sunday */
export function startOfWeek(day: Day, first: number): Day {
  return daysLater(day, -((new Date(day).getUTCDay() - first + 14) % 7));
}

/** The first day of the month that a day is in. */
export function startOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** The weeks that a month is in, whole ones. */
export function weeksOfMonth(day: Day, first: number): Day[][] {
  const month = startOfMonth(day);
  const end = monthsLater(month, 1);
  const weeks: Day[][] = [];
  for (let week = startOfWeek(month, first); week < end; week = daysLater(week, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => daysLater(week, index)));
  return weeks;
}

/** A day of the calendar, if a text is one. */
export function asDay(text: unknown): Day | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? undefined : text;
}

/** So far back and ahead days are shown: a list draws every day on the way to one. Years. */
const [BACK, AHEAD] = [100, 20];

/** The nearest day to one that can be shown. */
export function shownDay(day: Day, today: Day): Day {
  const [first, last] = [monthsLater(today, -12 * BACK), monthsLater(today, 12 * AHEAD)];
  return day < first ? first : day > last ? last : day;
}

const [WEEKDAY, LONG_WEEKDAY, MONTH, FULL] = (
  [
    { weekday: 'short' },
    { weekday: 'long' },
    { month: 'long', year: 'numeric' },
    { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  ] as const
).map((options) => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })) as [
  Intl.DateTimeFormat,
  Intl.DateTimeFormat,
  Intl.DateTimeFormat,
  Intl.DateTimeFormat,
];

/** "Fri", or "Friday" when it is said in full. */
export function formatWeekday(day: Day, full = false): string {
  return (full ? LONG_WEEKDAY : WEEKDAY).format(Date.parse(day));
}

/** "November 2026". */
export function formatMonth(day: Day): string {
  return MONTH.format(Date.parse(day));
}

/** "Friday 27 November 2026". */
export function formatFullDay(day: Day): string {
  return FULL.format(Date.parse(day)).replace(',', '');
}

/** "Fri 27 Nov", also where that is today; with its year when that is another one. */
export function formatDayInFull(day: Day, today: Day): string {
  const date = formatDate(day, today);
  return day.slice(0, 4) === today.slice(0, 4) ? date : `${formatWeekday(day)} ${date}`;
}

/** "Today" or "Tomorrow" for what is called so. */
export function nearName(day: Day, today: Day): string | undefined {
  const name = formatDay(day, today);
  return name === formatDate(day, today) ? undefined : name;
}
