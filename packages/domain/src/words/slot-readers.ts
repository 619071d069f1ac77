import { lexiconOf, namedBy } from './lexicon.js';
import type { Unit } from './language.js';
import { canFollow, type Reading } from './reading.js';

/** A day of a month: its number (negative from the end), or the nth of a weekday or of the workdays. */
export interface MonthPlace {
  nth: number;
  /** From Monday on; undefined for a day by its number. */
  weekday?: number | 'workday';
}

/** What the slots of a pattern hold. Weekdays and months count from 0. */
export interface Slots {
  count?: number;
  interval?: number;
  unit?: Unit;
  weekday?: number;
  weekdays?: number[];
  workday?: true;
  month?: number;
  months?: number[];
  day?: number;
  year?: number;
  iso?: string;
  /** `HH:MM` */
  time?: string;
  places?: MonthPlace[];
  dates?: { day: number; month: number }[];
}

export interface Read {
  end: number;
  slots: Slots;
}

export type ReadSlot = (reading: Reading, at: number) => Read | undefined;

export const ordinalOf = (reading: Reading, at: number): number | undefined => {
  const { language, tokens } = reading;
  const { core, trail } = tokens[at]!;
  const [, digits, end] = /^(\d{1,2})(\D*)$/.exec(core) ?? [];
  if (!digits) return undefined;
  const isOrdinal =
    language.ordinalEnds === '.' ? end === '' && trail.startsWith('.') : language.ordinalEnds.split(' ').includes(end!);
  return isOrdinal && Number(digits) > 0 ? Number(digits) : undefined;
};

/** Slots of one token. */
export function single(read: (reading: Reading, word: string, at: number) => Slots | undefined): ReadSlot {
  return (reading, at) => {
    const token = reading.tokens[at];
    const slots = token?.isFree ? read(reading, token.core, at) : undefined;
    return slots && { end: at + 1, slots };
  };
}

/** Which of the weekdays, or of the months, a word is. In loose reading its beginning is enough. */
export function indexNamed({ language, loose }: Reading, of: 'weekdays' | 'months', word: string): number | undefined {
  const exact = lexiconOf(language)[of].get(word);
  if (exact !== undefined || !loose) return exact;
  const index = namedBy(language[of], word);
  return index === -1 ? undefined : index;
}

/** What a word stands for, and not what every object has by that name. */
export function own<T>(words: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

export const number = (word: string, digits = 3): number | undefined =>
  /^\d+$/.test(word) && word.length <= digits && Number(word) > 0 ? Number(word) : undefined;

export const time = (hour: string, minute = '00'): Slots | undefined =>
  Number(hour) <= 23 && Number(minute) <= 59 ? { time: `${hour.padStart(2, '0')}:${minute}` } : undefined;

export const unitSlot = (...units: Unit[]) =>
  single(({ language }, word) => {
    const unit = lexiconOf(language).units.get(word);
    return unit && (units.length === 0 || units.includes(unit)) ? { unit } : undefined;
  });

export const readDay = single((reading, word, at) => {
  const day = number(word, 2) ?? ordinalOf(reading, at);
  return day && day <= 31 ? { day } : undefined;
});

export const readMonth = single((reading, word) => {
  const month = indexNamed(reading, 'months', word);
  return month === undefined ? undefined : { month };
});

/** A time of twelve hours, in one word or in two: "9am", "9:30 pm". */
export const readHalf: ReadSlot = (reading, at) => {
  const { tokens, language } = reading;
  const [before, after] = language.halves.map((words) => words.split(' ').filter(Boolean)) as [string[], string[]];
  const [, hour, minute = '00', written] = /^(\d{1,2})(?:[:.](\d{2}))?([ap]\.?m)?$/.exec(tokens[at]!.core) ?? [];
  const isApart = written === undefined && hour !== undefined && canFollow(reading, at + 1) && tokens[at + 1]!.isFree;
  const half = written ?? (isApart ? tokens[at + 1]!.core : '');
  const isAfter = after.includes(half);
  if (!hour || (!isAfter && !before.includes(half)) || Number(hour) < 1 || Number(hour) > 12) return undefined;
  const slots = time(String((Number(hour) % 12) + (isAfter ? 12 : 0)), minute);
  return slots && { end: written ? at + 1 : at + 2, slots };
};

/** Such as "the 1st", "the last Friday", "the 2nd last workday". @param bare whether it may be an ordinal alone */
function readPlace(reading: Reading, from: number, bare: boolean): { end: number; place: MonthPlace } | undefined {
  const { tokens, language } = reading;
  const { sets, units } = lexiconOf(language);
  let at = from;
  const word = () => (tokens[at]?.isFree && (at === from || canFollow(reading, at)) ? tokens[at]!.core : '');
  if (sets.articles.has(word())) at++;
  const digits = word() ? ordinalOf(reading, at) : undefined;
  const spelled = digits === undefined ? own(language.ordinals, word()) : undefined;
  let nth = digits ?? spelled;
  if (nth === undefined) return undefined;
  at++;
  if (nth > 0 && sets.last.has(word())) [nth, at] = [-nth, at + 1];
  const noun = word();
  const weekday = noun === '' ? undefined : indexNamed(reading, 'weekdays', noun);
  if (weekday !== undefined) return { end: at + 1, place: { nth, weekday } };
  if (sets.workday.has(noun)) return { end: at + 1, place: { nth, weekday: 'workday' } };
  if (units.get(noun) === 'day') return { end: at + 1, place: { nth } };
  return bare && nth > 0 && nth <= 31 ? { end: at, place: { nth } } : undefined;
}

/** Items of a list: "a, b and c". */
function listOf<T>(reading: Reading, at: number, read: (at: number) => { end: number; item: T } | undefined) {
  const { tokens, language } = reading;
  const items: T[] = [];
  let end = at;
  for (let next = at; ;) {
    const found = tokens[next]?.isFree ? read(next) : undefined;
    if (!found) break;
    items.push(found.item);
    end = next = found.end;
    const hasComma = tokens[end - 1]?.trail === ',';
    if (!canFollow(reading, end, true)) break;
    if (tokens[end]?.core === language.and && canFollow(reading, end + 1)) next = end + 1;
    else if (!hasComma) break;
  }
  return { end, items };
}

export function places(bare: boolean): ReadSlot {
  return (reading, at) => {
    const { end, items } = listOf(reading, at, (at) => {
      const found = readPlace(reading, at, bare);
      return found && { end: found.end, item: found.place };
    });
    const kinds = new Set(items.map(({ weekday }) => (typeof weekday === 'number' ? 'weekday' : weekday)));
    return kinds.size === 1 ? { end, slots: { places: items } } : undefined;
  };
}

export const readDates: ReadSlot = (reading, at) => {
  const { end, items } = listOf(reading, at, (start) => {
    const first = lexiconOf(reading.language).sets.articles.has(reading.tokens[start]!.core) ? start + 1 : start;
    for (const order of [
      [readDay, readMonth],
      [readMonth, readDay],
    ]) {
      const one = reading.tokens[first] && order[0]!(reading, first);
      const two = one && canFollow(reading, one.end) && order[1]!(reading, one.end);
      if (two) return { end: two.end, item: { ...one.slots, ...two.slots } as { day: number; month: number } };
    }
    return undefined;
  });
  return items.length > 0 ? { end, slots: { dates: items } } : undefined;
};

export const readWeekdays: ReadSlot = (reading, at) => {
  const { end, items } = listOf(reading, at, (at) => {
    const word = reading.tokens[at]!.core;
    const weekday = indexNamed(reading, 'weekdays', word) ?? indexNamed(reading, 'weekdays', word.replace(/s$/, ''));
    return weekday === undefined ? undefined : { end: at + 1, item: weekday };
  });
  return items.length > 0 ? { end, slots: { weekdays: items } } : undefined;
};

export const readMonths: ReadSlot = (reading, at) => {
  const { end, items } = listOf(reading, at, (at) => {
    const month = indexNamed(reading, 'months', reading.tokens[at]!.core);
    return month === undefined ? undefined : { end: at + 1, item: month };
  });
  return items.length > 0 ? { end, slots: { months: items } } : undefined;
};
