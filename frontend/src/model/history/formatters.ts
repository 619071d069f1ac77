import type { FieldConflict } from '../../shared/api/errors';
import { quote } from '../../shared/ui/quote';
import { today } from '../../shared/formatters/clock';
import { formatDay } from '../../shared/formatters/days';

const FIELDS: Record<string, string> = {
  title: 'the title',
  name: 'the name',
  notes: 'the notes',
  completedAt: 'whether it is completed',
  priority: 'the priority',
  due: 'the due date',
  labelIds: 'the labels',
  place: 'the place',
  colour: 'the colour',
  favourite: 'whether it is a favourite',
  archived: 'whether it is archived',
  layout: 'the layout',
  deleted: 'whether it is deleted',
  created: 'whether it exists',
};

/** Both values of a field, in a sentence. */
export function formatConflict({ title, field, mine, theirs }: FieldConflict): string {
  const name = FIELDS[field] ?? field;
  const what = `${name[0]?.toUpperCase()}${name.slice(1)} of ${title ? quote(title) : 'what is gone'}`;
  if (field === 'place' || field === 'labelIds') return `${what} was changed since.`;
  return `${what} is now ${formatValue(field, theirs)}; undoing would make it ${formatValue(field, mine)}.`;
}

/** A value as one would say it. */
export function formatValue(field: string, value: unknown): string {
  if (field === 'completedAt') return value === null ? 'open' : 'completed';
  if (field === 'priority') return value === 4 ? 'none' : `priority ${String(value)}`;
  if (field === 'due') return typeof value === 'string' ? formatDay(value, today()) : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value ? quote(value) : 'empty';
  return value === null || value === undefined ? 'none' : JSON.stringify(value);
}
