import { type DateText, dayAt, dayLater, hasTime, instantOf, plannedDay } from '../dates.js';
import type { Clause, DateField, PlannedField } from './filter.js';
import {
  type FilterContext,
  type FilteredTodo,
  idsNamed,
  labelsLike,
  languagesOf,
  withProjectsBelow,
} from './filter-context.js';
import { dayMeant } from './filter-days.js';

export type TodoTest = (todo: FilteredTodo) => boolean;

/** @returns a function that says whether a todo meets a condition: names and days are looked up once, here */
export function clauseTest(clause: Clause, context: FilterContext): TodoTest {
  switch (clause.kind) {
    case 'project': {
      const ids = projectIds(clause, context);
      return ({ projectId }) => ids.has(projectId);
    }
    case 'section': {
      const ids = idsNamed(context.sections, clause.name);
      return ({ sectionId }) => sectionId !== null && ids.has(sectionId);
    }
    case 'label': {
      const ids = new Set(labelsLike(context.labels, clause.parts).map(({ id }) => id));
      return ({ labelIds }) => labelIds.some((id) => ids.has(id));
    }
    case 'priority':
      return ({ priority }) => priority === clause.priority;
    case 'date':
      return dateTest(clause, context);
    case 'next':
      return within('due', context.today, dayLater(context.today, clause.days - 1), context);
    case 'none': {
      if (clause.of !== 'label') return noDate(clause.of);
      // Those in Trash stay with the todo, and are no labels of it to anybody.
      const ids = new Set(context.labels.map(({ id }) => id));
      return ({ labelIds }) => !labelIds.some((id) => ids.has(id));
    }
    case 'is':
      return flagTest(clause.what);
    default: {
      const pattern = textPattern(clause.text);
      return ({ title, notes }) => pattern.test(title) || pattern.test(notes);
    }
  }
}

/** The projects that a clause names. */
export function projectIds(
  { name, withBelow }: Clause & { kind: 'project' },
  { projects }: FilterContext,
): Set<string> {
  const ids = idsNamed(projects, name);
  return withBelow ? withProjectsBelow(ids, projects) : ids;
}

/** Finds a text in letters of any case. */
export function textPattern(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');
}

const noDate =
  (field: PlannedField): TodoTest =>
  (todo) =>
    todo[field] === null;

function flagTest(what: (Clause & { kind: 'is' })['what']): TodoTest {
  if (what === 'recurring') return ({ recurrence }) => recurrence !== null;
  if (what === 'subtask') return ({ parentId }) => parentId !== null;
  return ({ completedAt }) => completedAt !== null;
}

/** A todo without the date does not match, whatever is compared. */
function dateTest({ field, op, day }: Clause & { kind: 'date' }, context: FilterContext): TodoTest {
  const meant = dayMeant(day, context.today, languagesOf(context));
  if (meant === null) return () => false;
  const first = op === 'before' ? null : op === 'on' ? meant : dayLater(meant, 1);
  const last = op === 'after' ? null : op === 'on' ? meant : dayLater(meant, -1);
  return within(field, first, last, context);
}

/** @param first null for no limit, as @param last */
function within(field: DateField, first: string | null, last: string | null, context: FilterContext): TodoTest {
  if (field === 'created' || field === 'completed') return momentTest(field, first, last, context);
  const dayOf = plannedDays(context);
  return (todo) => {
    const date = todo[field];
    if (date === null) return false;
    const day = dayOf(date);
    return (first === null || day >= first) && (last === null || day <= last);
  };
}

/** Those of dates with a time, by clock: asking for a zone takes long. */
const knownDays = new Map<string, Map<DateText, string>>();
const MOST_KNOWN_DAYS = 20_000;

/** The day of a date for somebody. */
function plannedDays({ clock }: FilterContext): (date: DateText) => string {
  const key = `${clock.zone} ${clock.dayStart}`;
  const known = knownDays.get(key) ?? new Map<DateText, string>();
  if (known.size > MOST_KNOWN_DAYS) known.clear();
  knownDays.set(key, known);
  return (date) => {
    if (!hasTime(date)) return date;
    const day = known.get(date) ?? plannedDay(date, clock);
    known.set(date, day);
    return day;
  };
}

/** When it was created or completed. Days become moments once, rather than the moment of each todo a day. */
function momentTest(
  field: 'created' | 'completed',
  first: string | null,
  last: string | null,
  { clock }: FilterContext,
): TodoTest {
  const startOf = (day: string) => instantOf(`${day}T${String(clock.dayStart).padStart(2, '0')}:00`, clock.zone);
  const from = first === null ? -Infinity : startOf(first);
  const until = last === null ? Infinity : startOf(dayLater(last, 1));
  return ({ createdAt, completedAt }) => {
    const moment = field === 'created' ? createdAt : completedAt;
    if (moment === null) return false;
    const instant = Date.parse(moment);
    return instant >= from && instant < until;
  };
}

/** The day of a date that a clause asks for; null for none. */
export function dayOfField(field: DateField, todo: FilteredTodo, { clock }: FilterContext): string | null {
  if (field === 'created') return dayAt(Date.parse(todo.createdAt), clock);
  if (field === 'completed') return todo.completedAt && dayAt(Date.parse(todo.completedAt), clock);
  const date = todo[field];
  return date && plannedDay(date, clock);
}
