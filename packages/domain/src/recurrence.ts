import {
  type Clock,
  type DateParts,
  type DateText,
  dayAt,
  dayLater,
  instantOf,
  knownZone,
  moveDate,
  parseDate,
  toDateText,
  writtenDay,
} from './dates.js';
import { dayNumber, dayText, daysOf } from './recurrence-days.js';
import { formatRule, parseRule, type Rule, RuleProblem } from './recurrence-rule.js';

/** How a todo repeats. */
export interface Recurrence {
  /** An RRULE (RFC 5545, RFC 7529) without DTSTART, by days. */
  rule: string;
  /** Where the rule begins, in the form of `due`: the dates that follow have its time and its zone. */
  anchor: DateText;
  /** From what the next date is counted: from the dates of the rule, or from the day on which the todo was completed. */
  from: 'due' | 'completion';
}

/** The dates of a todo that repeats. */
export interface RepeatingDates {
  start: DateText | null;
  due: DateText | null;
  deadline: DateText | null;
}

const ORIGINS = new Set<unknown>(['due', 'completion']);
const MOST_RULES = 1_000;
const rules = new Map<string, Rule>();

/** What is wrong with a recurrence, in words for the person who sent it, or null for one that can be kept. */
export function recurrenceProblem(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 3) return SHAPE;
  const { rule, anchor, from } = value as Record<string, unknown>;
  if (typeof rule !== 'string' || typeof anchor !== 'string' || !ORIGINS.has(from)) return SHAPE;
  const parts = parseDate(anchor);
  if (!parts) return 'The anchor is a date, such as 2026-11-20 or 2026-11-20T09:00.';
  try {
    const [first] = daysOf(parseRule(rule), parts.day, 0);
    return first === undefined ? 'This rule has no date at all.' : null;
  } catch (error) {
    if (error instanceof RuleProblem) return error.message;
    throw error;
  }
}

const SHAPE = 'Send a rule, an anchor and what it is counted from ("due" or "completion"), or null.';

/**
 * The date that follows: after both now and the date it has, so that nothing piles up and nothing comes twice. Null when
 * that was the last one.
 * @param due the date it has @param now milliseconds since 1970, UTC
 */
export function nextDate(recurrence: Recurrence, due: DateText, now: number, clock: Clock): DateText | null {
  const { day: anchor, time, zone } = partsOf(recurrence.anchor);
  const timeZone = knownZone(zone ?? clock.zone, clock.zone);
  const today = dayAt(now, { zone: timeZone, dayStart: clock.dayStart });
  const afterDue = dayNumber(writtenDay(due)) + 1;
  const rule = parsedRule(recurrence);
  const counted = recurrence.from === 'completion';
  if (counted && rule.count === 1) return null;
  // A time of today may be ahead; a whole day of today is not.
  const from = Math.max(afterDue, dayNumber(today) + (counted || time === null ? 1 : 0));
  const days = counted ? daysOf(rule, today, from, false) : daysOf(rule, anchor, from);
  for (const day of onceEach(days, timeZone)) {
    const text = dayText(day);
    if (time === null || instantOf(`${text}T${time}`, timeZone) > now) return toDateText({ day: text, time, zone });
  }
  return null;
}

/**
 * The dates of a todo from one day on, as they will be if each is completed on its day. Lazy: take as many as are shown.
 * @param from a day @param due the date it has now, from which one that counts from completion goes on
 * @param zone of the person who looks
 */
export function* occurrences(
  recurrence: Recurrence,
  { from, due, zone }: { from: string; due?: DateText | null; zone: string },
): Generator<DateText> {
  const { day: anchor, time, zone: own } = partsOf(recurrence.anchor);
  const rule = parsedRule(recurrence);
  const origin = recurrence.from === 'completion' && due ? writtenDay(due) : anchor;
  const first = dayNumber(from);
  const days = isCountedAnew(recurrence, rule) ? completedDays(rule, origin) : daysOf(rule, origin, first);
  for (const day of onceEach(days, knownZone(own ?? zone, zone))) {
    if (day >= first) yield toDateText({ day: dayText(day), time, zone: own });
  }
}

/**
 * What completing or skipping the present date of a todo makes of it, or null when that was the last one. Start and deadline
 * keep their distance to due. As nothing piles up, this is also how all dates up to now are completed at once.
 * @param now milliseconds since 1970, UTC
 */
export function advance(
  { start, due, deadline }: RepeatingDates,
  recurrence: Recurrence,
  now: number,
  clock: Clock,
): (RepeatingDates & { due: DateText; recurrence: Recurrence }) | null {
  if (due === null) return null;
  const next = nextDate(recurrence, due, now, clock);
  if (next === null) return null;
  const along = (date: DateText | null) => (date === null ? null : keepDistance(date, due, next));
  return { start: along(start), due: next, deadline: along(deadline), recurrence: counted(recurrence, -1) };
}

/**
 * What taking a completion back makes of the todo it is one of: the dates it had then, and what is left of its rule. Null where
 * that completion is not what led to the present date: another one came later, or the date or the rule was changed.
 * @param completion the dates that were completed, and when @param todo as it is now
 */
export function takenBack(
  completion: RepeatingDates & { completedAt: string | null },
  todo: RepeatingDates & { completedAt: string | null; recurrence: Recurrence | null },
  clock: Clock,
): (RepeatingDates & { recurrence: Recurrence }) | null {
  if (completion.completedAt === null || todo.completedAt !== null || !todo.recurrence) return null;
  const recurrence = counted(todo.recurrence, 1);
  const led = advance(completion, recurrence, Date.parse(completion.completedAt), clock);
  if (led === null || led.due !== todo.due) return null;
  const before = (name: 'start' | 'deadline') => (todo[name] === led[name] ? completion[name] : todo[name]);
  return { start: before('start'), due: completion.due, deadline: before('deadline'), recurrence };
}

/** The parsed rule of a recurrence that can be kept. */
export function parsedRule({ rule }: Recurrence): Rule {
  const known = rules.get(rule);
  if (known) return known;
  if (rules.size >= MOST_RULES) rules.clear();
  const parsed = parseRule(rule);
  rules.set(rule, parsed);
  return parsed;
}

/** The parts of a date that was accepted once, though this runtime may not know its zone. */
function partsOf(date: DateText): DateParts {
  return { day: writtenDay(date), time: date.slice(11, 16) || null, zone: date.slice(17, -1) || null };
}

/** One that is counted from the dates of the rule stays as it is: its dates are counted from the anchor. */
function counted(recurrence: Recurrence, by: 1 | -1): Recurrence {
  const rule = parsedRule(recurrence);
  if (recurrence.from === 'due' || rule.count === undefined) return recurrence;
  return { ...recurrence, rule: formatRule({ ...rule, count: rule.count + by }) };
}

/** Whether each date moves those after it: "every month" after the 31st goes on from the 28th of February. */
function isCountedAnew({ from }: Recurrence, { freq, days, monthDays }: Rule): boolean {
  return from === 'completion' && (freq === 'MONTHLY' || freq === 'YEARLY') && days.length + monthDays.length === 0;
}

function* completedDays(rule: Rule, origin: string): Generator<number> {
  let day: number | undefined = dayNumber(origin);
  for (let left = rule.count ?? Infinity; day !== undefined && left > 0; left--) {
    yield day;
    [day] = daysOf(rule, dayText(day), day + 1, false);
  }
}

/** A zone can skip a day: the day after it is the same day there, and comes once. */
function* onceEach(days: Iterable<number>, zone: string): Generator<number> {
  let skipped: number | undefined;
  for (const day of days) {
    if (skipped !== undefined && day !== skipped + 1) yield skipped;
    skipped = isSkipped(day, zone) ? day : undefined;
    if (skipped === undefined) yield day;
  }
  if (skipped !== undefined) yield skipped;
}

/** How many days are looked at together. */
const BLOCK = 64;
/** By zone, the blocks that have been looked at: whether a day of it was skipped. */
const blocks = new Map<string, Map<number, boolean>>();

function isSkipped(day: number, zone: string): boolean {
  const block = Math.floor(day / BLOCK);
  const ofZone = blocks.get(zone) ?? new Map<number, boolean>();
  blocks.set(zone, ofZone);
  const known = ofZone.get(block) ?? lasts(block * BLOCK, BLOCK, zone) < BLOCK - 0.5;
  if (ofZone.size >= MOST_RULES) ofZone.clear();
  ofZone.set(block, known);
  return known && lasts(day, 1, zone) === 0;
}

/** How long some days last in a zone, in days. */
function lasts(day: number, days: number, zone: string): number {
  return (instantOf(dayText(day + days), zone) - instantOf(dayText(day), zone)) / 86_400_000;
}

function keepDistance(date: DateText, due: DateText, next: DateText): DateText {
  const [from, to, own] = [partsOf(due), partsOf(next), partsOf(date)];
  const days = dayNumber(to.day) - dayNumber(from.day);
  if (from.time === null || to.time === null || own.time === null) return moveDate(date, days);
  const minutes = days * 1440 + minuteOf(to.time) - minuteOf(from.time) + minuteOf(own.time);
  const time = new Date((((minutes % 1440) + 1440) % 1440) * 60_000).toISOString().slice(11, 16);
  return toDateText({ day: dayLater(own.day, Math.floor(minutes / 1440)), time, zone: own.zone });
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
