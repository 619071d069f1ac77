import { dayOfMoment } from './clock';
import { type Day, daysBetween } from './days';

const HOUR12 = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12 ?? false;
/** The words are English; whether it is 14:02 or 2:02 pm is the reader's habit. */
const TIME_FORM = {
  hour: HOUR12 ? 'numeric' : '2-digit',
  minute: '2-digit',
  hourCycle: HOUR12 ? 'h12' : 'h23',
} as const;
/** For a time of the clock, which has no zone. */
const CLOCK = new Intl.DateTimeFormat('en-GB', { ...TIME_FORM, timeZone: 'UTC' });
let [time, day, dayOfYear] = formatsIn();

function formatsIn(timeZone?: string) {
  const format = (form: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...form, timeZone });
  const date = { day: 'numeric', month: 'short' } as const;
  return [format(TIME_FORM), format({ ...date, weekday: 'short' }), format({ ...date, year: 'numeric' })] as const;
}

/** Shows moments by the clocks of another zone; by default by that of the device. */
export function showMomentsIn(zone?: string): void {
  [time, day, dayOfYear] = formatsIn(zone);
}

/**
 * A moment as one would say it: "today 14:02", "yesterday 14:02", "Fri 20 Nov 14:02", "20 Nov 2025".
 * @param iso ISO 8601
 */
export function formatMoment(iso: string, today: Day): string {
  const date = new Date(iso);
  const on = dayOfMoment(date);
  const days = daysBetween(on, today);
  if (days === 0) return `today ${time.format(date)}`;
  if (days === 1) return `yesterday ${time.format(date)}`;
  if (on.slice(0, 4) !== today.slice(0, 4)) return dayOfYear.format(date);
  return `${day.format(date).replace(',', '')} ${time.format(date)}`;
}

/** A time of the clock by the reader's habit: "09:00", or "9:00 am". @param wall `HH:MM` */
export function formatTime(wall: string): string {
  return CLOCK.format(Date.parse(`1970-01-01T${wall}Z`));
}
