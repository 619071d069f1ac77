import type { Range } from './quick-add-marks.js';
import { type DateFound, findDate, findDay, type Moment } from './words/dates.js';
import type { Language } from './words/language.js';
import { lexiconOf } from './words/lexicon.js';
import type { Reading } from './words/reading.js';
import { findRepeat, type RepeatFound } from './words/repeats.js';
import type { Token } from './words/tokens.js';

/** A part of a line that says when. */
export type Phrase = Range &
  ({ kind: 'start' | 'due' | 'deadline'; date: DateFound } | { kind: 'repeat'; repeat: RepeatFound });

/** What is known of a line while its dates are looked for. */
export interface Search {
  line: string;
  tokens: readonly Token[];
  languages: readonly Language[];
  moment: Moment;
  work: { steps: number };
}

/** What says when in a line, in its order; nothing of it overlaps. What is not convincingly a date is left out. */
export function findPhrases(search: Search): Phrase[] {
  const found: Phrase[] = [];
  for (let at = 0; at < search.tokens.length;) {
    const next = search.tokens[at]!.isFree ? longestAt(search, at) : undefined;
    if (next) found.push(next.phrase);
    at = next?.end ?? at + 1;
  }
  return found;
}

interface Found {
  phrase: Phrase;
  /** Behind its last token. */
  end: number;
}

function longestAt(search: Search, at: number): Found | undefined {
  let best: Found | undefined;
  for (const language of search.languages) {
    const reading = { tokens: search.tokens, language, loose: false, work: search.work };
    for (const read of [deadlineAt, repeatAt, startAt, dueAt]) {
      const found = read(reading, at, search);
      if (found && found.end > (best?.end ?? at)) best = found;
    }
  }
  return best;
}

/** A date in braces. Within them nothing else is meant, so any date is understood. */
function deadlineAt(reading: Reading, at: number, { moment }: Search): Found | undefined {
  const { tokens } = reading;
  if (tokens[at]!.lead !== '{') return undefined;
  const close = tokens.findIndex(({ trail }, index) => index >= at && index < at + 12 && trail.startsWith('}'));
  if (close === -1) return undefined;
  const inside = tokens.slice(at, close + 1).map((token, index) => ({ ...token, lead: index === 0 ? '' : token.lead }));
  const date = findDate({ ...reading, tokens: inside, loose: true }, 0, moment);
  if (date?.end !== inside.length || !date.day) return undefined;
  return {
    end: close + 1,
    phrase: { kind: 'deadline', date, start: tokens[at]!.start - 1, end: tokens[close]!.end + 1 },
  };
}

function repeatAt(reading: Reading, at: number, { moment }: Search): Found | undefined {
  const repeat = findRepeat(reading, at, moment);
  if (!repeat || isTitle(reading, at, repeat.end) || isRefusedBehind(reading, repeat.end)) return undefined;
  if (repeat.sureness === 'end' && !isLast(reading, repeat.end)) return undefined;
  if (isRefusedBefore(reading, at)) return undefined;
  return { end: repeat.end, phrase: { kind: 'repeat', repeat, ...rangeOf(reading, at, repeat.end) } };
}

/** "start Monday", but not as the first word of a title: there it is what to do. */
function startAt(reading: Reading, at: number, { moment }: Search): Found | undefined {
  const { tokens, language } = reading;
  const { core, trail, text } = tokens[at]!;
  if (at === 0 || !lexiconOf(language).sets.start.has(core) || text !== core || (trail !== '' && trail !== ':')) {
    return undefined;
  }
  const date = tokens[at + 1]?.isFree ? findDate(reading, at + 1, moment) : undefined;
  if (!date?.day || date.day < moment.today || isRefusedBehind(reading, date.end)) return undefined;
  return { end: date.end, phrase: { kind: 'start', date, ...rangeOf(reading, at, date.end) } };
}

function dueAt(reading: Reading, at: number, { moment }: Search): Found | undefined {
  const date = findDate(reading, at, moment);
  if (date && isConvincing(reading, at, date, moment)) return dueFound(reading, at, date);
  // "Friday the 13th" is none, but "Friday" may be.
  const day = date && findDay(reading, at, moment);
  return day && day.end < date.end && isConvincing(reading, at, day, moment) ? dueFound(reading, at, day) : undefined;
}

function dueFound(reading: Reading, at: number, date: DateFound): Found {
  return { end: date.end, phrase: { kind: 'due', date, ...rangeOf(reading, at, date.end) } };
}

function isConvincing(reading: Reading, at: number, date: DateFound, moment: Moment): boolean {
  const { tokens, language } = reading;
  if (isRefusedBefore(reading, at) || isRefusedBehind(reading, date.end) || isTitle(reading, at, date.end))
    return false;
  if (date.day !== undefined && date.day < moment.today) return false;
  if (date.day === undefined) return isConvincingTime(reading, at, date);
  const isAmbiguous =
    date.isWeekday && date.time === undefined && lexiconOf(language).sets.ambiguous.has(tokens[at]!.core);
  if (isAmbiguous && tokens[at]!.core.length < 3) return false;
  const isAnywhere = date.sureness !== 'end' && !isAmbiguous;
  return isAnywhere || (isLast(reading, date.end) && (!isAmbiguous || at > 0));
}

/** A time without a day: one that cannot be a verse, a score or a span. */
function isConvincingTime({ tokens }: Reading, at: number, { sureness }: DateFound): boolean {
  return sureness === 'sure' || (sureness === 'clock' && tokens[at]!.core.length === 5);
}

function isRefusedBefore({ tokens, language }: Reading, at: number): boolean {
  const before = tokens[at - 1];
  if (/[^([]/.test(tokens[at]!.lead)) return true;
  if (!before) return false;
  const { sets, weekdays } = lexiconOf(language);
  // "Montag bis Freitag"
  if (weekdays.has(before.core) && sets.notBefore.has(tokens[at]!.core)) return true;
  const isOpen = before.trail === '' && tokens[at]!.lead === '';
  return isOpen && sets.notAfter.has(before.core || before.lead);
}

function isRefusedBehind({ tokens, language }: Reading, end: number): boolean {
  const [last, next] = [tokens[end - 1]!, tokens[end]];
  if (/^[:'"’”>]/.test(last.trail)) return true;
  if (last.trail !== '' || !next || next.lead !== '') return false;
  return lexiconOf(language).sets.notBefore.has(next.core);
}

/** Whether it is part of a name: "The Day After Tomorrow", "Friday Night Lights". */
function isTitle(reading: Reading, at: number, end: number): boolean {
  const { tokens, language } = reading;
  if (!language.capitalsAreTitles) return false;
  const { weekdays, months } = lexiconOf(language);
  const isName = ({ core }: Token) => weekdays.has(core) || months.has(core);
  const taken = tokens.slice(at, end);
  const within = taken.slice(at === 0 ? 1 : 0).filter((token) => !isName(token) && isCapital(token));
  if (taken.length > 1 && within.length > 0) return true;
  const [last, next] = [taken.at(-1)!, tokens[end]];
  return last.trail === '' && isCapital(last) && next !== undefined && next.lead === '' && isCapital(next);
}

/** Whether a word begins with a capital, and is more than letters in capitals. */
function isCapital({ text }: Token): boolean {
  return /^\p{Lu}/u.test(text);
}

/** Whether nothing but marks and other signs follows. */
function isLast({ tokens }: Reading, end: number): boolean {
  const next = tokens[end];
  return (
    !next || !next.isFree || tokens[end - 1]!.trail !== '' || next.lead !== '' || /^(?:[#@/].|p[1-4]$)/.test(next.text)
  );
}

function rangeOf({ tokens, language }: Reading, at: number, end: number): Range {
  const last = tokens[end - 1]!;
  // "am 15." is one word where a dot makes the ordinal.
  const dot = language.ordinalEnds === '.' && /^\d[\d.]*$/.test(last.text) && last.trail.startsWith('.') ? 1 : 0;
  return { start: tokens[at]!.start, end: last.end + dot };
}
