import type { Field } from '@latch/domain/fields';
import { calledOf, capitalise } from '@latch/domain/field-words';
import { todoFields } from '@latch/domain/todo-fields';
import type { Day } from '../../shared/formatters/days';
import { formatFieldValue } from '../../shared/formatters/field-values';
import type { Conflict } from './conflicts';

type Values = Readonly<Record<string, unknown>>;

/** Both values of each field in question, as one would say them. */
export function formatConflictValues(conflict: Conflict, today: Day): { mine: string[]; theirs: string[] } {
  const mine: Values = conflict.mine;
  const wanted = Object.entries<Field>(todoFields).filter(([name]) => mine[name] !== undefined);
  const sayAll = (values: Values) => wanted.map(([name, field]) => say(name, field, values[name], today));
  return { mine: sayAll(mine), theirs: sayAll(conflict.theirs) };
}

function say(name: string, field: Field, value: unknown, today: Day): string {
  const said = formatFieldValue(name, field, value, today);
  if (said === null) return `No ${calledOf(name, field)}`;
  return field.kind === 'whole' || field.kind === 'day' ? `${capitalise(name)} ${said}` : said;
}
