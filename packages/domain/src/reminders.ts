/** How many reminders a todo has at most. */
export const MAX_REMINDERS = 5;
/** How long before the due time one of them comes at most: four weeks, in minutes. */
export const MAX_REMINDER_MINUTES = 40_320;

const MINUTES_AN_HOUR = 60;
const MINUTES_A_DAY = 1440;
const MINUTES_A_WEEK = 10_080;
const MS_A_MINUTE = 60_000;

/** Whether it is a set of minutes before a due time, in whatever order. */
export function isReminders(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length > MAX_REMINDERS) return false;
  const isMinutes = (one: unknown) =>
    Number.isInteger(one) && 0 <= (one as number) && (one as number) <= MAX_REMINDER_MINUTES;
  return value.every(isMinutes) && new Set(value).size === value.length;
}

/** When the reminder comes that is so many minutes before a due time. Minutes of time that passes: clocks may change in between. */
export function reminderInstant(due: number, minutes: number): number {
  return due - minutes * MS_A_MINUTE;
}

/** Such as "at the time", "10 minutes before", "1 hour 30 minutes before" and "2 days before". */
export function formatReminder(minutes: number): string {
  if (minutes === 0) return 'at the time';
  const weeks = minutes % MINUTES_A_WEEK === 0 ? minutes / MINUTES_A_WEEK : 0;
  if (weeks > 0) return `${counted(weeks, 'week')} before`;
  const parts = [
    counted(Math.floor(minutes / MINUTES_A_DAY), 'day'),
    counted(Math.floor((minutes % MINUTES_A_DAY) / MINUTES_AN_HOUR), 'hour'),
    counted(minutes % MINUTES_AN_HOUR, 'minute'),
  ];
  return `${parts.filter(Boolean).join(' ')} before`;
}

/** Several of them, as in a list: "at the time, 10 minutes before". */
export function formatReminders(reminders: readonly number[]): string {
  return reminders.map(formatReminder).join(', ');
}

function counted(count: number, unit: string): string {
  if (count === 0) return '';
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const UNITS: Record<string, number> = { m: 1, h: MINUTES_AN_HOUR, d: MINUTES_A_DAY, w: MINUTES_A_WEEK };
const LENGTH =
  /(\d{1,5}(?:\.\d{1,2})?)(?:\s*(minutes?|mins?|m|hours?|hrs?|hr|h|days?|d|weeks?|w)(?![a-z.])|(?![a-z\d.]))/gy;

/**
 * Reads what somebody types: "45", "45 min", "2 hours", "1h 30m", "3 days before".
 * @returns minutes; undefined for what says none, or none that is allowed
 */
export function readReminder(text: string): number | undefined {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/\s*before$/, '');
  if (/^(?:at|on) (?:the )?time$/.test(said)) return 0;
  let minutes = 0;
  LENGTH.lastIndex = 0;
  while (LENGTH.lastIndex < said.length) {
    const found = LENGTH.exec(said);
    if (!found) return undefined;
    const [, count = '', unit = 'm'] = found;
    minutes += Number(count) * UNITS[unit[0]!]!;
    const rest = /\s*(?:,|and)?\s*/y;
    rest.lastIndex = LENGTH.lastIndex;
    rest.exec(said);
    LENGTH.lastIndex = rest.lastIndex;
  }
  return said !== '' && Number.isInteger(minutes) && minutes <= MAX_REMINDER_MINUTES ? minutes : undefined;
}
