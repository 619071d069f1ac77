import { dayIn } from '../months.js';
import { formatRule, parseRule, type Rule, weekdays } from '../recurrence-rule.js';
import { type DateFound, findDay, findTime, type Moment } from './dates.js';
import type { RepeatPattern } from './language.js';
import { lexiconOf } from './lexicon.js';
import { matchPattern } from './patterns.js';
import { canFollow, type Reading } from './reading.js';
import type { MonthPlace, Slots } from './slot-readers.js';

/** What repeats, within a line. */
export interface RepeatFound {
  /** Behind the last token that it takes. */
  end: number;
  rule: string;
  from: 'due' | 'completion';
  time?: string;
  /** The first day on which it may fall. */
  starting?: string;
  /** Whether it holds only where nothing follows. */
  sureness: 'sure' | 'end' | 'typed';
}

/** How a language calls Monday to Friday, as a rule has them. */
const WORKDAYS = weekdays.slice(0, 5);
const FREQUENCIES = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', quarter: 'MONTHLY', year: 'YEARLY' } as const;

/** What repeats from a token on: "every 2 weeks on Monday at 9am until 31 December". The longest there is. */
export function findRepeat(reading: Reading, at: number, moment: Moment): RepeatFound | undefined {
  const { tokens, language } = reading;
  const every = tokens[at];
  if (!every?.isFree || !lexiconOf(language).sets.every.has(every.core)) return undefined;
  if (every.trail !== '' && every.trail !== '!') return undefined;
  if (tokens[at + 1]?.lead !== '') return undefined;
  const found = language.repeats
    .map((pattern) => findByPattern(reading, at + 1, pattern))
    .filter((found) => found !== undefined)
    .reduce<Core | undefined>((best, next) => (best && best.end >= next.end ? best : next), undefined);
  if (!found) return undefined;
  const core = { ...found, from: every.trail === '!' ? ('completion' as const) : ('due' as const) };
  return finished(withEndings(reading, core, moment));
}

interface Core {
  end: number;
  said: Partial<Rule> & Pick<Rule, 'freq'>;
  from?: 'due' | 'completion';
  time?: string;
  starting?: string;
  sureness: RepeatFound['sureness'];
}

function findByPattern(
  reading: Reading,
  at: number,
  [pattern, freq, sureness = 'sure']: RepeatPattern,
): Core | undefined {
  const match = matchPattern(reading, pattern, at);
  const said = match && saidBy(match.slots, freq);
  if (!match || !said) return undefined;
  const { end, slots } = match;
  const core = { end, said, sureness, ...(slots.time && { time: slots.time }) };
  return said.monthDays?.some((day) => day > 28) ? withShortMonths(reading, core) : core;
}

function saidBy(slots: Slots, freq: RepeatPattern[1]): Core['said'] | undefined {
  const { unit, interval = 1 } = slots;
  if (freq === 'unit') {
    if (unit === undefined || unit === 'minute' || unit === 'hour') return undefined;
    const skip = unit === 'day' || unit === 'week' ? undefined : ('BACKWARD' as const);
    return { freq: FREQUENCIES[unit], interval: interval * (unit === 'quarter' ? 3 : 1), ...(skip && { skip }) };
  }
  if (freq === 'DAILY') return { freq };
  if (freq === 'WEEKLY') return { freq, interval, days: weekdaysSaid(slots).map((weekday) => ({ weekday })) };
  const months = slots.months?.map((month) => month + 1);
  const days = slots.dates ? datesSaid(slots.dates) : placesSaid(slots.places!);
  return days && { freq, interval, ...(months && { months }), ...days };
}

function weekdaysSaid({ weekdays: said, workday }: Slots): readonly (typeof weekdays)[number][] {
  if (workday) return WORKDAYS;
  // The weekend has one day for what is done at weekends.
  return said ? said.map((index) => weekdays[index]!) : ['SA'];
}

function placesSaid(places: MonthPlace[]): Partial<Rule> {
  const nths = places.map(({ nth }) => nth);
  const kind = places[0]!.weekday;
  if (kind === undefined) return { monthDays: nths };
  if (kind === 'workday') return { positions: nths, days: WORKDAYS.map((weekday) => ({ weekday })) };
  return { days: places.map(({ nth, weekday }) => ({ nth, weekday: weekdays[weekday as number]! })) };
}

/** A rule has each of its days in each of its months, so only one of both can be more than one. */
function datesSaid(dates: { day: number; month: number }[]): Partial<Rule> | undefined {
  const monthDays = [...new Set(dates.map(({ day }) => day))];
  const months = [...new Set(dates.map(({ month }) => month + 1))];
  return monthDays.length === 1 || months.length === 1 ? { months, monthDays } : undefined;
}

/** A day that some months do not have is the last one there, unless something else is said. */
function withShortMonths(reading: Reading, core: Core): Core {
  const { omitted, forward } = reading.language;
  const other = (pattern: string) =>
    canFollow(reading, core.end) ? matchPattern(reading, pattern, core.end) : undefined;
  const [left, after] = [other(omitted), other(forward)];
  const skip = left ? 'OMIT' : after ? 'FORWARD' : 'BACKWARD';
  return { ...core, end: (left ?? after ?? core).end, said: { ...core.said, skip } };
}

/** With what may follow, each once and in any order: a time, an end, the first date, from what it counts. */
function withEndings(reading: Reading, core: Core, moment: Moment): Core {
  let now = core;
  for (let more = true; more;) {
    const next: Core | undefined = canFollow(reading, now.end, true)
      ? (weekStart(reading, now) ?? counted(reading, now) ?? ended(reading, now, moment) ?? timed(reading, now, moment))
      : undefined;
    more = next !== undefined;
    now = next ?? now;
  }
  return now;
}

function weekStart(reading: Reading, core: Core): Core | undefined {
  if (core.said.freq !== 'WEEKLY' || core.said.weekStart) return undefined;
  const match = matchPattern(reading, reading.language.weeksFrom, core.end);
  return match && { ...core, end: match.end, said: { ...core.said, weekStart: weekdays[match.slots.weekday!] } };
}

function counted(reading: Reading, core: Core): Core | undefined {
  if (core.from === 'completion') return undefined;
  const match = matchPattern(reading, reading.language.afterCompletion, core.end);
  return match && { ...core, end: match.end, from: 'completion' };
}

function ended(reading: Reading, core: Core, { today }: Moment): Core | undefined {
  if (core.said.count !== undefined || core.said.until !== undefined) return undefined;
  const times = matchPattern(reading, reading.language.count, core.end);
  if (times) return { ...core, end: times.end, said: { ...core.said, count: times.slots.count! } };
  for (const pattern of reading.language.until) {
    const match = matchPattern(reading, pattern, core.end);
    const day = match && untilDay(match.slots, today);
    if (match && day) return { ...core, end: match.end, said: { ...core.said, until: day } };
  }
  return undefined;
}

function untilDay({ iso, day, month, year }: Slots, today: string): string {
  if (iso !== undefined) return iso;
  const inYear = (wanted: number) => dayIn(wanted, month!, day!);
  const thisYear = Number(today.slice(0, 4));
  return inYear(year ?? (inYear(thisYear) >= today ? thisYear : thisYear + 1));
}

function timed(reading: Reading, core: Core, moment: Moment): Core | undefined {
  const { tokens, language } = reading;
  const time: DateFound | undefined = core.time === undefined ? findTime(reading, core.end) : undefined;
  if (time) return { ...core, end: time.end, time: time.time! };
  const isStart = lexiconOf(language).sets.starting.has(tokens[core.end]!.core);
  if (core.starting !== undefined || !isStart || !canFollow(reading, core.end + 1)) return undefined;
  const first = findDay(reading, core.end + 1, moment);
  return first?.day && first.time === undefined ? { ...core, end: first.end, starting: first.day } : undefined;
}

/** Nothing for a rule that cannot be kept. */
function finished({ end, said, from = 'due', time, starting, sureness }: Core): RepeatFound | undefined {
  const rule = formatRule(said);
  try {
    parseRule(rule);
  } catch {
    return undefined;
  }
  return { end, rule, from, ...(time && { time }), ...(starting && { starting }), sureness };
}
