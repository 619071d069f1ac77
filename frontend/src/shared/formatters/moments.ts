import { dayOfMoment } from './clock';
import { type Day, daysBetween } from './days';

const HOUR12 = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12 ?? false;
/** The words are English; whether it is 14:02 or 2:02 pm is the reader's habit. */
const TIME_FORM = {
  hour: HOUR12 ? 'numeric' : '2-digit',
  minute: '2-digit',
  hourCycle: HOUR12 ? 'h12' : 'h23',
} as const;
const TIME = new Intl.DateTimeFormat('en-GB', TIME_FORM);
/** For a time of the clock, which has no zone. */
const CLOCK = new Intl.DateTimeFormat('en-GB', { ...TIME_FORM, timeZone: 'UTC' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/**
 * A moment as one would say it: "today 14:02", "yesterday 14:02", "Fri 20 Nov 14:02", "20 Nov 2025".
 * @param iso ISO 8601
 */
export function formatMoment(iso: string, today: Day): string {
  const date = new Date(iso);
  const days = daysBetween(dayOfMoment(date), today);
  if (days === 0) return `today ${TIME.format(date)}`;
  if (days === 1) return `yesterday ${TIME.format(date)}`;
  if (date.getFullYear() !== Number(today.slice(0, 4))) return DAY_OF_YEAR.format(date);
  return `${DAY.format(date).replace(',', '')} ${TIME.format(date)}`;
}

/** A time of the clock by the reader's habit: "09:00", or "9:00 am". @param time `HH:MM` */
export function formatTime(time: string): string {
  return CLOCK.format(Date.parse(`1970-01-01T${time}Z`));
}
