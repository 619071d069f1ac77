import { type DateText, writtenDay } from './dates.js';
import {
  inWords,
  isWorkdays,
  listed,
  monthDaysInWords,
  monthDaysOf,
  monthNamed,
  monthNames,
  ordinal,
  weekdayName,
  weekdayNamed,
  workdays,
} from './recurrence-phrases.js';
import { explicitRule, formatRule, parseRule, type Rule, weekdays } from './recurrence-rule.js';
import { type Recurrence, parsedRule } from './recurrence.js';

/** How a rule that has no words of its own is said. */
const BY_RULE = 'by the rule ';
const OMITTED = ' where there is one';
const FORWARD = ' or the day after the month';

/** A recurrence in words that `ruleOf` understands: "every month on the last workday". */
export function wordsOf(recurrence: Recurrence): string {
  const counted = recurrence.from === 'completion';
  const rule = counted ? parsedRule(recurrence) : explicitRule(parsedRule(recurrence), writtenDay(recurrence.anchor));
  const after = counted ? ' after completion' : '';
  const phrase = phraseOf(rule);
  return phrase === null ? `${BY_RULE}${recurrence.rule}${after}` : `${phrase}${after}${endOf(rule)}`;
}

/** What words such as "every 2 weeks on Tuesday" or "every! month" mean, or undefined for others. */
export function ruleOf(words: string): Pick<Recurrence, 'rule' | 'from'> | undefined {
  const line = words.trim().replace(/\s+/g, ' ');
  const raw = /^by the rule (\S+?)( after completion)?$/i.exec(line);
  if (raw) return keepable(raw[1]!, raw[2] !== undefined);
  const [, counted, core, after, day, month, year, times] = WHOLE.exec(line.toLowerCase()) ?? [];
  if (core === undefined) return undefined;
  const rule = coreOf(core);
  if (!rule) return undefined;
  const end = {
    ...(times && { count: Number(times) }),
    ...(day && { until: `${year}-${twoDigits(monthNamed(month!))}-${twoDigits(Number(day))}` }),
  };
  return keepable(formatRule({ ...rule, ...end }), counted === '!' || after !== undefined);
}

const WHOLE =
  /^(?:every|each)(!)? (.+?)( after completion)?(?: until (\d{1,2}) ([a-z]+) (\d{4})|,? (?:for )?(\d{1,3}) times?)?$/;

/** Recurrences that a date suggests, in the order in which they are offered. */
export function presetsFor(date: DateText): { words: string; recurrence: Recurrence }[] {
  const day = new Date(`${writtenDay(date)}T00:00Z`);
  const [number, month] = [day.getUTCDate(), monthNames[day.getUTCMonth()]!];
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  const weekday = weekdayName(weekdays[(day.getUTCDay() + 6) % 7]!);
  const nth = number + 7 > last ? 'last' : ordinal(Math.ceil(number / 7));
  const phrases = [
    'every day',
    'every workday',
    `every ${weekday}`,
    `every 2 weeks on ${weekday}`,
    `every month on the ${ordinal(number)}`,
    `every month on the ${nth} ${weekday}`,
    ...(number === last ? ['every month on the last day'] : []),
    `every year on ${number} ${month}`,
  ];
  return phrases.map((words) => ({ words, recurrence: { anchor: date, ...ruleOf(words)! } }));
}

function keepable(rule: string, counted: boolean): Pick<Recurrence, 'rule' | 'from'> | undefined {
  try {
    parseRule(rule);
    return { rule, from: counted ? 'completion' : 'due' };
  } catch {
    return undefined;
  }
}

function phraseOf(rule: Rule): string | null {
  const { freq, days, months, monthDays, positions } = rule;
  const parts = days.length + months.length + monthDays.length + positions.length;
  const every = (unit: string) => (rule.interval === 1 ? `every ${unit}` : `every ${rule.interval} ${unit}s`);
  if (freq === 'DAILY') return parts === 0 ? every('day') : null;
  if (freq === 'WEEKLY') return months.length + positions.length === 0 ? weeklyPhrase(rule, every('week')) : null;
  if (freq === 'MONTHLY') {
    if (parts === 0) return every('month');
    const said = months.length === 0 ? monthDaysInWords(rule) : null;
    return said && `${every('month')} on ${inWords(said)}${skipOf(rule)}`;
  }
  if (parts === 0) return every('year');
  const said = yearDaysInWords(rule);
  return said && `${every('year')} on ${said}${skipOf(rule)}`;
}

function weeklyPhrase({ interval, days, weekStart = 'MO' }: Rule, every: string): string {
  if (days.length === 0) return every;
  const works = isWorkdays(days);
  if (interval === 1)
    return works ? 'every workday' : `every ${inWords(days.map(({ weekday }) => weekdayName(weekday)))}`;
  const said = works ? 'workdays' : inWords(days.map(({ weekday }) => weekdayName(weekday)));
  return `${every} on ${said}${weekStart === 'MO' ? '' : ` with weeks from ${weekdayName(weekStart)}`}`;
}

function yearDaysInWords(rule: Rule): string | null {
  const { months, monthDays } = rule;
  const names = months.map((month) => monthNames[month - 1]!);
  const said = monthDaysInWords(rule);
  if (!said || names.length === 0) return null;
  if (monthDays.length === 0 || monthDays.some((day) => day < 0)) return `${inWords(said)} of ${inWords(names)}`;
  if (monthDays.length > 1 && months.length > 1) return null;
  return inWords(names.flatMap((name) => monthDays.map((day) => `${day} ${name}`)));
}

/** What is said of days that some months do not have; that the last day is taken instead goes without saying. */
function skipOf({ skip, monthDays }: Rule): string {
  if (!monthDays.some((day) => day > 28) || skip === 'BACKWARD') return '';
  return skip === 'OMIT' ? OMITTED : FORWARD;
}

function endOf({ count, until }: Rule): string {
  if (count !== undefined) return count === 1 ? ', 1 time' : `, ${count} times`;
  if (until === undefined) return '';
  const [year, month, day] = until.split('-');
  return ` until ${Number(day)} ${monthNames[Number(month) - 1]} ${year}`;
}

type RuleSaid = Partial<Rule> & Pick<Rule, 'freq'>;

function coreOf(core: string): RuleSaid | undefined {
  const [, number, unit, rest] = /^(?:(other|\d{1,3}) )?(day|week|month|year)s?(?: on (.+))?$/.exec(core) ?? [];
  const interval = number === 'other' ? 2 : Number(number ?? 1);
  if (unit === 'day') return rest === undefined ? { freq: 'DAILY', interval } : undefined;
  if (unit === 'week') return weeklyOf(rest, interval);
  if (unit === 'month') return datesOf('MONTHLY', interval, rest, monthDaysOf);
  if (unit === 'year') return datesOf('YEARLY', interval, rest, yearDaysOf);
  const [, other, days] = /^(other )?(.+)$/.exec(core) ?? [];
  return weeklyOf(days, other ? 2 : 1);
}

function weeklyOf(words: string | undefined, interval: number): RuleSaid | undefined {
  if (words === undefined) return { freq: 'WEEKLY', interval };
  const [, said = '', start] = /^(.+?)(?: with weeks from ([a-z]+))?$/.exec(words) ?? [];
  const works = /^(?:workday|weekday)s?$/.test(said);
  const names = works ? [...workdays] : listed(said).map((word) => weekdayNamed(word.replace(/days$/, 'day')));
  const days = names.flatMap((weekday) => (weekday ? [{ weekday }] : []));
  if (days.length < names.length) return undefined;
  return { freq: 'WEEKLY', interval, days, weekStart: start === undefined ? undefined : weekdayNamed(start) };
}

type DaysSaid = Partial<Pick<Rule, 'days' | 'months' | 'monthDays' | 'positions'>>;

/** A day that some months do not have is the last one there, unless something else is said. */
function datesOf(
  freq: 'MONTHLY' | 'YEARLY',
  interval: number,
  words: string | undefined,
  read: (words: string) => DaysSaid | undefined,
): RuleSaid | undefined {
  if (words === undefined) return { freq, interval, skip: 'BACKWARD' };
  const ending = [OMITTED, FORWARD].find((end) => words.endsWith(end)) ?? '';
  const days = read(words.slice(0, words.length - ending.length));
  if (!days) return undefined;
  const skip = ending === OMITTED ? 'OMIT' : ending === FORWARD ? 'FORWARD' : 'BACKWARD';
  return { freq, interval, ...days, skip: days.monthDays?.some((day) => day > 28) ? skip : 'OMIT' };
}

function yearDaysOf(words: string): DaysSaid | undefined {
  const [, said, names] = /^(.+) of (.+)$/.exec(words) ?? [];
  if (said !== undefined) {
    const months = listed(names!).map(monthNamed);
    const days = monthDaysOf(said);
    return days && !months.includes(0) ? { months, ...days } : undefined;
  }
  const dates = listed(words).map((date) => /^(?:the )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)$/.exec(date));
  const monthDays = [...new Set(dates.map((date) => Number(date?.[1] ?? 0)))];
  const months = [...new Set(dates.map((date) => monthNamed(date?.[2] ?? '')))];
  const isPlain = monthDays.length === 1 || months.length === 1;
  return isPlain && !monthDays.includes(0) && !months.includes(0) ? { months, monthDays } : undefined;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
