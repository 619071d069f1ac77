import { type Day, formatDay } from '../../shared/formatters/days';
import type { Conflict } from './conflicts';
import type { Todo } from './todo';

type Field = 'title' | 'notes' | 'priority' | 'due' | 'labelIds';
const FIELDS: readonly Field[] = ['title', 'notes', 'priority', 'due', 'labelIds'];

/** Both values of each field in question, as one would say them. */
export function formatConflictValues({ mine, theirs }: Conflict, today: Day): { mine: string[]; theirs: string[] } {
  const fields = FIELDS.filter((field) => mine[field] !== undefined);
  return {
    mine: fields.map((field) => say(field, mine[field], today)),
    theirs: fields.map((field) => say(field, theirs[field], today)),
  };
}

function say(field: Field, value: Todo[Field] | undefined, today: Day): string {
  if (field === 'priority') return value === 4 ? 'No priority' : `Priority ${String(value)}`;
  if (field === 'due') return typeof value === 'string' ? `Due ${formatDay(value, today)}` : 'No due date';
  if (field === 'labelIds') return Array.isArray(value) && value.length > 0 ? `${value.length} labels` : 'No labels';
  return String(value ?? '') || 'No notes';
}
