const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const MS_A_DAY = 86_400_000;

/** A day of the calendar, `YYYY-MM-DD`: that day wherever one is, never a moment. */
export type Day = string;

/** The day a moment falls on where the person is. @param moment a Date, or ISO 8601 */
export function dayOf(moment: Date | string): Day {
  const date = new Date(moment);
  return asDay(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()));
}

/** The day so many days later, or earlier for a negative number. */
export function daysLater(day: Day, days: number): Day {
  return asDay(Date.parse(day) + days * MS_A_DAY);
}

/** Days of the calendar, not of 24 hours: a day on which the clocks change is one day, too. */
export function daysBetween(earlier: Day, later: Day): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / MS_A_DAY);
}

/** The Monday after a day; a week later when it is one. */
export function nextMonday(day: Day): Day {
  return daysLater(day, (8 - new Date(Date.parse(day)).getUTCDay()) % 7 || 7);
}

/** A day as one would say it: "Yesterday", "Today", "Tomorrow", "Fri 27 Nov", "27 Nov 2027". */
export function formatDay(day: Day, today: Day): string {
  const away = daysBetween(today, day);
  if (away === 0) return 'Today';
  if (away === 1) return 'Tomorrow';
  if (away === -1) return 'Yesterday';
  return formatDate(day, today);
}

/** A day by its date alone, such as `Mon 23 Nov`; with its year when that is another one. */
export function formatDate(day: Day, today: Day): string {
  const date = new Date(Date.parse(day));
  return day.slice(0, 4) === today.slice(0, 4) ? DAY.format(date).replace(',', '') : DAY_OF_YEAR.format(date);
}

function asDay(milliseconds: number): Day {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
