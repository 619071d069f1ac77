import { dayLater } from './dates.js';
import { type DateFound, findDate, findDay } from './words/dates.js';
import { en } from './words/en.js';
import type { Language } from './words/language.js';
import type { Reading } from './words/reading.js';
import { tokensOf } from './words/tokens.js';

/** A date as it was typed: the day, and the time where there is one. */
export interface TypedDate {
  day: string;
  /** `HH:MM` */
  time: string | null;
}

/**
 * A day as `readDay` reads it, with or without a time: "fri 9am", "27 nov at 14:30", "tomorrow evening". A time alone is the
 * next one that comes.
 * @param now `YYYY-MM-DDTHH:MM`, what the clock shows
 * @returns null for what is no date
 */
export function readDate(
  text: string,
  today: string,
  now: string,
  zone: string,
  languages: readonly Language[] = [en],
): TypedDate | null {
  const found = readWhole(text, languages, (reading) => findDate(reading, 0, { today, now, zone }));
  if (!found) return null;
  const { day = nextTime(found.time!, now), time = null } = found;
  return { day, time };
}

/**
 * A day as the app writes it, and in the other ways people do: "Yesterday", "Today", "Tomorrow", "Fri", "Fri 27 Nov", "27 November 2027",
 * "2027-11-27", "in 3 weeks", "next month", "weekend". Without a year it is the next such day, today among them; with a
 * weekday that of this year or the next one on which it falls, which may have passed: so the app writes what is overdue.
 * @returns null for what is no day
 */
export function readDay(text: string, today: string, languages: readonly Language[] = [en]): string | null {
  const moment = { today, now: `${today}T00:00`, zone: 'UTC' };
  const found = readWhole(text, languages, (reading) => findDay(reading, 0, moment));
  return found?.time === undefined ? (found?.day ?? null) : null;
}

/** The day of a time that comes next. @param now `YYYY-MM-DDTHH:MM` */
export function nextTime(time: string, now: string): string {
  return dayLater(now.slice(0, 10), time > now.slice(11) ? 0 : 1);
}

/** What all of a text says, in the first of the languages in which it says something. */
function readWhole(
  text: string,
  languages: readonly Language[],
  find: (reading: Reading) => DateFound | undefined,
): DateFound | undefined {
  const tokens = tokensOf(text);
  for (const language of languages) {
    const found = find({ tokens, language, loose: true, work: { steps: 0 } });
    // "at 9" says too little where nothing says a day.
    const isEnough = found && (found.day !== undefined || !/\d/.test(text) || found.sureness !== 'beside');
    if (isEnough && found.end === tokens.length) return found;
  }
  return undefined;
}
