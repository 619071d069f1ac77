import { type DateText, dayLater, instantOf, toDateText } from './dates.js';
import type { Phrase } from './quick-add-phrases.js';
import { nextTime } from './read-date.js';
import { occurrences, type Recurrence } from './recurrence.js';
import type { Moment } from './words/dates.js';

/** The dates that a line gives a todo. What it does not say is left out. */
export interface DatesTyped {
  start?: DateText;
  due?: DateText;
  deadline?: DateText;
  recurrence?: Recurrence;
}

/**
 * The dates that phrases say together: a time without a day is that of the next such time, or of the day of the place; the first
 * date of what repeats is the next one of its rule, unless a day is said.
 * @param from the day of the place where it is typed, where that is another than today
 */
export function datesTyped(phrases: readonly Phrase[], moment: Moment, from: string | undefined): DatesTyped {
  const last = (kind: Phrase['kind']) => phrases.findLast((phrase) => phrase.kind === kind);
  const dates = { start: dateOf(last('start')), deadline: dateOf(last('deadline')) };
  const dues = phrases.flatMap((phrase) => (phrase.kind === 'due' ? [phrase.date] : []));
  const day = dues.findLast((date) => date.day !== undefined)?.day;
  const time = dues.findLast((date) => date.time !== undefined)?.time;
  const repeat = phrases.findLast((phrase) => phrase.kind === 'repeat')?.repeat;
  if (repeat) return { ...without(dates), ...repeating(repeat, { day, time, from }, moment) };
  const due = day ?? (time === undefined ? undefined : (from ?? nextTime(time, moment.now)));
  return without({
    ...dates,
    due: due === undefined ? undefined : toDateText({ day: due, time: time ?? null, zone: null }),
  });
}

type Repeat = (Phrase & { kind: 'repeat' })['repeat'];

function repeating(
  { rule, from: origin, ...said }: Repeat,
  { day, time, from }: { day: string | undefined; time: string | undefined; from: string | undefined },
  { today, now, zone }: Moment,
): DatesTyped {
  const first = day ?? said.starting;
  const atTime = said.time ?? time ?? null;
  const anchor = toDateText({ day: first ?? from ?? today, time: atTime, zone: null });
  const recurrence: Recurrence = { rule, anchor, from: origin };
  if (day !== undefined) return { due: anchor, recurrence };
  // A time that has passed today is the next one of the rule.
  const isOver =
    first === undefined && atTime !== null && instantOf(`${today}T${atTime}`, zone) <= instantOf(now, zone);
  const earliest = first ?? from ?? (isOver ? dayLater(today, 1) : today);
  for (const due of occurrences(recurrence, { from: earliest, zone }))
    return { due, recurrence: { ...recurrence, anchor: due } };
  return {};
}

function dateOf(phrase: Phrase | undefined): DateText | undefined {
  if (!phrase || phrase.kind === 'repeat') return undefined;
  const { day, time = null } = phrase.date;
  return day === undefined ? undefined : toDateText({ day, time, zone: null });
}

function without(dates: { [Name in keyof DatesTyped]: DatesTyped[Name] | undefined }): DatesTyped {
  return Object.fromEntries(Object.entries(dates).filter(([, date]) => date !== undefined));
}
