import { capitalise } from './field-words.js';
import { type Rule, type RuleDay, type Weekday, weekdays } from './recurrence-rule.js';
import { en } from './words/en.js';

/** How rules are said, in English: names of weekdays and months, ordinals, lists. */

const weekdayNames = en.weekdays.map(nameOf);
export const monthNames = en.months.map(nameOf);
const workdays: ReadonlySet<Weekday> = new Set(weekdays.slice(0, 5));

function nameOf(words: string): string {
  return capitalise(words.split(' ')[0]!);
}

export function weekdayName(weekday: Weekday): string {
  return weekdayNames[weekdays.indexOf(weekday)]!;
}

/** "1st", "2nd", "last", "2nd last" */
export function ordinal(number: number): string {
  if (number === -1) return en.last;
  if (number < 0) return `${ordinal(-number)} ${en.last}`;
  const [st, nd, rd, th] = en.ordinalEnds.split(' ');
  const teen = number % 100 > 10 && number % 100 < 14;
  return `${number}${(!teen && ['', st, nd, rd][number % 10]) || th}`;
}

/** "a, b and c" */
export function inWords(items: string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${en.and} ${items.at(-1)}`;
}

export function isWorkdays(days: RuleDay[]): boolean {
  return days.length === 5 && days.every(({ nth, weekday }) => nth === undefined && workdays.has(weekday));
}

/** The days of a month that a rule names, each as "the last Friday", or null where there are no words for it. */
export function monthDaysInWords(rule: Rule): string[] | null {
  const { days, monthDays, positions } = rule;
  if (monthDays.length > 0) {
    if (days.length + positions.length > 0 || monthDays.some((day) => day < -28)) return null;
    return monthDays.map((day) => (day > 0 ? `the ${ordinal(day)}` : `the ${ordinal(day)} day`));
  }
  if (positions.length > 0) return isWorkdays(days) ? positions.map((nth) => `the ${ordinal(nth)} workday`) : null;
  if (days.some(({ nth }) => nth === undefined)) return null;
  return days.map(({ nth, weekday }) => `the ${ordinal(nth!)} ${weekdayName(weekday)}`);
}
