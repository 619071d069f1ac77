import { asDay, monthsLater } from './calendar';
import { type Day, daysBetween, daysLater, nextMonday } from './days';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Times of the day by their names. */
const TIMES = {
  morning: '09:00',
  noon: '12:00',
  midday: '12:00',
  afternoon: '15:00',
  evening: '19:00',
  tonight: '21:00',
};
const TIME = /(?:^|\s+)(?:at\s+)?(?:(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)|(\d{1,2}):(\d{2}))$/;
const NAMED_TIME = new RegExp(String.raw`(?:^|\s+)(?:(?:at|in the|this)\s+)?(${Object.keys(TIMES).join('|')})$`);

/** A date as it was typed: the day, and the time where there is one. */
export interface TypedDate {
  day: Day;
  /** `HH:MM` */
  time: string | null;
}

/**
 * A day as `readDay` reads it, with or without a time: "fri 9am", "27 nov at 14:30", "tomorrow evening". A time alone is the
 * next one that comes.
 * @param now `YYYY-MM-DDTHH:MM`, what the clock shows
 * @returns null for what is no date
 */
export function readDate(text: string, today: Day, now: string): TypedDate | null {
  const line = text.trim().toLowerCase();
  const found = NAMED_TIME.exec(line) ?? TIME.exec(line);
  const time = found && timeOf(found);
  if (!found || !time) {
    const day = readDay(line, today);
    return day === null ? null : { day, time: null };
  }
  const rest = line.slice(0, found.index).trim().replace(/,$/, '');
  const day = rest === '' ? daysLater(now.slice(0, 10), time > now.slice(11) ? 0 : 1) : readDay(rest, today);
  return day === null ? null : { day, time };
}

function timeOf([, named, ...rest]: RegExpExecArray): string | null {
  if (named && named in TIMES) return TIMES[named as keyof typeof TIMES];
  const [minutes = '0', half, hour24, minutes24 = '0'] = rest;
  const [hour, minute] = half ? [hourOf(Number(named), half), Number(minutes)] : [Number(hour24), Number(minutes24)];
  return hour <= 23 && minute <= 59 ? `${pad(hour)}:${pad(minute)}` : null;
}

/** On a clock of 24 hours. Not a time for what is no hour of twelve. */
function hourOf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return NaN;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

/**
 * A day as the app writes it, and in the other ways people do: "Yesterday", "Today", "Tomorrow", "Fri", "Fri 27 Nov", "27 November 2027",
 * "2027-11-27", "in 3 weeks", "next month", "weekend". Without a year it is the next such day, today among them; with a
 * weekday that of this year or the next one on which it falls, which may have passed: so the app writes what is overdue.
 * @returns null for what is no day
 */
export function readDay(text: string, today: Day): Day | null {
  const words = text.trim().toLowerCase().replaceAll(/[,.]/g, ' ').split(/\s+/);
  const [first = ''] = words;
  if (words.length === 1 && /^\d{4}-\d{2}-\d{2}$/.test(first)) return asDay(first) ?? null;
  const near = ['yesterday', 'today', 'tomorrow'].indexOf(first);
  if (words.length === 1 && near !== -1) return daysLater(today, near - 1);
  const away = readDistance(words, today);
  if (away) return away;
  const weekday = indexOf(first, WEEKDAYS);
  if (words.length === 1) return weekday === -1 ? null : nextWeekday(weekday, today);
  if (weekday === -1) return readCalendarDate(words, today);
  return readOnWeekday(weekday, words.slice(1), today);
}

/** "in 3 days", "2 weeks", "in a month", "next week", "next month", "weekend": how far away it is. */
function readDistance(words: string[], today: Day): Day | null {
  const [first, second, ...rest] = words[0] === 'in' || words[0] === 'this' ? words.slice(1) : words;
  if (rest.length > 0) return null;
  if (first === 'weekend' && !second) return nextWeekday(6, daysLater(today, -1));
  if (first === 'next' && second === 'weekend') return daysLater(nextWeekday(6, daysLater(today, -1)), 7);
  if (first === 'next' && second === 'week') return nextMonday(today);
  const count = first === 'a' || first === 'one' || first === 'next' ? 1 : Number(/^\d{1,3}$/.exec(first ?? '')?.[0]);
  const unit = /^(day|week|month|year)s?$/.exec(second ?? '')?.[1];
  if (!unit || Number.isNaN(count)) return null;
  if (unit === 'day' || unit === 'week') return daysLater(today, count * (unit === 'week' ? 7 : 1));
  return monthsLater(today, count * (unit === 'year' ? 12 : 1));
}

/** That date in this year or the next one, if it falls on the weekday in either. */
function readOnWeekday(weekday: number, words: string[], today: Day): Day | null {
  const first = readCalendarDate(words, `${today.slice(0, 4)}-01-01`);
  const second = first && readCalendarDate(words, daysLater(first, 1));
  return [first, second].find((day) => day && weekdayOf(day) === weekday) ?? null;
}

/** "27 Nov", "Nov 27", each with or without a year. */
function readCalendarDate([one = '', other = '', year, ...rest]: string[], today: Day): Day | null {
  const [day, name] = /^\d/.test(one) ? [one, other] : [other, one];
  const month = indexOf(name, MONTHS);
  if (rest.length > 0 || month === -1 || !/^\d{1,2}$/.test(day) || (year && !/^\d{4}$/.test(year))) return null;
  const inYear = (wanted: number) => asDay(`${wanted}-${pad(month + 1)}-${pad(Number(day))}`) ?? null;
  if (year) return inYear(Number(year));
  const thisYear = Number(today.slice(0, 4));
  // 29 February comes once in four years, or once in eight.
  for (let wanted = thisYear; wanted <= thisYear + 8; wanted++) {
    const found = inYear(wanted);
    if (found && daysBetween(today, found) >= 0) return found;
  }
  return null;
}

function weekdayOf(day: Day): number {
  return new Date(Date.parse(day)).getUTCDay();
}

function nextWeekday(weekday: number, today: Day): Day {
  const monday = nextMonday(today);
  const inNextWeek = daysLater(monday, (weekday + 6) % 7);
  const sooner = daysLater(inNextWeek, -7);
  return daysBetween(today, sooner) > 0 ? sooner : inNextWeek;
}

/** Which name a word is, or begins by three letters at least; -1 for none. */
function indexOf(word: string, names: readonly string[]): number {
  return word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
