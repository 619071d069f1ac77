import { dayLater, type DateText, movedDate } from '../dates.js';
import type { Clause, PlannedField } from './filter.js';
import { type FilterContext, type FilteredTodo, idsNamed, labelsLike, languagesOf } from './filter-context.js';
import { dayMeant } from './filter-days.js';

/** One change of a todo after which it meets a condition that it does not meet now, or the other way round. */
export interface FilterStep {
  /** What it does, as on a button: "Set the due date to Today". */
  words: string;
  change: StepChange;
}

export type StepChange =
  | { kind: 'place'; projectId: string }
  | { kind: 'section'; sectionId: string | null }
  | { kind: 'labels'; add: string[]; remove: string[] }
  | { kind: 'priority'; priority: 1 | 2 | 3 | 4 }
  | { kind: 'date'; field: PlannedField; date: DateText | null }
  | { kind: 'completed'; completed: boolean };

/**
 * What to change so that a todo meets a condition, or no longer meets it.
 * @returns undefined where more than one change would do equally well, or none: there the person decides
 */
export function stepFor(
  clause: Clause,
  wanted: boolean,
  todo: FilteredTodo,
  context: FilterContext,
  formatDay: (day: string) => string,
): FilterStep | undefined {
  switch (clause.kind) {
    case 'project':
      return wanted ? moveStep(clause.name, todo, context) : undefined;
    case 'section':
      return sectionStep(clause.name, wanted, todo, context);
    case 'label':
      return wanted ? addLabelStep(clause.parts, context) : removeLabelsStep(clause.parts, todo, context);
    case 'priority':
      return priorityStep(clause.priority, wanted);
    case 'date':
    case 'next':
    case 'none':
      return clause.kind === 'none' && clause.of === 'label'
        ? noLabelStep(wanted, todo, context)
        : dateStep(clause, wanted, todo, context, formatDay);
    case 'is':
      return clause.what === 'completed' ? completedStep(wanted, todo) : undefined;
    default:
      return undefined;
  }
}

/** A subtask is where its parent is. */
function moveStep(name: string, { parentId }: FilteredTodo, { projects }: FilterContext): FilterStep | undefined {
  const [projectId, ...others] = idsNamed(projects, name);
  if (projectId === undefined || others.length > 0 || parentId !== null) return undefined;
  return { words: `Move it to “${nameOf(projects, projectId)}”`, change: { kind: 'place', projectId } };
}

function sectionStep(
  name: string,
  wanted: boolean,
  { parentId }: FilteredTodo,
  { sections }: FilterContext,
): FilterStep | undefined {
  const [sectionId, ...others] = idsNamed(sections, name);
  if (sectionId === undefined || parentId !== null) return undefined;
  const own = nameOf(sections, sectionId);
  if (!wanted) return { words: `Take it out of “${own}”`, change: { kind: 'section', sectionId: null } };
  return others.length > 0 ? undefined : { words: `Move it to “${own}”`, change: { kind: 'section', sectionId } };
}

function addLabelStep(parts: readonly string[], { labels }: FilterContext): FilterStep | undefined {
  const [label, ...others] = labelsLike(labels, parts);
  if (!label || others.length > 0) return undefined;
  return { words: `Add the label “${label.name}”`, change: { kind: 'labels', add: [label.id], remove: [] } };
}

function removeLabelsStep(
  parts: readonly string[],
  { labelIds }: FilteredTodo,
  { labels }: FilterContext,
): FilterStep | undefined {
  return removeStep(labelsLike(labels, parts).filter(({ id }) => labelIds.includes(id)));
}

function noLabelStep(wanted: boolean, { labelIds }: FilteredTodo, { labels }: FilterContext): FilterStep | undefined {
  return wanted ? removeStep(labels.filter(({ id }) => labelIds.includes(id))) : undefined;
}

function removeStep(labels: readonly { id: string; name: string }[]): FilterStep | undefined {
  if (labels.length === 0) return undefined;
  const names = labels.map(({ name }) => `“${name}”`).join(', ');
  const words = `Remove the ${labels.length === 1 ? 'label' : 'labels'} ${names}`;
  return { words, change: { kind: 'labels', add: [], remove: labels.map(({ id }) => id) } };
}

function priorityStep(priority: 1 | 2 | 3 | 4, wanted: boolean): FilterStep | undefined {
  if (!wanted && priority === 4) return undefined;
  const set = wanted ? priority : 4;
  const words = set === 4 ? 'Remove its priority' : `Set its priority to p${set}`;
  return { words, change: { kind: 'priority', priority: set } };
}

const CALLED: Readonly<Record<PlannedField, string>> = { due: 'due date', start: 'start date', deadline: 'deadline' };

function dateStep(
  clause: Clause & { kind: 'date' | 'next' | 'none' },
  wanted: boolean,
  todo: FilteredTodo,
  context: FilterContext,
  formatDay: (day: string) => string,
): FilterStep | undefined {
  const field = clause.kind === 'next' ? 'due' : clause.kind === 'none' ? clause.of : clause.field;
  if (field === 'label' || field === 'created' || field === 'completed') return undefined;
  const isGone = clause.kind === 'none' ? wanted : !wanted;
  if (isGone) {
    // What repeats has a due date.
    if (field === 'due' && todo.recurrence !== null) return undefined;
    return { words: `Remove its ${CALLED[field]}`, change: { kind: 'date', field, date: null } };
  }
  const day = clause.kind === 'date' ? dayThatMeets(clause, context) : context.today;
  // Nobody wants to make something late.
  if (day === null || (day < context.today && field !== 'start')) return undefined;
  const date = movedDate(todo[field], { day }, context.clock);
  return { words: `Set its ${CALLED[field]} to ${formatDay(day)}`, change: { kind: 'date', field, date } };
}

/** The nearest day that is meant, from today on where that is one. */
function dayThatMeets({ op, day }: Clause & { kind: 'date' }, context: FilterContext): string | null {
  const meant = dayMeant(day, context.today, languagesOf(context));
  if (meant === null || op === 'on') return meant;
  if (op === 'before') return meant > context.today ? context.today : dayLater(meant, -1);
  return meant < context.today ? context.today : dayLater(meant, 1);
}

/** To complete what repeats would make it come again. */
function completedStep(wanted: boolean, { recurrence }: FilteredTodo): FilterStep | undefined {
  if (wanted && recurrence !== null) return undefined;
  return { words: wanted ? 'Complete it' : 'Reopen it', change: { kind: 'completed', completed: wanted } };
}

function nameOf(things: readonly { id: string; name: string }[], id: string): string {
  return things.find((thing) => thing.id === id)?.name ?? '';
}
