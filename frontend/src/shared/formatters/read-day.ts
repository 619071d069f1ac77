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

/**
 * A day as the app writes it, and in the other ways people do: "Yesterday", "Today", "Tomorrow", "Fri", "Fri 27 Nov", "27 November 2027",
 * "2027-11-27". Without a year it is the next such day, today among them; with a weekday that of this year or the next one
 * on which it falls, which may have passed: so the app writes what is overdue.
 * @returns null for what is no day
 */
export function readDay(text: string, today: Day): Day | null {
  const words = text.trim().toLowerCase().replaceAll(/[,.]/g, ' ').split(/\s+/);
  const [first = ''] = words;
  if (words.length === 1 && /^\d{4}-\d{2}-\d{2}$/.test(first)) return known(first);
  const near = ['yesterday', 'today', 'tomorrow'].indexOf(first);
  if (words.length === 1 && near !== -1) return daysLater(today, near - 1);
  const weekday = indexOf(first, WEEKDAYS);
  if (words.length === 1) return weekday === -1 ? null : nextWeekday(weekday, today);
  if (weekday === -1) return readDate(words, today);
  return readOnWeekday(weekday, words.slice(1), today);
}

/** That date in this year or the next one, if it falls on the weekday in either. */
function readOnWeekday(weekday: number, words: string[], today: Day): Day | null {
  const first = readDate(words, `${today.slice(0, 4)}-01-01`);
  const second = first && readDate(words, daysLater(first, 1));
  return [first, second].find((day) => day && weekdayOf(day) === weekday) ?? null;
}

/** "27 Nov", "Nov 27", each with or without a year. */
function readDate([one = '', other = '', year, ...rest]: string[], today: Day): Day | null {
  const [day, name] = /^\d/.test(one) ? [one, other] : [other, one];
  const month = indexOf(name, MONTHS);
  if (rest.length > 0 || month === -1 || !/^\d{1,2}$/.test(day) || (year && !/^\d{4}$/.test(year))) return null;
  const inYear = (wanted: number) => known(`${wanted}-${pad(month + 1)}-${pad(Number(day))}`);
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

/** The day, if there is one of that date: 30 February is none. */
function known(day: Day): Day | null {
  const time = Date.parse(day);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}
