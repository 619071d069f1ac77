import { dayLater, instantOf, isDay, wallTime } from '../dates.js';
import { dayIn, monthsLater, pad } from '../months.js';
import type { DayMeaning, DayPattern, Sureness, TimePattern } from './language.js';
import { matchPattern } from './patterns.js';
import { canFollow, type Reading } from './reading.js';
import type { Slots } from './slot-readers.js';

/** When it is typed: the clock of the person. */
export interface Moment {
  /** `YYYY-MM-DD`, by when their day starts. */
  today: string;
  /** What the clock shows: `YYYY-MM-DDTHH:MM`. */
  now: string;
  zone: string;
}

/** A date within a line: a day, a time, or both. */
export interface DateFound {
  /** Behind the last token that it takes. */
  end: number;
  day?: string;
  /** `HH:MM` */
  time?: string;
  sureness: Sureness | TimePattern[1];
  /** Whether a weekday alone says the day, which may be a word or a name of something. */
  isWeekday: boolean;
}

/** A day with or without a time, or a time, that begins at a token. The longest there is. */
export function findDate(reading: Reading, at: number, moment: Moment): DateFound | undefined {
  const day = findDay(reading, at, moment);
  const time = findTime(reading, at);
  const dayFirst = day && (day.time === undefined ? withTime(reading, day) : withLaterTime(reading, day));
  const next = time && timeBefore(reading, time.end, moment);
  const timeFirst = next && { ...next, time: time.time!, sureness: 'sure' as const, isWeekday: false };
  const all = [dayFirst, timeFirst, time].filter((found) => found !== undefined);
  return all.reduce<DateFound | undefined>((best, found) => (best && best.end >= found.end ? best : found), undefined);
}

function timeBefore(reading: Reading, end: number, moment: Moment): DateFound | undefined {
  const day = canFollow(reading, end, true) ? findDay(reading, end, moment) : undefined;
  return day?.time === undefined ? day : undefined;
}

function withTime(reading: Reading, day: DateFound): DateFound {
  const time = canFollow(reading, day.end, true) ? findTime(reading, day.end) : undefined;
  if (!time) return day;
  const withIt: DateFound = { ...day, end: time.end, time: time.time!, sureness: 'sure', isWeekday: false };
  return isPartOfDay(reading, time) ? withLaterTime(reading, withIt) : withIt;
}

/** "tonight at 8", "tomorrow evening at 8:30" */
function withLaterTime(reading: Reading, day: DateFound): DateFound {
  const time = canFollow(reading, day.end, true) ? findTime(reading, day.end) : undefined;
  const within = time && timeWithin(reading, day.time!, time, day.end);
  return within === undefined ? day : { ...day, end: time!.end, time: within, sureness: 'sure' };
}

/** A time in a part of the day: "8" in the evening is 20:00. Undefined for what is none of it. */
function timeWithin(reading: Reading, part: string, { time, end }: DateFound, start: number): string | undefined {
  const hour = Number(time!.slice(0, 2));
  const hasHalf = reading.tokens.slice(start, end).some(({ core }) => /(?:^|\d)[ap]\.?m$/i.test(core));
  // No hour of the evening.
  if (part >= '19:00' && !hasHalf && (hour < 5 || hour === 12)) return undefined;
  return part >= '12:00' && hour < 12 && !hasHalf ? `${hour + 12}${time!.slice(2)}` : time;
}

/** Whether it is a word of the language rather than a time of the clock. */
function isPartOfDay({ language, tokens }: Reading, { end }: DateFound): boolean {
  return Object.hasOwn(language.dayParts, tokens[end - 1]!.core);
}

/** A time that begins at a token, with the part of the day in which it is: "at 8 in the evening". */
export function findTime(reading: Reading, at: number): DateFound | undefined {
  const time = findPlainTime(reading, at);
  if (!time || isPartOfDay(reading, time) || !canFollow(reading, time.end)) return time;
  const part = findPlainTime(reading, time.end);
  if (part?.sureness !== 'sure' || !isPartOfDay(reading, part)) return time;
  const within = timeWithin(reading, part.time!, time, at);
  return within === undefined ? time : { ...part, time: within };
}

function findPlainTime(reading: Reading, at: number): DateFound | undefined {
  let best: DateFound | undefined;
  for (const [pattern, sureness] of reading.language.times) {
    const match = matchPattern(reading, pattern, at);
    if (match?.slots.time && match.end > (best?.end ?? at))
      best = { end: match.end, time: match.slots.time, sureness, isWeekday: false };
  }
  return best;
}

/** A day that begins at a token. */
export function findDay(reading: Reading, at: number, moment: Moment): DateFound | undefined {
  let best: DateFound | undefined;
  for (const pattern of reading.language.days) {
    const found = findByPattern(reading, at, moment, pattern);
    if (found && found.end > (best?.end ?? at)) best = found;
  }
  return best;
}

function findByPattern(
  reading: Reading,
  at: number,
  moment: Moment,
  [pattern, meaning, sureness = 'sure']: DayPattern,
): DateFound | undefined {
  if (sureness === 'typed' && !reading.loose) return undefined;
  const match = matchPattern(reading, pattern, at);
  if (!match) return undefined;
  const { slots, end } = match;
  const isWeekday = meaning === 'weekday' && end === at + 1;
  if (meaning === 'ahead' && (slots.unit === 'minute' || slots.unit === 'hour')) {
    const minutes = slots.count! * (slots.unit === 'hour' ? 60 : 1);
    const [day, time] = wallTime(instantOf(moment.now, moment.zone) + minutes * 60_000, moment.zone).split('T');
    return { end, day: day!, time: time!, sureness, isWeekday };
  }
  const day = dayMeant(meaning, slots, moment.today);
  return day === undefined
    ? undefined
    : { end, day, ...(slots.time !== undefined && { time: slots.time }), sureness, isWeekday };
}

function dayMeant(meaning: DayMeaning, slots: Slots, today: string): string | undefined {
  if (typeof meaning === 'number') return dayLater(today, meaning);
  const saturday = nextWeekday(5, dayLater(today, -1));
  switch (meaning) {
    case 'ahead':
      return unitsLater(today, slots.unit!, slots.count!);
    case 'next unit':
      return slots.unit === 'minute' || slots.unit === 'hour' ? undefined : unitsLater(today, slots.unit!, 1);
    case 'next week':
      return nextWeekday(0, today);
    case 'weekend':
      return saturday;
    case 'next weekend':
      return dayLater(saturday, 7);
    case 'end of month':
      return dayLater(`${monthsLater(today, 1).slice(0, 7)}-01`, -1);
    case 'weekday':
      return nextWeekday(slots.weekday!, today);
    case 'next weekday':
      return dayLater(nextWeekday(0, today), slots.weekday!);
    case 'iso':
      return slots.iso;
    case 'day of month':
      return nextMonthDay(slots.day!, today);
    case 'date':
      return calendarDate(slots, today);
    default:
      return onWeekday(slots, today);
  }
}

function unitsLater(day: string, unit: string, count: number): string {
  if (unit === 'day' || unit === 'week') return dayLater(day, count * (unit === 'week' ? 7 : 1));
  return monthsLater(day, count * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1));
}

/** @param weekday from Monday on; the day itself is not it */
function nextWeekday(weekday: number, day: string): string {
  return dayLater(day, ((weekday - weekdayOf(day) + 6) % 7) + 1);
}

function weekdayOf(day: string): number {
  return (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
}

function nextMonthDay(day: number, today: string): string | undefined {
  for (let months = 0; months <= 2; months++) {
    const wanted = `${monthsLater(`${today.slice(0, 7)}-01`, months).slice(0, 7)}-${pad(day)}`;
    if (isDay(wanted) && wanted >= today) return wanted;
  }
  return undefined;
}

/** That day of the year named, or the next one there is. */
function calendarDate({ day, month, year }: Slots, today: string): string | undefined {
  const inYear = (wanted: number) => dayIn(wanted, month!, day!);
  if (year !== undefined) return isDay(inYear(year)) ? inYear(year) : undefined;
  const thisYear = Number(today.slice(0, 4));
  // 29 February comes once in four years, or once in eight.
  for (let wanted = thisYear; wanted <= thisYear + 8; wanted++)
    if (isDay(inYear(wanted)) && inYear(wanted) >= today) return inYear(wanted);
  return undefined;
}

/** That date in this year or the next one, if it falls on the weekday in either. */
function onWeekday(slots: Slots, today: string): string | undefined {
  const first = calendarDate(slots, `${today.slice(0, 4)}-01-01`);
  const second = first && calendarDate(slots, dayLater(first, 1));
  return [first, second].find((day) => day && weekdayOf(day) === slots.weekday);
}
