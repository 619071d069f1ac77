import { dayLater } from '../dates.js';
import { monthsLater } from '../months.js';
import { readDate, readDay } from '../read-date.js';
import type { Language } from '../words/language.js';
import { tokensOf } from '../words/tokens.js';
import type { FilterDay, FilterReading, FilterUnit } from './filter.js';

const AHEAD = /^([+-]?)\s*(\d{1,9})\s*(day|week|month|year)s?(\s+ago)?$/;
/** A hundred years. */
const MOST: Readonly<Record<FilterUnit, number>> = { day: 36_500, week: 5_200, month: 1_200, year: 100 };
/** What quick add takes before a day, too. "by" would be another question. */
const BEFORE_DAY = /^(?:(?:due|on)\s)+/;
/** No day is said in more. */
const MOST_WORDS = 8;
const MIDNIGHT = 'T00:00';

/** Why a text means no day. */
export interface DayProblem {
  message: string;
  /** What to type instead. */
  day: string;
  /** Whether it is a day, though not one that can be asked for. */
  isDay: boolean;
}

/** @returns the day that a text means, or why there is none, with what to type instead */
export function readFilterDay(text: string, reading: FilterReading): FilterDay | DayProblem {
  reading.work.steps += 1 + text.length;
  const day = dayText(text);
  const ahead = readAhead(text.toLowerCase()) ?? readAhead(day);
  if (ahead && Math.abs(ahead.ahead) > MOST[ahead.unit])
    return {
      message: `“${text}” is over a hundred years away. Type a smaller number.`,
      day: `${ahead.ahead < 0 ? '-' : '+'}100 years`,
      isDay: true,
    };
  if (ahead) return ahead;
  const isShort = day.split(' ', MOST_WORDS + 1).length <= MOST_WORDS;
  const isDay = isShort && !day.startsWith('by ') && dayMeant({ text: day }, reading.today, reading.languages) !== null;
  if (isDay) return { text: day };
  const now = `${reading.today}${MIDNIGHT}`;
  const timed = isShort && /\d/.test(day) ? readDate(day, reading.today, now, 'UTC', reading.languages) : null;
  if (timed && timed.time !== null)
    return { message: `Filters compare days. Leave the time out of “${text}”.`, day: timed.day, isDay: true };
  return {
    message: `“${text}” is not a day. Type a day, such as today, Friday, 27 Nov, 2026-11-27 or +7 days.`,
    day: 'today',
    isDay: false,
  };
}

/** @returns null for a day that does not exist in the years around today */
export function dayMeant(day: FilterDay, today: string, languages: readonly Language[]): string | null {
  if ('text' in day) return readDay(day.text, today, languages);
  if (day.unit === 'day' || day.unit === 'week') return dayLater(today, day.ahead * (day.unit === 'week' ? 7 : 1));
  return monthsLater(today, day.ahead * (day.unit === 'year' ? 12 : 1));
}

export function formatFilterDay(day: FilterDay): string {
  if ('text' in day) return day.text;
  const { ahead, unit } = day;
  return `${ahead < 0 ? '-' : '+'}${Math.abs(ahead)} ${unit}${Math.abs(ahead) === 1 ? '' : 's'}`;
}

function readAhead(text: string): { ahead: number; unit: FilterUnit } | undefined {
  const [, sign, digits, unit, ago] = AHEAD.exec(text) ?? [];
  if (!digits || (sign && ago)) return undefined;
  const count = Number(digits);
  // No minus before a zero: it would be another tree than the one of "+0 days".
  return { ahead: (sign === '-' || ago) && count > 0 ? -count : count, unit: unit as FilterUnit };
}

/** The words of a day, without what else stands around them: a dot or a comma may belong to it. */
function dayText(text: string): string {
  return tokensOf(text)
    .map(({ core, trail }) => core + (/^[.,]/.exec(trail)?.[0] ?? ''))
    .filter(Boolean)
    .join(' ')
    .replace(BEFORE_DAY, '')
    .replace(/[\s,]+$/, '');
}
