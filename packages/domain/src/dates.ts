/**
 * A date of a todo as it is stored, in one of three forms (RFC 9557 without offset and seconds): `2026-11-20`, that day
 * wherever one is; `2026-11-20T09:00`, at nine wherever one is; `2026-11-20T09:00[Europe/Lisbon]`, at nine in that zone.
 */
export type DateText = string;

/** The parts of a date. A zone comes only with a time. */
export interface DateParts {
  /** `YYYY-MM-DD` */
  day: string;
  /** `HH:MM`, or null for the whole day. */
  time: string | null;
  /** The name of an IANA zone, or null for wherever one is. */
  zone: string | null;
}

/** No date is longer: the names of zones have at most 64 characters here. */
export const MAX_DATE_LENGTH = 82;

const DATE = /^(\d{4}-\d\d-\d\d)(?:T((?:[01]\d|2[0-3]):[0-5]\d)(?:\[([^\]]{1,64})\])?)?$/;
const ZONE = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;
/** A date without a time is as long. */
const DAY_LENGTH = 10;
const MS_A_DAY = 86_400_000;
const FIRST_MINUTE = Date.parse('0001-01-01T00:00Z');
const LAST_MINUTE = Date.parse('9999-12-31T23:59Z');
const MS_A_MINUTE = 60_000;

/** @returns undefined for what is no date: another form, a day or a time that is none, a zone that is not known */
export function parseDate(text: string): DateParts | undefined {
  const [, day, time = null, zone = null] = DATE.exec(text) ?? [];
  if (!day || !isDay(day) || (zone !== null && !isZone(zone))) return undefined;
  return { day, time, zone };
}

/** A date as it is stored. */
export function toDateText({ day, time, zone }: DateParts): DateText {
  if (time === null) return day;
  return zone === null ? `${day}T${time}` : `${day}T${time}[${zone}]`;
}

/** The day of a date as it is written, whatever the zone. */
export function writtenDay(date: DateText): string {
  return date.slice(0, 10);
}

/** A person's clock: their IANA zone, and the hour (0 to 23) at which their day starts, such as 4 for work past midnight. */
export interface Clock {
  zone: string;
  dayStart: number;
}

/** The day to which a date belongs for somebody: a time before their day starts belongs to the day before. */
export function plannedDay(date: DateText, { zone, dayStart }: Clock): string {
  const local = localTime(date, zone);
  const day = local.slice(0, 10);
  return local.length > 10 && Number(local.slice(11, 13)) < dayStart ? dayLater(day, -1) : day;
}

/**
 * A date as the clock of somebody in the zone shows it, such as `2026-11-20T09:00`; a whole day is the day alone.
 */
export function localTime(date: DateText, zone: string): string {
  const bracket = date.indexOf('[');
  if (bracket === -1) return date;
  const own = knownZone(date.slice(bracket + 1, -1), zone);
  const wall = date.slice(0, bracket);
  return own === zone ? wall : wallTime(instantOf(wall, own), zone);
}

/** The same date so many days later, or earlier for a negative number: its time and zone stay. */
export function moveDate(date: DateText, days: number): DateText {
  return dayLater(writtenDay(date), days) + date.slice(10);
}

/**
 * The day so many days later, or earlier. Days of the calendar: one on which clocks change is one day, too. There is none
 * before the year 1 and none after 9999: the first or the last one it is then.
 */
export function dayLater(day: string, days: number): string {
  return isoInYears(Date.parse(day) + days * MS_A_DAY).slice(0, 10);
}

/** @param ms by the calendar, without a zone */
function isoInYears(ms: number): string {
  return new Date(Math.min(Math.max(ms, FIRST_MINUTE), LAST_MINUTE)).toISOString();
}

/**
 * The moment of a time of the clock in a zone. A time that clocks skip is later by what they skip; of one that comes twice
 * it is the first (RFC 5545, 3.3.5).
 * @param wall `YYYY-MM-DDTHH:MM`, or a day for its first moment
 * @returns milliseconds since 1970, UTC
 */
export function instantOf(wall: string, zone: string): number {
  const asUtc = Date.parse(wall.length > 10 ? `${wall}Z` : wall);
  const before = asUtc - offsetAt(asUtc - MS_A_DAY, zone);
  const after = asUtc - offsetAt(asUtc + MS_A_DAY, zone);
  // By the offset before a change of the clocks: the first of two, and of a skipped one the time moved forward.
  return [before, after].find((instant) => instant + offsetAt(instant, zone) === asUtc) ?? before;
}

/** Whether a date has a time. */
export function hasTime(date: DateText | null): date is DateText {
  return date !== null && date.length > DAY_LENGTH;
}

/**
 * The moment of a date for somebody, in milliseconds since 1970: a time wherever one is is that of the person's clock, as in
 * lists. Null for none, and for a whole day, which has no such moment.
 */
export function momentOf(date: DateText | null, zone: string): number | null {
  if (!hasTime(date)) return null;
  const bracket = date.indexOf('[');
  if (bracket === -1) return instantOf(date, zone);
  return instantOf(date.slice(0, bracket), knownZone(date.slice(bracket + 1, -1), zone));
}

/** What the clock in a zone shows at a moment: `YYYY-MM-DDTHH:MM`, in the years 1 to 9999. @param instant milliseconds since 1970, UTC */
export function wallTime(instant: number, zone: string): string {
  return isoInYears(instant + offsetAt(instant, zone)).slice(0, 16);
}

/** The day it is for somebody at a moment. @param instant milliseconds since 1970, UTC */
export function dayAt(instant: number, { zone, dayStart }: Clock): string {
  return plannedDay(wallTime(instant, zone), { zone, dayStart });
}

/** Whether it is the name of an IANA zone that this runtime knows: no offset, no abbreviation of its own. */
export function isZone(name: string): boolean {
  if (!ZONE.test(name)) return false;
  try {
    return Boolean(formatOf(name));
  } catch {
    return false;
  }
}

/** A zone, or another one in place of one that this runtime does not know: another server or browser may know more. */
export function knownZone(zone: string, otherwise: string): string {
  return isZone(zone) ? zone : otherwise;
}

/** Whether there is such a day in the years 1 to 9999. */
export function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && !day.startsWith('0000') && new Date(time).toISOString().slice(0, 10) === day;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws {RangeError} for a zone that is not known */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

/** How far the clock of a zone is ahead of UTC at a moment, in whole minutes as milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const { era, year, month, day, hour, minute } = parts as Record<string, string>;
  const local = new Date(0);
  local.setUTCFullYear(era === 'AD' ? Number(year) : 1 - Number(year), Number(month) - 1, Number(day));
  local.setUTCHours(Number(hour), Number(minute));
  const minutes = Math.floor(instant / MS_A_MINUTE) * MS_A_MINUTE;
  return local.getTime() - minutes;
}

/** What becomes of a date that moves: another day, or so many days later, or earlier for a negative number. */
export type DateMove = { day: string } | { days: number };

/**
 * A date after a move: its time and its zone stay. The day is the one to which it belongs for somebody, so of a time in
 * another zone, or before their day starts, the one that is written may be another. Without a date, a day becomes it, and a
 * number of days changes nothing.
 */
export function movedDate(date: DateText | null, move: DateMove, clock: Clock): DateText | null {
  if ('days' in move) return date && moveDate(date, move.days);
  if (date === null) return move.day;
  return moveDate(date, (Date.parse(move.day) - Date.parse(plannedDay(date, clock))) / MS_A_DAY);
}
