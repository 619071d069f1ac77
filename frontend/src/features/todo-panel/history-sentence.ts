import type { Field, Fields } from '@latch/domain/fields';
import { calledOf, capitalise } from '@latch/domain/field-words';
import { todoFields } from '@latch/domain/todo-fields';
import type { HistoryEvent } from '../../model/history/history-queries';
import type { Outline } from '../../model/outline/outline';
import { quote } from '../../shared/ui/quote';
import type { Day } from '../../shared/formatters/days';
import { formatDateInFull } from '../../shared/formatters/dates';
import { formatFieldValue } from '../../shared/formatters/field-values';

interface PlaceValue {
  projectId?: string;
  sectionId?: string | null;
  parentId?: string | null;
}

/** What happened, as a sentence without its full stop: "Renamed from “Ferns” to “Water the ferns”". */
export function historySentence(event: HistoryEvent, outline: Outline | undefined, today: Day): string {
  const said = sentence(event, outline, today);
  if (event.cause === 'change') return said;
  return `${event.cause === 'undo' ? 'Undo' : 'Redo'}: ${said[0]?.toLowerCase()}${said.slice(1)}`;
}

function sentence({ field, before, after }: HistoryEvent, outline: Outline | undefined, today: Day): string {
  switch (field) {
    case 'created':
      return after === false ? 'Removed' : 'Added';
    case 'place':
      return place(asPlace(before), asPlace(after), outline);
    case 'deleted':
      return after === true ? 'Moved to Trash' : 'Restored from Trash';
    case 'completedAt':
      return after === null ? 'Reopened' : 'Completed';
    case 'title':
      return `Renamed from ${quote(String(before))} to ${quote(String(after))}`;
    case 'occurrence':
      return occurrence(after, before, today);
    case 'labelIds':
      return labels(asIds(before), asIds(after), outline);
    default: {
      const definition = (todoFields as Fields)[field];
      return definition ? change(field, definition, before, after, today) : `Changed: ${field}`;
    }
  }
}

/** Which fields change when a date of a todo that repeats is left. */
const MOVED = new Set(['start', 'due', 'deadline', 'recurrence']);

/** Draws what happened to a date of a todo that repeats together: one event, whose value before is the date it has since. */
export function foldOccurrences(events: readonly HistoryEvent[]): HistoryEvent[] {
  const keyOf = ({ changeId, at, cause }: HistoryEvent) => `${changeId} ${at} ${cause}`;
  const left = new Set(events.filter(({ field }) => field === 'occurrence').map(keyOf));
  const dues = new Map(events.filter(({ field }) => field === 'due').map((event) => [keyOf(event), event.after]));
  return events
    .filter((event) => !MOVED.has(event.field) || !left.has(keyOf(event)))
    .map((event) => (event.field === 'occurrence' ? { ...event, before: dues.get(keyOf(event)) ?? null } : event));
}

function occurrence(how: unknown, due: unknown, today: Day): string {
  const date = typeof due === 'string' ? formatDateInFull(due, today) : null;
  if (how === 'reopened') return date === null ? 'Completion taken back' : `Completion taken back, due ${date} again`;
  const said = how === 'skipped' ? 'Skipped' : 'Completed';
  return date === null ? said : `${said}, next ${date}`;
}

/** What became of a field that needs no sentence of its own. */
function change(name: string, field: Field, before: unknown, after: unknown, today: Day): string {
  const called = capitalise(calledOf(name, field));
  const said = formatFieldValue(name, field, after, today);
  if (said === null) return `${called} removed`;
  if (field.kind === 'text') return before ? `${called} changed` : `${called} written`;
  return `${called} set to ${said}`;
}

function labels(before: readonly string[], after: readonly string[], outline: Outline | undefined): string {
  const name = (id: string) => quote(outline?.labels.find((label) => label.id === id)?.name ?? 'a deleted label');
  const added = after.filter((id) => !before.includes(id)).map(name);
  const removed = before.filter((id) => !after.includes(id)).map(name);
  const parts = [
    added.length > 0 ? `${added.length === 1 ? 'label' : 'labels'} ${added.join(', ')} added` : '',
    removed.length > 0 ? `${removed.length === 1 ? 'label' : 'labels'} ${removed.join(', ')} removed` : '',
  ].filter(Boolean);
  const said = parts.join(', ') || 'labels changed';
  return `${said[0]?.toUpperCase()}${said.slice(1)}`;
}

function place(before: PlaceValue, after: PlaceValue, outline: Outline | undefined): string {
  if (before.projectId !== after.projectId) {
    const project = outline?.projects.find(({ id }) => id === after.projectId)?.name;
    return project ? `Moved to the project ${quote(project)}` : 'Moved to another project';
  }
  if (before.parentId !== after.parentId) return after.parentId ? 'Made a subtask' : 'Moved out of its parent';
  if (before.sectionId !== after.sectionId) {
    const section = outline?.sections.find(({ id }) => id === after.sectionId)?.name;
    if (!after.sectionId) return 'Moved out of its section';
    return section ? `Moved to the section ${quote(section)}` : 'Moved to another section';
  }
  return 'Reordered';
}

function asIds(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

function asPlace(value: unknown): PlaceValue {
  return typeof value === 'object' && value !== null ? value : {};
}
