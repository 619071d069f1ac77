import { type Rule, type RuleDay, type Weekday, weekdays } from './recurrence-rule.js';

/** The words of rules: names of weekdays and months, ordinals, lists. Both ways. */

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const monthNames = 'January February March April May June July August September October November December'.split(
  ' ',
);
export const workdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR'];

export function weekdayName(weekday: Weekday): string {
  return weekdayNames[weekdays.indexOf(weekday)]!;
}

/** A weekday by its name, or by three letters of it or more. */
export function weekdayNamed(word: string): Weekday | undefined {
  const index = named(weekdayNames, word);
  return index === -1 ? undefined : weekdays[index];
}

/** The number of a month, 0 for no month. */
export function monthNamed(word: string): number {
  return named(monthNames, word) + 1;
}

function named(names: string[], word: string): number {
  return word.length < 3 ? -1 : names.findIndex((name) => name.toLowerCase().startsWith(word.toLowerCase()));
}

/** "1st", "2nd", "last", "2nd last" */
export function ordinal(number: number): string {
  if (number === -1) return 'last';
  if (number < 0) return `${ordinal(-number)} last`;
  const teen = number % 100 > 10 && number % 100 < 14;
  return `${number}${(!teen && ['', 'st', 'nd', 'rd'][number % 10]) || 'th'}`;
}

/** "a, b and c" */
export function inWords(items: string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export function listed(words: string): string[] {
  return words.split(/, and |, | and /);
}

export function isWorkdays(days: RuleDay[]): boolean {
  return days.length === 5 && days.every(({ nth, weekday }) => nth === undefined && workdays.includes(weekday));
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

const PLACE = /^(?:(\d{1,2})(?:st|nd|rd|th)|(first|second|third|fourth|fifth))?(?:(?:^| )(last))?(?: ([a-z]+))?$/;
const spelled = ['first', 'second', 'third', 'fourth', 'fifth'];

/** The parts of a rule for days of a month, such as "the 1st and the last Friday", or undefined for other words. */
export function monthDaysOf(words: string): Pick<Rule, 'days' | 'monthDays' | 'positions'> | undefined {
  const parts = { days: [] as RuleDay[], monthDays: [] as number[], positions: [] as number[] };
  for (const item of listed(words)) {
    const [, digits, word, last, noun] = PLACE.exec(item.replace(/^the /, '')) ?? [];
    const number = digits ? Number(digits) : word ? spelled.indexOf(word) + 1 : last ? 1 : 0;
    const nth = last ? -number : number;
    const weekday = weekdayNamed(noun ?? '');
    if (nth === 0) return undefined;
    if (noun === 'workday' || noun === 'weekday') parts.positions.push(nth);
    else if (weekday) parts.days.push({ weekday, nth });
    else if (noun === 'day' || (noun === undefined && nth > 0)) parts.monthDays.push(nth);
    else return undefined;
  }
  const kinds = [parts.days, parts.monthDays, parts.positions].filter((list) => list.length > 0).length;
  if (kinds !== 1) return undefined;
  if (parts.positions.length > 0) parts.days = workdays.map((weekday) => ({ weekday }));
  return parts;
}
