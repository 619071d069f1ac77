import { isDay } from './dates.js';

/** The parts of RFC 5545 and RFC 7529 that Latch knows, and how they are written. */

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const skips = ['OMIT', 'BACKWARD', 'FORWARD'] as const;

/** A weekday, or the nth of a month or a year: -1 is the last. */
export interface RuleDay {
  weekday: Weekday;
  nth?: number;
}

/** A rule taken apart. What a rule does not say is empty or undefined, but the interval (1) and what to skip (OMIT). */
export interface Rule {
  freq: (typeof frequencies)[number];
  interval: number;
  count?: number | undefined;
  /** The last day on which it may fall, such as `2027-12-31`. */
  until?: string | undefined;
  days: RuleDay[];
  monthDays: number[];
  months: number[];
  positions: number[];
  weekStart?: Weekday | undefined;
  /** What becomes of a day that a month does not have. */
  skip: (typeof skips)[number];
}

const LONGEST_RULE = 500;
const MOST_INTERVAL = 999;
const MOST_COUNT = 999;
const KNOWN = 'RSCALE FREQ UNTIL COUNT INTERVAL BYDAY BYMONTHDAY BYMONTH BYSETPOS WKST SKIP'.split(' ');

/** Why a rule cannot be taken, in words for the person who sent it. */
export class RuleProblem extends Error {}

/**
 * Takes a rule apart.
 * @throws RuleProblem
 */
export function parseRule(text: string): Rule {
  if (text.length > LONGEST_RULE) throw new RuleProblem(`A rule has at most ${LONGEST_RULE} characters.`);
  const parts = partsOf(text);
  const rule: Rule = {
    freq: one(parts, 'FREQ', frequencies) ?? refuse('Say how often it repeats, such as FREQ=WEEKLY.'),
    interval: whole(parts, 'INTERVAL', MOST_INTERVAL) ?? 1,
    count: whole(parts, 'COUNT', MOST_COUNT),
    until: untilOf(parts.get('UNTIL')),
    days: list(parts, 'BYDAY').map(dayOf),
    monthDays: wholes(parts, 'BYMONTHDAY', -31, 31),
    months: wholes(parts, 'BYMONTH', 1, 12),
    positions: wholes(parts, 'BYSETPOS', -366, 366),
    weekStart: one(parts, 'WKST', weekdays),
    skip: one(parts, 'SKIP', skips) ?? 'OMIT',
  };
  refuseContradictions(rule, parts);
  return rule;
}

/** A rule as it is written, in the order of RFC 7529's examples. */
export function formatRule(rule: Partial<Rule> & Pick<Rule, 'freq'>): string {
  const skips = rule.skip !== undefined && rule.skip !== 'OMIT';
  const days = rule.days?.map(({ nth, weekday }) => `${nth ?? ''}${weekday}`);
  const parts: [string, unknown][] = [
    ['RSCALE', skips ? 'GREGORIAN' : ''],
    ['FREQ', rule.freq],
    ['INTERVAL', rule.interval === 1 ? '' : rule.interval],
    ['BYMONTH', rule.months?.join(',')],
    ['BYMONTHDAY', rule.monthDays?.join(',')],
    ['BYDAY', days?.join(',')],
    ['BYSETPOS', rule.positions?.join(',')],
    ['SKIP', skips ? rule.skip : ''],
    ['WKST', rule.weekStart],
    ['UNTIL', rule.until?.replaceAll('-', '')],
    ['COUNT', rule.count],
  ];
  const said = parts.filter(([, value]) => value !== undefined && value !== '');
  return said.map(([name, value]) => `${name}=${String(value)}`).join(';');
}

/** What a rule leaves to its anchor, said: a monthly rule without a day means the day of the anchor. */
export function explicitRule(rule: Rule, anchor: string): Rule {
  if (rule.freq === 'DAILY' || rule.days.length > 0) return rule;
  const date = new Date(`${anchor}T00:00Z`);
  if (rule.freq === 'WEEKLY') return { ...rule, days: [{ weekday: weekdays[(date.getUTCDay() + 6) % 7]! }] };
  if (rule.monthDays.length > 0) return rule;
  const monthDays = [date.getUTCDate()];
  if (rule.freq === 'MONTHLY' || rule.months.length > 0) return { ...rule, monthDays };
  return { ...rule, months: [date.getUTCMonth() + 1], monthDays };
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (!KNOWN.includes(name) || value === '' || more.length > 0) refuse(`A rule cannot say ${JSON.stringify(part)}.`);
    if (parts.has(name)) refuse(`A rule says ${name} once.`);
    parts.set(name, value);
  }
  return parts;
}

function one<T extends string>(parts: Map<string, string>, name: string, of: readonly T[]): T | undefined {
  const value = parts.get(name);
  if (value === undefined) return undefined;
  return of.find((known) => known === value) ?? refuse(`${name} is one of ${of.join(', ')}.`);
}

function list(parts: Map<string, string>, name: string): string[] {
  const items = parts.get(name)?.split(',') ?? [];
  if (new Set(items).size < items.length) refuse(`${name} says each of its values once.`);
  return items;
}

function whole(parts: Map<string, string>, name: string, most: number): number | undefined {
  const value = parts.get(name);
  return value === undefined ? undefined : wholeOf(value, name, 1, most);
}

function wholes(parts: Map<string, string>, name: string, least: number, most: number): number[] {
  return list(parts, name).map((value) => wholeOf(value, name, least, most));
}

function wholeOf(value: string, name: string, least: number, most: number): number {
  const number = /^[+-]?\d{1,3}$/.test(value) ? Number(value) : 0;
  if (number === 0 || number < least || number > most) {
    refuse(`${name} is a whole number from ${least} to ${most}${least < 0 ? ', and not 0' : ''}.`);
  }
  return number;
}

function untilOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const day = /^\d{8}$/.test(value) ? `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}` : '';
  return isDay(day) ? day : refuse('UNTIL is a day, such as UNTIL=20271231.');
}

function dayOf(item: string): RuleDay {
  const [, nth, weekday] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(item) ?? [];
  const known = weekdays.find((day) => day === weekday);
  if (!known) return refuse('BYDAY is a list of weekdays, such as MO,WE or -1FR.');
  return nth === undefined ? { weekday: known } : { weekday: known, nth: wholeOf(nth, 'The number in BYDAY', -53, 53) };
}

function refuseContradictions(rule: Rule, parts: Map<string, string>): void {
  const { freq, days, monthDays, months, positions } = rule;
  if (rule.count !== undefined && rule.until !== undefined) refuse('A rule ends by UNTIL or by COUNT, not by both.');
  if (parts.has('SKIP') && !parts.has('RSCALE')) refuse('SKIP comes with RSCALE=GREGORIAN.');
  if (rule.skip !== 'OMIT' && days.length + positions.length > 0)
    refuse('SKIP is for days of a month alone: BYMONTHDAY.');
  if ((parts.get('RSCALE') ?? 'GREGORIAN') !== 'GREGORIAN') refuse('RSCALE is GREGORIAN.');
  if (freq === 'WEEKLY' && monthDays.length > 0) refuse('A weekly rule has no BYMONTHDAY.');
  const most = freq === 'MONTHLY' || (freq === 'YEARLY' && months.length > 0) ? 5 : freq === 'YEARLY' ? 53 : 0;
  if (days.some(({ nth = 0 }) => Math.abs(nth) > most)) {
    refuse(
      most ? `The number in BYDAY is at most ${most} here.` : 'Only a monthly or a yearly rule has a number in BYDAY.',
    );
  }
  if (positions.length > 0 && days.length + monthDays.length + months.length === 0) {
    refuse('BYSETPOS chooses from days, such as BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1.');
  }
}

function refuse(words: string): never {
  throw new RuleProblem(words);
}
