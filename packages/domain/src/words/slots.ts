import { isDay } from '../dates.js';
import { lexiconOf } from './lexicon.js';
import type { Reading } from './reading.js';
import {
  indexNamed,
  number,
  ordinalOf,
  own,
  places,
  type Read,
  readDates,
  readDay,
  readHalf,
  readMonth,
  readMonths,
  type ReadSlot,
  readWeekdays,
  single,
  type Slots,
  time,
  unitSlot,
} from './slot-readers.js';

function timeIn(pattern: RegExp, word: string): Slots | undefined {
  const [, hour, minute] = pattern.exec(word) ?? [];
  return hour ? time(hour, minute) : undefined;
}

/** What can stand in the place of a slot in a pattern. */
const slotReaders = {
  count: single(({ language }, word) => {
    const count = number(word) ?? own(language.numbers, word);
    return count ? { count } : undefined;
  }),
  digits: single((_, word) => {
    const count = number(word);
    return count ? { count } : undefined;
  }),
  interval: single((reading, word, at) => {
    const { language } = reading;
    const spelled = own(language.numbers, word) ?? own(language.ordinals, word);
    const interval = word === language.other ? 2 : (number(word) ?? ordinalOf(reading, at) ?? spelled);
    return interval && interval > 0 ? { interval } : undefined;
  }),
  other: single(({ language }, word) => (word === language.other ? { interval: 2 } : undefined)),
  unit: unitSlot(),
  weeks: unitSlot('week'),
  monthUnit: unitSlot('month'),
  years: unitSlot('year'),
  weekday: single((reading, word) => {
    const weekday = indexNamed(reading, 'weekdays', word);
    return weekday === undefined ? undefined : { weekday };
  }),
  weekdays: readWeekdays,
  workday: single(({ language }, word) => (lexiconOf(language).sets.workday.has(word) ? { workday: true } : undefined)),
  month: readMonth,
  months: readMonths,
  day: readDay,
  ordinal: single((reading, _, at) => {
    const day = ordinalOf(reading, at);
    return day && day <= 31 ? { day } : undefined;
  }),
  year: single((_, word) => (/^[12]\d{3}$/.test(word) ? { year: Number(word) } : undefined)),
  iso: single((_, word) => (/^\d{4}-\d{2}-\d{2}$/.test(word) && isDay(word) ? { iso: word } : undefined)),
  /** "27.11." or "27.11.2026" */
  dotted: single(({ tokens }, word, at) => {
    const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?$/.exec(word) ?? [];
    if (!day || Number(month) > 12 || Number(month) < 1 || Number(day) > 31 || Number(day) < 1) return undefined;
    if (!year && !tokens[at]!.trail.startsWith('.')) return undefined;
    return { day: Number(day), month: Number(month) - 1, ...(year && { year: Number(year) }) };
  }),
  half: readHalf,
  clock: single((_, word) => timeIn(/^(\d{1,2}):(\d{2})$/, word)),
  point: single((_, word) => timeIn(/^(\d{1,2})[.](\d{2})$/, word)),
  hour: single((_, word) => (/^\d{1,2}$/.test(word) ? time(word) : undefined)),
  part: single(({ language }, word) => {
    const part = own(language.dayParts, word);
    return part ? { time: part } : undefined;
  }),
  tonight: single(({ language }, word) => (word === language.tonight ? { time: language.dayParts[word]! } : undefined)),
  places: places(false),
  ordinals: places(true),
  dates: readDates,
} satisfies Record<string, ReadSlot>;

export type SlotName = keyof typeof slotReaders;

export function readSlot(reading: Reading, slot: SlotName, at: number): Read | undefined {
  return slotReaders[slot](reading, at);
}
