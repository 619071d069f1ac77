import type { Field, Fields } from '@latch/domain/fields';
import { calledOf, capitalise } from '@latch/domain/field-words';
import { todoFields } from '@latch/domain/todo-fields';
import type { Day } from '../../shared/formatters/days';
import { formatFieldValue } from '../../shared/formatters/field-values';
import type { Conflict } from './conflicts';

type Values = Readonly<Record<string, unknown>>;

/** Both values of each field in question, as one would say them. */
export function formatConflictValues(conflict: Conflict, today: Day): { mine: string[]; theirs: string[] } {
  const { mine, theirs } = conflict as { mine: Values; theirs: object };
  return { mine: formatValues(todoFields, mine, mine, today), theirs: formatValues(todoFields, mine, theirs, today) };
}

/** @param wanted has a value for each field in question. @returns those of `values`, as one would say them */
export function formatValues(fields: Fields, wanted: Values, values: object, today: Day): string[] {
  const named = Object.entries<Field>(fields).filter(([name]) => wanted[name] !== undefined);
  return named.map(([name, field]) => say(name, field, (values as Values)[name], today));
}

function say(name: string, field: Field, value: unknown, today: Day): string {
  const said = formatFieldValue(name, field, value, today);
  if (said === null) return `No ${calledOf(name, field)}`;
  const isText = field.kind === 'line' || field.kind === 'text' || field.kind === 'ids';
  return isText ? said : `${capitalise(name)} ${said}`;
}
