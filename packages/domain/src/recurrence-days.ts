import { explicitRule, type Rule, type RuleDay, weekdays } from './recurrence-rule.js';

const DAY = 86_400_000;
/** So far that the days around it are written with four digits. */
const LAST = Date.UTC(9999, 0, 1) / DAY;
/**
 * How many periods are looked at in vain before a rule has no more dates: all years that differ, and their months; days for
 * each 29 February of every thirteenth year.
 */
const MOST_IN_VAIN = { DAILY: 5_000, WEEKLY: 5_000, MONTHLY: 4_800, YEARLY: 400 };
const ALL_MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** A day as a number, so that days can be counted: `1970-01-01` is 0. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00Z`) / DAY;
}

export function dayText(number: number): string {
  const known = texts.get(number);
  if (known !== undefined) return known;
  if (texts.size >= MOST_KEPT) texts.clear();
  const text = new Date(number * DAY).toISOString().slice(0, 10);
  texts.set(number, text);
  return text;
}

/** A calendar asks for the same days again and again. */
const texts = new Map<number, string>();
const MOST_KEPT = 5_000;

/**
 * The days on which a rule falls, from a day on and lazily. Days have no time zone here, so nothing can shift them. A rule is
 * looked up at that day, however long ago its anchor is; only one that is counted begins at its anchor.
 * @param anchor the first day that can be one @param from see `dayNumber`
 * @param isCounted false for all days of a rule, whatever its COUNT
 */
export function* daysOf(rule: Rule, anchor: string, from: number, isCounted = true): Generator<number> {
  const counted = rule.count !== undefined && isCounted;
  const days = counted ? countedDays(rule, anchor) : daysFrom(explicitRule(rule, anchor), dayNumber(anchor), from);
  for (const day of days) if (day >= from) yield day;
}

const counted = new WeakMap<Rule, Map<string, number[]>>();

/** All days of a rule that has a number of them. */
function countedDays(rule: Rule, anchor: string): number[] {
  const ofRule = counted.get(rule) ?? new Map<string, number[]>();
  counted.set(rule, ofRule);
  const known = ofRule.get(anchor);
  if (known) return known;
  if (ofRule.size >= MOST_COUNTED) ofRule.clear();
  const days: number[] = [];
  const first = dayNumber(anchor);
  for (const day of daysFrom(explicitRule(rule, anchor), first, first)) if (days.push(day) >= rule.count!) break;
  ofRule.set(anchor, days);
  return days;
}

/** Of how many anchors the days of one rule are kept. */
const MOST_COUNTED = 50;

/** @param rule one that says all of its parts */
function* daysFrom(rule: Rule, anchor: number, from: number): Generator<number> {
  const start = Math.max(anchor, from);
  const last = rule.until === undefined ? LAST : dayNumber(rule.until);
  const origin = periodOf(rule, anchor);
  // A day that is moved forward comes in the period behind its own.
  const behind = Math.floor((periodOf(rule, start) - origin) / rule.interval) - (rule.skip === 'FORWARD' ? 1 : 0);
  let period = origin + Math.max(0, behind) * rule.interval;
  let latest = start - 1;
  for (let vain = 0; vain <= MOST_IN_VAIN[rule.freq]; vain++, period += rule.interval) {
    if (firstDayOf(rule, period) > last) return;
    for (const day of chosen(rule, daysIn(rule, period))) {
      if (day > last) return;
      if (day <= latest) continue;
      yield day;
      latest = day;
      vain = 0;
    }
  }
}

/** Days, weeks, months and years are counted, each by itself. */
function periodOf({ freq, weekStart }: Rule, day: number): number {
  if (freq === 'DAILY') return day;
  if (freq === 'WEEKLY') return Math.floor((day - weekOffset(weekStart)) / 7);
  const date = new Date(day * DAY);
  return freq === 'YEARLY' ? date.getUTCFullYear() : date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function firstDayOf({ freq, weekStart }: Rule, period: number): number {
  if (freq === 'DAILY') return period;
  if (freq === 'WEEKLY') return period * 7 + weekOffset(weekStart);
  return freq === 'YEARLY' ? monthStart(period * 12) : monthStart(period);
}

/** The first day of the first week: day 0 was a Thursday. */
function weekOffset(weekStart: Rule['weekStart'] = 'MO'): number {
  return weekdays.indexOf(weekStart) - 3;
}

function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** @param month counted from the year 0 */
function monthStart(month: number): number {
  // `Date.UTC` would take the years to 99 for those of the last century.
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / DAY;
}

/** The days of a period that a rule means, in order, before it chooses among them. */
function daysIn(rule: Rule, period: number): number[] {
  const first = firstDayOf(rule, period);
  const { freq, months, monthDays, days } = rule;
  if (freq === 'DAILY') return isMeant(rule, first) ? [first] : [];
  if (freq === 'WEEKLY') return [0, 1, 2, 3, 4, 5, 6].map((later) => first + later).filter((day) => isMeant(rule, day));
  if (freq === 'MONTHLY')
    return months.length === 0 || months.includes((period % 12) + 1) ? daysOfMonth(rule, period) : [];
  if (months.length > 0 || monthDays.length > 0)
    return (months.length > 0 ? months.toSorted((a, b) => a - b) : ALL_MONTHS).flatMap((month) =>
      daysOfMonth(rule, period * 12 + month - 1),
    );
  return matching(days, first, monthStart((period + 1) * 12) - first);
}

function isMeant({ months, monthDays, days }: Rule, day: number): boolean {
  if (days.length > 0 && !days.some(({ weekday }) => weekdays.indexOf(weekday) === weekdayOf(day))) return false;
  if (months.length + monthDays.length === 0) return true;
  const date = new Date(day * DAY);
  if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) return false;
  if (monthDays.length === 0) return true;
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return monthDays.includes(date.getUTCDate()) || monthDays.includes(day - monthStart(month + 1));
}

function daysOfMonth({ days, monthDays, skip }: Rule, month: number): number[] {
  const [first, end] = [monthStart(month), monthStart(month + 1)];
  const length = end - first;
  if (monthDays.length === 0) return matching(days, first, length);
  const named = monthDays.flatMap((day) => {
    if (day < 0) return -day > length ? [] : [end + day];
    if (day <= length) return [first + day - 1];
    return skip === 'OMIT' ? [] : [skip === 'BACKWARD' ? end - 1 : end];
  });
  const inOrder = [...new Set(named)].toSorted((a, b) => a - b);
  if (days.length === 0) return inOrder;
  const meant = new Set(matching(days, first, length));
  return inOrder.filter((day) => meant.has(day));
}

/** The weekdays in a month or a year, or the nth of them. */
function matching(days: RuleDay[], first: number, length: number): number[] {
  const found = new Set<number>();
  for (const { weekday, nth } of days) {
    const earliest = first + ((weekdays.indexOf(weekday) - weekdayOf(first) + 7) % 7);
    const many = Math.ceil((first + length - earliest) / 7);
    for (let index = 0; index < many; index++)
      if (nth === undefined || nth === index + 1 || nth === index - many) found.add(earliest + index * 7);
  }
  return [...found].toSorted((a, b) => a - b);
}

function chosen({ positions }: Rule, days: number[]): number[] {
  if (positions.length === 0) return days;
  return days.filter((_, index) => positions.includes(index + 1) || positions.includes(index - days.length));
}
