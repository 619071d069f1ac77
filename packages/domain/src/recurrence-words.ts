import { type DateText, writtenDay } from './dates.js';
import { inWords, isWorkdays, monthDaysInWords, monthNames, ordinal, weekdayName } from './recurrence-phrases.js';
import { explicitRule, parseRule, type Rule, weekdays } from './recurrence-rule.js';
import { type Recurrence, parsedRule } from './recurrence.js';
import { en } from './words/en.js';
import type { Language } from './words/language.js';
import { findRepeat } from './words/repeats.js';
import { tokensOf } from './words/tokens.js';

/** How a rule that has no words of its own is said. */
const BY_RULE = 'by the rule ';
const BY_RULE_WRITTEN = new RegExp(`^${BY_RULE}(\\S+?)( ${en.afterCompletion})?$`, 'i');

/** A recurrence in words that `ruleOf` understands: "every month on the last workday". */
export function wordsOf(recurrence: Recurrence): string {
  const counted = recurrence.from === 'completion';
  const rule = counted ? parsedRule(recurrence) : explicitRule(parsedRule(recurrence), writtenDay(recurrence.anchor));
  const after = counted ? ` ${en.afterCompletion}` : '';
  const phrase = phraseOf(rule);
  return phrase === null ? `${BY_RULE}${recurrence.rule}${after}` : `${phrase}${after}${endOf(rule)}`;
}

/** What words such as "every 2 weeks on Tuesday" or "every! month" mean, or undefined for others. */
export function ruleOf(words: string, languages: readonly Language[] = [en]): RuleSaid | undefined {
  const raw = BY_RULE_WRITTEN.exec(words.trim().replace(/\s+/g, ' '));
  if (raw) return keepable(raw[1]!, raw[2] !== undefined);
  const tokens = tokensOf(words);
  for (const language of languages) {
    const found = findRepeat({ tokens, language, loose: true, work: { steps: 0 } }, 0, NEVER_ASKED);
    if (found?.end === tokens.length && found.time === undefined && found.starting === undefined)
      return { rule: found.rule, from: found.from };
  }
  return undefined;
}

type RuleSaid = Pick<Recurrence, 'rule' | 'from'>;

/** A rule alone says no date of its own. */
const NEVER_ASKED = { today: '1970-01-01', now: '1970-01-01T00:00', zone: 'UTC' };

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

function keepable(rule: string, counted: boolean): RuleSaid | undefined {
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
  return ` ${skip === 'OMIT' ? en.omitted : en.forward}`;
}

function endOf({ count, until }: Rule): string {
  if (count !== undefined) return count === 1 ? ', 1 time' : `, ${count} times`;
  if (until === undefined) return '';
  const [year, month, day] = until.split('-');
  return ` until ${Number(day)} ${monthNames[Number(month) - 1]} ${year}`;
}
