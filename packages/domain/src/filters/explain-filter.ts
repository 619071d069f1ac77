import { dayLater } from '../dates.js';
import { clauseTest, dayOfField, projectIds, textPattern } from './clause-tests.js';
import { compileFilter } from './compile-filter.js';
import { asksForCompleted, type Clause, type DateField, type Filter } from './filter.js';
import type { FilterContext, FilteredTodo } from './filter-context.js';
import { idsNamed, labelsLike, languagesOf } from './filter-context.js';
import { dayMeant } from './filter-days.js';
import { type FilterStep, stepFor } from './filter-steps.js';
import { formatClause, formatFilter } from './format-filter.js';

/** Why a todo meets a part of a filter, or why not. */
export interface Explanation {
  /** The part, as it is typed. */
  text: string;
  matches: boolean;
  /** The value that decided, in words. */
  because: string;
  /** What the part is made of. */
  parts: readonly Explanation[];
  /** What to change so that the part no longer keeps the todo where it is: in the filter, or out of it. */
  step?: FilterStep;
}

/** How a day is written. */
type FormatDay = (day: string) => string;

/** Why a todo is in a filter, or why not: whether it is open first, and then the filter, clause by clause. */
export function explainFilter(
  filter: Filter,
  todo: FilteredTodo,
  context: FilterContext,
  formatDay: FormatDay = (day) => day,
): Explanation[] {
  const wanted = !compileFilter(filter, context)(todo);
  const explained = explainPart({ filter, wanted }, todo, context, formatDay);
  if (asksForCompleted(filter)) return [explained];
  const isOpen = todo.completedAt === null;
  const because = isOpen
    ? 'It is open.'
    : 'It is completed. Filters show open todos, unless they ask for completed ones.';
  const step = isOpen === wanted ? undefined : stepFor(COMPLETED, !wanted, todo, context, formatDay);
  return [{ text: '!is:completed', matches: isOpen, because, parts: [], ...(step && { step }) }, explained];
}

const COMPLETED: Clause = { kind: 'is', what: 'completed' };

/** A part of a filter, and what it would have to be to put the todo into the filter, or out of it. */
interface Part {
  filter: Filter;
  wanted: boolean;
}

function explainPart(
  { filter, wanted }: Part,
  todo: FilteredTodo,
  context: FilterContext,
  formatDay: FormatDay,
): Explanation {
  const explain = (part: Filter, isWanted = wanted) =>
    explainPart({ filter: part, wanted: isWanted }, todo, context, formatDay);
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(
        filter,
        filter.parts.map((part) => explain(part)),
      );
    case 'not': {
      const part = explain(filter.part, !wanted);
      const because = part.matches ? 'What stands behind ! is true.' : 'What stands behind ! is not true.';
      return { text: formatFilter(filter), matches: !part.matches, because, parts: [part] };
    }
    default: {
      const matches = clauseTest(filter, context)(todo);
      const because = reason(filter, todo, context, formatDay);
      const step = matches === wanted ? undefined : stepFor(filter, wanted, todo, context, formatDay);
      return { text: formatClause(filter), matches, because, parts: [], ...(step && { step }) };
    }
  }
}

function joined(filter: Filter & { kind: 'and' | 'or' }, parts: Explanation[]): Explanation {
  const text = formatFilter(filter);
  const met = parts.filter(({ matches }) => matches).length;
  const counted = `${met} of ${parts.length} conditions ${met === 1 ? 'is' : 'are'} met`;
  const isAnd = filter.kind === 'and';
  const needed = isAnd ? 'all are needed' : 'one is enough';
  return { text, matches: isAnd ? met === parts.length : met > 0, because: `${counted}; ${needed}.`, parts };
}

function reason(clause: Clause, todo: FilteredTodo, context: FilterContext, formatDay: FormatDay): string {
  switch (clause.kind) {
    case 'project':
      return projectReason(clause, todo, context);
    case 'section':
      return sectionReason(clause.name, todo, context);
    case 'label':
      return labelReason(clause.parts, todo, context);
    case 'priority':
      return todo.priority === 4 ? 'It has no priority (p4).' : `Its priority is p${todo.priority}.`;
    case 'date':
      return dateReason(clause, todo, context, formatDay);
    case 'next':
      return nextReason(clause.days, todo, context, formatDay);
    case 'none':
      return clause.of === 'label' ? labelsReason(todo, context) : saidDate(clause.of, todo, context, formatDay);
    case 'is':
      return flagReason(clause.what, todo);
    default:
      return textReason(clause.text, todo);
  }
}

const nameOf = (things: readonly { id: string; name: string }[], id: string | null) =>
  things.find((thing) => thing.id === id)?.name;

function projectReason(clause: Clause & { kind: 'project' }, todo: FilteredTodo, context: FilterContext): string {
  const { projects } = context;
  if (idsNamed(projects, clause.name).size === 0) return `There is no project called “${clause.name}”.`;
  const place = `It is in the project “${nameOf(projects, todo.projectId) ?? 'unknown'}”`;
  if (!clause.withBelow || idsNamed(projects, clause.name).has(todo.projectId)) return `${place}.`;
  const isBelow = projectIds(clause, context).has(todo.projectId);
  return `${place}, which is ${isBelow ? '' : 'not '}below “${clause.name}”.`;
}

function sectionReason(name: string, { sectionId }: FilteredTodo, { sections }: FilterContext): string {
  if (idsNamed(sections, name).size === 0) return `There is no section called “${name}”.`;
  const own = nameOf(sections, sectionId);
  return own === undefined ? 'It is in no section.' : `It is in the section “${own}”.`;
}

function labelReason(parts: readonly string[], todo: FilteredTodo, context: FilterContext): string {
  const like = labelsLike(context.labels, parts);
  if (like.length === 0 && parts.length === 1) return `There is no label called “${parts[0]}”.`;
  const own = like.filter(({ id }) => todo.labelIds.includes(id));
  if (own.length > 0) return `It has the label ${listed(own.map(({ name }) => name))}.`;
  return labelsReason(todo, context);
}

function labelsReason({ labelIds }: FilteredTodo, { labels }: FilterContext): string {
  const names = labels.flatMap(({ id, name }) => (labelIds.includes(id) ? [name] : []));
  if (names.length === 0) return 'It has no label.';
  return `Its labels are ${listed(names)}.`;
}

const listed = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ');

const SAID: Readonly<Record<DateField, { is: string; none: string }>> = {
  due: { is: 'It is due', none: 'It has no due date.' },
  start: { is: 'It starts', none: 'It has no start date.' },
  deadline: { is: 'Its deadline is', none: 'It has no deadline.' },
  created: { is: 'It was created', none: '' },
  completed: { is: 'It was completed', none: 'It is not completed.' },
};

function saidDate(field: DateField, todo: FilteredTodo, context: FilterContext, formatDay: FormatDay): string {
  const day = dayOfField(field, todo, context);
  return day === null ? SAID[field].none : `${SAID[field].is} ${formatDay(day)}.`;
}

function dateReason(
  clause: Clause & { kind: 'date' },
  todo: FilteredTodo,
  context: FilterContext,
  formatDay: FormatDay,
) {
  const said = saidDate(clause.field, todo, context, formatDay);
  const meant = dayMeant(clause.day, context.today, languagesOf(context));
  if (meant === null) return `${said} There is no such day as “${formatClause(clause)}” asks for.`;
  const day = dayOfField(clause.field, todo, context);
  if (day === null) return said;
  if (day === meant && clause.op === 'on') return said;
  const compared = day === meant ? 'the same day' : `${day < meant ? 'before' : 'after'} ${formatDay(meant)}`;
  return `${said.slice(0, -1)}, ${compared}.`;
}

function nextReason(days: number, todo: FilteredTodo, context: FilterContext, formatDay: FormatDay): string {
  const said = saidDate('due', todo, context, formatDay);
  if (todo.due === null) return said;
  const [from, to] = [formatDay(context.today), formatDay(dayLater(context.today, days - 1))];
  return `${said} The days are ${days === 1 ? from : `${from} to ${to}`}.`;
}

function flagReason(what: (Clause & { kind: 'is' })['what'], todo: FilteredTodo): string {
  if (what === 'recurring') return todo.recurrence === null ? 'It does not repeat.' : 'It repeats.';
  if (what === 'subtask') return todo.parentId === null ? 'It is not a subtask.' : 'It is a subtask.';
  return todo.completedAt === null ? 'It is open.' : 'It is completed.';
}

function textReason(text: string, { title, notes }: FilteredTodo): string {
  const pattern = textPattern(text);
  if (pattern.test(title)) return `“${text}” is in its title.`;
  return pattern.test(notes) ? `“${text}” is in its notes.` : `“${text}” is neither in its title nor in its notes.`;
}
