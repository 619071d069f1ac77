import type { Clause, DateField, DateOperator, FilterReading, PlannedField } from './filter.js';
import { formatFilterDay, readFilterDay } from './filter-days.js';
import type { QuotedText, TermToken } from './filter-tokens.js';
import { formatClause, quoted } from './format-filter.js';
import { nearestWord } from './nearest-word.js';

/** Why a term is no condition. A suggestion takes the place of the whole term. */
export interface ClauseProblem {
  message: string;
  suggestion?: string;
}

const FIELDS: Readonly<Record<string, DateField>> = {
  due: 'due',
  date: 'due',
  start: 'start',
  deadline: 'deadline',
  created: 'created',
  added: 'created',
  completed: 'completed',
};
const today: Clause = { kind: 'date', field: 'due', op: 'on', day: { text: 'today' } };
const recurring: Clause = { kind: 'is', what: 'recurring' };
const subtask: Clause = { kind: 'is', what: 'subtask' };
const completed: Clause = { kind: 'is', what: 'completed' };

/** Conditions that are words of their own. */
const FLAGS: ReadonlyMap<string, Clause> = new Map([
  ['recurring', recurring],
  ['subtask', subtask],
  ['completed', completed],
]);
const WORDS: ReadonlyMap<string, Clause> = new Map<string, Clause>([
  ['today', today],
  ['overdue', { ...today, op: 'before' }],
  ['over due', { ...today, op: 'before' }],
  ['od', { ...today, op: 'before' }],
  ['no date', { kind: 'none', of: 'due' }],
  ['no due date', { kind: 'none', of: 'due' }],
  ['no due', { kind: 'none', of: 'due' }],
  ['no start', { kind: 'none', of: 'start' }],
  ['no deadline', { kind: 'none', of: 'deadline' }],
  ['no label', { kind: 'none', of: 'label' }],
  ['no labels', { kind: 'none', of: 'label' }],
  ['no priority', { kind: 'priority', priority: 4 }],
  ...FLAGS,
]);
const FOUND_BY: Readonly<Record<string, string>> = { project: '#', section: '/', label: '@', tag: '@' };
const NEXT_DAYS = /^(?:next )?(\d{1,5}) days?$/;
const MOST_NEXT_DAYS = 3_650;

/** What a term asks for, or why it is no condition. */
export function readClause({ head, quoted: inQuotes }: TermToken, reading: FilterReading): Clause | ClauseProblem {
  reading.work.steps++;
  const [, mark] = /^(##?|\/|@)/.exec(head) ?? [];
  if (mark) return readName(mark, head.slice(mark.length).trim(), inQuotes);
  const words = head.toLowerCase().replace(/\s+/g, ' ');
  if (inQuotes && words === '') return textInQuotes(inQuotes);
  const colon = head.indexOf(':');
  if (colon !== -1) {
    const left = head.slice(0, colon).trim().toLowerCase().replace(/\s+/g, ' ');
    return readPair({ left, plain: head.slice(colon + 1).trim(), inQuotes, head }, reading);
  }
  return readWords(words, head, reading);
}

function textInQuotes({ text }: QuotedText): ClauseProblem {
  if (text.trim() === '') return { message: 'Nothing is in the quotes. Type the text to find.' };
  const suggestion = formatClause({ kind: 'text', text });
  return { message: `Quotes alone are not a condition. To find this text, type ${suggestion}.`, suggestion };
}

function readName(mark: string, plain: string, inQuotes: QuotedText | undefined): Clause | ClauseProblem {
  const name = (inQuotes?.text ?? plain).trim();
  const kind = mark === '/' ? 'section' : mark === '@' ? 'label' : 'project';
  if (name === '') {
    const suggestion = { project: `${mark}Inbox`, label: '@*', section: undefined }[kind];
    return { message: `The name of a ${kind} is missing after ${mark}`, ...(suggestion && { suggestion }) };
  }
  if (!inQuotes && name.includes(',')) return commaProblem(`${mark}${quoted(name)}`, 'name');
  if (kind === 'section') return { kind, name };
  if (kind === 'project') return { kind, name, withBelow: mark === '##' };
  return { kind, parts: inQuotes ? trimmedEnds(inQuotes.parts) : name.split(/\*+/) };
}

/** Without the blanks around a pattern. */
function trimmedEnds(parts: readonly string[]): string[] {
  const last = parts.length - 1;
  return parts
    .map((part, index) => (index === 0 ? part.trimStart() : part))
    .map((part, index) => (index === last ? part.trimEnd() : part))
    .filter((part, index) => part !== '' || index === 0 || index === last);
}

function commaProblem(suggestion: string, what: string): ClauseProblem {
  const joining = 'A comma is not an operator: type | for or, & for and.';
  return { message: `${joining} If the comma belongs to the ${what}, type ${suggestion}.`, suggestion };
}

/** A term with a colon, in two. */
interface Pair {
  left: string;
  plain: string;
  inQuotes: QuotedText | undefined;
  head: string;
}

function readPair({ left, plain, inQuotes, head }: Pair, reading: FilterReading): Clause | ClauseProblem {
  const value = (inQuotes?.text ?? plain).trim();
  if (left === 'text' || left === 'search') {
    if (value === '') return { message: `The text to find is missing after ${left}:` };
    const clause: Clause = { kind: 'text', text: value };
    return !inQuotes && value.includes(',') ? commaProblem(formatClause(clause), 'text') : clause;
  }
  if (left === 'is') return FLAGS.get(value.toLowerCase()) ?? flagProblem(value);
  if (Object.hasOwn(FOUND_BY, left)) return markProblem(left, value);
  if (left === 'priority') return priorityProblem(value);
  const [name = '', op = 'on', ...rest] = left.split(' ');
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (!field) return fieldProblem(left, value, head, reading);
  if (rest.length > 0 || !isOperator(op)) return operatorProblem(field, left, value, reading);
  return readDateClause({ field, op }, value, reading);
}

function isOperator(word: string): word is DateOperator {
  return word === 'before' || word === 'after' || word === 'on';
}

function readDateClause(
  asked: { field: DateField; op: DateOperator },
  value: string,
  reading: FilterReading,
): Clause | ClauseProblem {
  const words = `${asked.field} ${asked.op}:`;
  if (value === '') return { message: `A day is missing after ${words}`, suggestion: `${words} today` };
  const day = readFilterDay(value, reading);
  if (!('message' in day)) return { kind: 'date', ...asked, day };
  return { message: day.message, suggestion: `${words} ${day.day}` };
}

/** The nearest that would parse: with this day, or with today. */
function withDay(field: DateField, op: DateOperator, value: string, reading: FilterReading): string {
  const day = value === '' ? undefined : readFilterDay(value, reading);
  const text = !day ? 'today' : 'message' in day ? day.day : formatFilterDay(day);
  return `${field} ${op}: ${text}`;
}

function operatorProblem(field: DateField, left: string, value: string, reading: FilterReading): ClauseProblem {
  const op = nearestWord(left.split(' ')[1] ?? '', ['before', 'after', 'on']) ?? 'on';
  return {
    message: `“${left}:” is not understood. Type ${field} before:, ${field} after: or ${field} on:.`,
    suggestion: withDay(field, op as DateOperator, value, reading),
  };
}

function fieldProblem(left: string, value: string, head: string, reading: FilterReading): ClauseProblem {
  const [name = '', op = ''] = left.split(' ');
  const field = nearestWord(name, Object.keys(FIELDS));
  if (field || isOperator(op) || isOperator(name)) {
    const asked = isOperator(op) ? op : isOperator(name) ? name : 'on';
    return {
      message: `“${left}:” is not understood. Dates are due, start, deadline, created and completed.`,
      suggestion: withDay(FIELDS[field ?? 'due'] ?? 'due', asked, value, reading),
    };
  }
  const text = head.includes(value) ? head : `${head}${value}`;
  const suggestion = formatClause({ kind: 'text', text });
  return { message: `“${left}:” is not understood. To find it as text, type ${suggestion}.`, suggestion };
}

function flagProblem(value: string): ClauseProblem {
  const suggestion = `is:${nearestWord(value.toLowerCase(), [...FLAGS.keys()]) ?? 'recurring'}`;
  const message = 'After is: type recurring, subtask or completed.';
  return { message, suggestion };
}

function markProblem(left: string, value: string): ClauseProblem {
  const mark = FOUND_BY[left]!;
  const suggestion = value === '' ? undefined : `${mark}${quoted(value)}`;
  return { message: `A ${left} is found by ${mark} and its name.`, ...(suggestion && { suggestion }) };
}

function priorityProblem(value: string): ClauseProblem {
  const suggestion = /^p?[1-4]$/i.test(value) ? `p${value.slice(-1)}` : 'p1';
  return { message: 'Priorities are p1, p2, p3 and p4.', suggestion };
}

function readWords(words: string, head: string, reading: FilterReading): Clause | ClauseProblem {
  const known = WORDS.get(words);
  if (known) return known;
  const [, digits] = /^p(\d+)$/.exec(words) ?? [];
  if (digits) {
    const priority = Number(digits) as 1 | 2 | 3 | 4;
    return /^[1-4]$/.test(digits) ? { kind: 'priority', priority } : priorityProblem(digits);
  }
  const [, days] = NEXT_DAYS.exec(words) ?? [];
  if (days) return nextDays(Number(days));
  const none = /^no (.+)$/.exec(words);
  if (none) return noneProblem(none[1]!);
  const day = readFilterDay(head, reading);
  if (!('message' in day)) return { kind: 'date', field: 'due', op: 'on', day };
  if (day.isDay) return { message: day.message, suggestion: `due on: ${day.day}` };
  return unknownProblem(words, head, reading);
}

function nextDays(days: number): Clause | ClauseProblem {
  if (days >= 1 && days <= MOST_NEXT_DAYS) return { kind: 'next', days };
  const suggestion = formatClause({ kind: 'next', days: days < 1 ? 1 : MOST_NEXT_DAYS });
  return { message: `Type a number of days from 1 to ${MOST_NEXT_DAYS}.`, suggestion };
}

function noneProblem(what: string): ClauseProblem {
  const of = nearestWord(what, ['due', 'start', 'deadline', 'label']) as PlannedField | 'label' | undefined;
  return {
    message: 'After no, type due, start, deadline or label.',
    suggestion: formatClause({ kind: 'none', of: of ?? 'due' }),
  };
}

/** Without the colon, misspelled, or no condition at all. */
function unknownProblem(words: string, head: string, reading: FilterReading): ClauseProblem {
  const [name = '', op = '', ...rest] = words.split(' ');
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (field && (isOperator(op) || rest.length === 0)) {
    const suggestion = withDay(field, isOperator(op) ? op : 'on', isOperator(op) ? rest.join(' ') : op, reading);
    return { message: `A colon and a day are needed here. Type ${suggestion}.`, suggestion };
  }
  const near = nearestWord(words, [...WORDS.keys()]);
  if (near) {
    const suggestion = formatClause(WORDS.get(near)!);
    return { message: `“${head}” is not a condition. Did you mean “${suggestion}”?`, suggestion };
  }
  const suggestion = formatClause({ kind: 'text', text: head });
  return { message: `“${head}” is not a condition. To find it as text, type ${suggestion}.`, suggestion };
}
