import type { Clause, DateField, DateOperator, PlannedField } from '@latch/domain/filters/filter';
import { formatFilterDay, readFilterDay } from '@latch/domain/filters/filter-days';
import { en } from '@latch/domain/words/en';
import type { Reading } from './rows';

/** What a condition is about. */
export type Subject = DateField | 'project' | 'section' | 'label' | 'priority' | 'text' | 'is';
export type Comparison = DateOperator | 'next' | 'none' | 'is' | 'below' | 'contains';

/** A condition as it is chosen: what it is about, how that is compared, and with what. */
export interface Choice {
  subject: Subject;
  comparison: Comparison;
  /** As it is typed or chosen; empty where nothing is compared with. */
  value: string;
}

type Options<Value> = readonly { value: Value; label: string }[];

export const SUBJECTS: Options<Subject> = [
  { value: 'due', label: 'Due' },
  { value: 'start', label: 'Start' },
  { value: 'deadline', label: 'Deadline' },
  { value: 'created', label: 'Created' },
  { value: 'completed', label: 'Completed' },
  { value: 'project', label: 'Project' },
  { value: 'section', label: 'Section' },
  { value: 'label', label: 'Label' },
  { value: 'priority', label: 'Priority' },
  { value: 'text', label: 'Text' },
  { value: 'is', label: 'Todo' },
];

const MOMENT: Options<Comparison> = [
  { value: 'on', label: 'on' },
  { value: 'before', label: 'before' },
  { value: 'after', label: 'after' },
];
const PLANNED: Options<Comparison> = [...MOMENT, { value: 'none', label: 'is not set' }];
const IS: Options<Comparison> = [{ value: 'is', label: 'is' }];

/** How each can be compared; the first is where one begins. */
export const COMPARISONS: Readonly<Record<Subject, Options<Comparison>>> = {
  due: [...PLANNED, { value: 'next', label: 'in the next … days' }],
  start: PLANNED,
  deadline: PLANNED,
  created: MOMENT,
  completed: MOMENT,
  project: [...IS, { value: 'below', label: 'is, or is below' }],
  section: IS,
  label: [...IS, { value: 'none', label: 'is not set' }],
  priority: IS,
  text: [{ value: 'contains', label: 'contains' }],
  is: IS,
};

export const PRIORITIES: Options<string> = [
  { value: '1', label: 'Priority 1' },
  { value: '2', label: 'Priority 2' },
  { value: '3', label: 'Priority 3' },
  { value: '4', label: 'No priority' },
];
export const KINDS: Options<string> = [
  { value: 'recurring', label: 'recurring' },
  { value: 'subtask', label: 'a subtask' },
  { value: 'completed', label: 'completed' },
];
/** Days that are offered; any other can be typed. */
export const DAYS = ['today', 'tomorrow', 'yesterday', 'next week', '+7 days', '+1 month', '-7 days', '-30 days'];

const MOST_NEXT_DAYS = 3_650;

export function choiceOf(clause: Clause): Choice {
  switch (clause.kind) {
    case 'date':
      return { subject: clause.field, comparison: clause.op, value: formatFilterDay(clause.day) };
    case 'next':
      return { subject: 'due', comparison: 'next', value: String(clause.days) };
    case 'none':
      return { subject: clause.of, comparison: 'none', value: '' };
    case 'project':
      return { subject: 'project', comparison: clause.withBelow ? 'below' : 'is', value: clause.name };
    case 'section':
      return { subject: 'section', comparison: 'is', value: clause.name };
    case 'label':
      return { subject: 'label', comparison: 'is', value: clause.parts.map(escaped).join('*') };
    case 'priority':
      return { subject: 'priority', comparison: 'is', value: String(clause.priority) };
    case 'is':
      return { subject: 'is', comparison: 'is', value: clause.what };
    default:
      return { subject: 'text', comparison: 'contains', value: clause.text };
  }
}

/** @returns the condition that is chosen, or why there is none */
export function clauseOf({ subject, comparison, value }: Choice, reading: Reading): Clause | { message: string } {
  const text = value.trim();
  if (comparison === 'none') return { kind: 'none', of: subject as PlannedField | 'label' };
  if (comparison === 'next') return nextClause(text);
  switch (subject) {
    case 'project':
      return named(text, { kind: subject, name: text, withBelow: comparison === 'below' });
    case 'section':
      return named(text, { kind: subject, name: text });
    case 'label':
      return named(text, { kind: subject, parts: patternParts(text) });
    case 'priority':
      return { kind: subject, priority: Number(text) as 1 | 2 | 3 | 4 };
    case 'is':
      return { kind: subject, what: text as 'recurring' | 'subtask' | 'completed' };
    case 'text':
      return text === '' ? { message: 'Type the text to find.' } : { kind: subject, text };
    default:
      return dateClause(subject, comparison as DateOperator, text, reading);
  }
}

function named(name: string, clause: Clause): Clause | { message: string } {
  return name === '' ? { message: 'Type or choose a name.' } : clause;
}

function nextClause(text: string): Clause | { message: string } {
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= MOST_NEXT_DAYS) return { kind: 'next', days };
  return { message: `Type a number of days from 1 to ${MOST_NEXT_DAYS}.` };
}

function dateClause(field: DateField, op: DateOperator, text: string, reading: Reading): Clause | { message: string } {
  if (text === '') return { message: 'Type a day, such as today, Friday, 27 Nov or +7 days.' };
  const { today, languages = [en] } = reading;
  const day = readFilterDay(text, { today, languages, work: { steps: 0, tries: 0 } });
  return 'message' in day ? { message: day.message } : { kind: 'date', field, op, day };
}

/** Where one begins when something else is chosen to be compared. @param names of what there is of it */
export function firstChoice(subject: Subject, names: readonly string[]): Choice {
  const comparison = COMPARISONS[subject][0]!.value;
  const values: Partial<Record<Subject, string>> = { priority: '1', is: 'recurring', text: '' };
  const named = subject === 'project' || subject === 'section' || subject === 'label';
  return { subject, comparison, value: named ? escapedFor(subject, names[0] ?? '') : (values[subject] ?? 'today') };
}

/** The same with another comparison. */
export function withComparison(choice: Choice, comparison: Comparison): Choice {
  const isDays = comparison === 'next';
  const wasDay = choice.comparison !== 'next' && choice.comparison !== 'none';
  if (comparison === 'none') return { ...choice, comparison, value: '' };
  if (isDays) return { ...choice, comparison, value: '7' };
  return { ...choice, comparison, value: wasDay ? choice.value : choice.subject === 'label' ? '*' : 'today' };
}

/** A name as it is typed here: in labels a star stands for any characters. */
export const escapedFor = (subject: Subject, name: string) => (subject === 'label' ? escaped(name) : name);

const escaped = (text: string) => text.replace(/[\\*]/g, '\\$&');

/** The text between the wildcards. */
function patternParts(text: string): string[] {
  const parts = [''];
  for (const [piece] of text.matchAll(/\\.|[\s\S]/gu)) {
    if (piece !== '*')
      parts.push(`${parts.pop()!}${piece.length > 1 && piece.startsWith('\\') ? piece.slice(1) : piece}`);
    else if (parts.length === 1 || parts.at(-1) !== '') parts.push('');
  }
  return parts;
}
