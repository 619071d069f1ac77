const HOUR12 = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12 ?? false;
/** The words are English; whether it is 14:02 or 2:02 pm is the reader's habit. */
const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: HOUR12 ? 'numeric' : '2-digit',
  minute: '2-digit',
  hourCycle: HOUR12 ? 'h12' : 'h23',
});
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/**
 * A moment as one would say it: "today 14:02", "yesterday 14:02", "Fri 20 Nov 14:02", "20 Nov 2025".
 * @param iso ISO 8601
 */
export function sayWhen(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days === 0) return `today ${TIME.format(date)}`;
  if (days === 1) return `yesterday ${TIME.format(date)}`;
  if (date.getFullYear() !== now.getFullYear()) return DAY_OF_YEAR.format(date);
  return `${DAY.format(date).replace(',', '')} ${TIME.format(date)}`;
}

/** Days of the calendar, not of 24 hours: a day on which the clocks change is one day, too. */
function daysBetween(earlier: Date, later: Date): number {
  const noon = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return (noon(later) - noon(earlier)) / 86_400_000;
}
