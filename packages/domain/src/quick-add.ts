import { type DatesTyped, datesTyped } from './quick-add-dates.js';
import {
  findMarks,
  type NameKind,
  type NameMark,
  type Names,
  type PriorityMark,
  type Range,
} from './quick-add-marks.js';
import { findPhrases, type Phrase } from './quick-add-phrases.js';
import { todoFields } from './todo-fields.js';
import type { Moment } from './words/dates.js';
import type { Language } from './words/language.js';
import { type Token, tokensOf } from './words/tokens.js';

/** What a line is read by. The same of all this always gives the same todo. */
export interface QuickAddSource extends Moment {
  languages: readonly Language[];
  names: Names;
  /** The day of the place where it is typed, where that is another than today. */
  from?: string | undefined;
  /** What stays text, as the person said. */
  dismissed?: readonly Range[];
}

/** `time` is a time of due without a day. */
type ChipKind = NameKind | 'priority' | 'time' | Phrase['kind'];

/** A part of the line that was understood, and is no part of the title. */
export interface Chip extends Range {
  kind: ChipKind;
  /** What it says, as it is typed. */
  text: string;
  /** Of what is named. */
  id?: string;
  name?: string;
}

/** A name that nothing has yet. It stays in the title until it is made. */
export interface Offer extends Range {
  kind: NameKind;
  name: string;
}

/** What a line gives a todo, besides its title. What it does not say is left out. */
interface FieldsTyped extends DatesTyped {
  priority?: 1 | 2 | 3 | 4;
  labelIds?: string[];
  projectId?: string;
  sectionId?: string;
}

export interface QuickAdd {
  title: string;
  /** In the order of the line. */
  chips: Chip[];
  offers: Offer[];
  fields: FieldsTyped;
}

/** What is longer was pasted: it is text. */
const LONGEST_READ = 2_000;

/**
 * Reads a line in which somebody writes a todo: its title, and what it says of dates, of how it repeats, of priority, labels,
 * project and section. Of two of one kind the last one holds and the other stays text; labels add up, and so do a day and a time.
 * @param work counts the steps it takes
 */
export function readQuickAdd(line: string, source: QuickAddSource, work = { steps: 0 }): QuickAdd {
  if (line.length > LONGEST_READ) return { title: titleOf(line, []), chips: [], offers: [], fields: {} };
  const tokens = protect(line, tokensOf(line), source.dismissed ?? []);
  work.steps += tokens.length;
  const marks = findMarks(line, tokens, source.names);
  const isKnown = (mark: NameMark | PriorityMark) => mark.kind === 'priority' || mark.id !== undefined;
  const free = tokens.map((token) =>
    marks.some((mark) => overlaps(mark, token)) ? { ...token, isFree: false } : token,
  );
  const said = kept(findPhrases({ line, tokens: free, languages: source.languages, moment: source, work }));
  // A rule that gives no date stays text.
  const all = datesTyped(said, source, source.from);
  const phrases = all.recurrence ? said : said.filter(({ kind }) => kind !== 'repeat');
  const { fields: named, taken } = namedFields(marks.filter(isKnown));
  const dates = phrases.length === said.length ? all : datesTyped(phrases, source, source.from);
  const found = [...taken.map(chipOfMark), ...phrases.map(chipOfPhrase)].sort(byStart);
  const chips = withPunctuation(
    line,
    found.map((chip) => ({ ...chip, text: line.slice(chip.start, chip.end) })),
  );
  return {
    title: titleOf(line, chips),
    chips,
    offers: marks
      .filter((mark): mark is NameMark => !isKnown(mark))
      .map(({ kind, name, start, end }) => ({ kind, name, start, end })),
    fields: { ...named, ...dates },
  };
}

/**
 * Where ranges of a line are after it was changed. One in which something changed is gone.
 */
export function moveRanges<R extends Range>(before: string, after: string, ranges: readonly R[]): R[] {
  const shorter = Math.min(before.length, after.length);
  let [start, end] = [0, 0];
  while (start < shorter && before[start] === after[start]) start++;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const [from, to] = [start, before.length - end];
  const grown = after.length - before.length;
  return ranges
    .filter((range) => range.end <= from || range.start >= to)
    .map((range) => (range.end <= from ? range : { ...range, start: range.start + grown, end: range.end + grown }));
}

const QUOTED = /(?<=^|[\s([{])(?:"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»)(?=$|[\s)\]},.;:!?])/g;

/** Keeps from being read what stands within quotes, and what was dismissed. */
function protect(line: string, tokens: Token[], dismissed: readonly Range[]): Token[] {
  const quoted = [...line.matchAll(QUOTED)].map(({ 0: text, index }) => ({ start: index, end: index + text.length }));
  const kept = [...quoted, ...dismissed];
  return tokens.map((token) => (kept.some((range) => overlaps(range, token)) ? { ...token, isFree: false } : token));
}

function overlaps(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}

/** The last of each kind; of due dates the last day and the last time. */
function kept(phrases: Phrase[]): Phrase[] {
  const partOf = (phrase: Phrase) => {
    if (phrase.kind !== 'due') return phrase.kind;
    return phrase.date.day === undefined ? 'time' : phrase.date.time === undefined ? 'day' : 'day time';
  };
  const day = phrases.findLast((phrase) => partOf(phrase).startsWith('day'));
  const repeat = phrases.findLast(({ kind }) => kind === 'repeat');
  // A time by itself stays text where another phrase has one.
  const hasTime =
    (day && partOf(day) === 'day time') || (repeat?.kind === 'repeat' && repeat.repeat.time !== undefined);
  return phrases.filter((phrase, index) => {
    const part = partOf(phrase);
    if (part === 'time' && hasTime) return false;
    const later = phrases.slice(index + 1).map(partOf);
    return !later.some((other) => other === part || (part.startsWith('day') && other.startsWith('day')));
  });
}

function namedFields(marks: (NameMark | PriorityMark)[]): { fields: FieldsTyped; taken: (NameMark | PriorityMark)[] } {
  const last = (kind: string) => marks.findLast((mark) => mark.kind === kind);
  const labels = marks.filter((mark): mark is NameMark => mark.kind === 'label').slice(0, todoFields.labelIds.most);
  const [project, section, priority] = [last('project'), last('section'), last('priority')];
  const taken = [...labels, ...[project, section, priority].filter((mark) => mark !== undefined)];
  return {
    taken,
    fields: {
      ...(priority?.kind === 'priority' && { priority: priority.priority }),
      ...(labels.length > 0 && { labelIds: [...new Set(labels.map(({ id }) => id!))] }),
      ...(project?.kind === 'project' && { projectId: project.id! }),
      ...(section?.kind === 'section' && { sectionId: section.id! }),
    },
  };
}

function chipOfMark(mark: NameMark | PriorityMark): Chip {
  const { kind, start, end } = mark;
  return { kind, start, end, text: '', ...(mark.kind !== 'priority' && { id: mark.id!, name: mark.name }) };
}

function chipOfPhrase(phrase: Phrase): Chip {
  const isTime = phrase.kind === 'due' && phrase.date.day === undefined;
  return { kind: isTime ? 'time' : phrase.kind, start: phrase.start, end: phrase.end, text: '' };
}

function byStart(one: Range, other: Range): number {
  return one.start - other.start;
}

/** Takes along what would be left alone: brackets around a chip, and a comma that parts it from nothing. */
function withPunctuation(line: string, chips: readonly Chip[]): Chip[] {
  const wide = chips.map((chip) => ({ ...chip }));
  let isStart = true;
  for (const [index, chip] of wide.entries()) {
    const before = wide[index - 1]?.end ?? 0;
    isStart &&= line.slice(before, chip.start).trim() === '';
    takeBrackets(line, wide.slice(index));
    const isAfterComma = /,\s*$/.test(line.slice(before, chip.start));
    if (line[chip.end] === ',' && (isStart || isAfterComma)) chip.end++;
  }
  let isEnd = true;
  for (const [index, chip] of [...wide.entries()].toReversed()) {
    isEnd &&= line.slice(chip.end, wide[index + 1]?.start).trim() === '';
    const comma = /,\s*$/.exec(line.slice(wide[index - 1]?.end ?? 0, chip.start));
    if (isEnd && !isStart && comma) chip.start -= comma[0].length;
  }
  return wide;
}

/** Takes brackets around the first of some chips, and around those that follow it with nothing else between them. */
function takeBrackets(line: string, chips: readonly Chip[]): void {
  const [first] = chips;
  if (!first || line[first.start - 1] !== '(') return;
  let last = first;
  for (const chip of chips.slice(1)) {
    if (line.slice(last.end, chip.start).trim() !== '') break;
    last = chip;
  }
  if (line[last.end] !== ')') return;
  first.start--;
  last.end++;
}

/** What is left of the line. Words never run together. */
function titleOf(line: string, chips: readonly Range[]): string {
  let title = '';
  let from = 0;
  for (const { start, end } of [...chips, { start: line.length, end: line.length }]) {
    const between = line.slice(from, start);
    const part = between.trim();
    const isGlued = /^[,.;:!?)\]}]+(?=\s|$)/.test(between) && title !== '';
    title += part === '' ? '' : title === '' || isGlued ? part : ` ${part}`;
    from = end;
  }
  return title;
}
