import type { Field, Fields } from '@latch/domain/fields';
import { calledOf, capitalise, phraseOf } from '@latch/domain/field-words';
import { labelFields, projectFields, sectionFields } from '@latch/domain/outline-fields';
import { todoFields } from '@latch/domain/todo-fields';
import type { FieldConflict } from '../../shared/api/errors';
import { quote } from '../../shared/ui/quote';
import { today } from '../../shared/formatters/clock';
import { formatFieldValue } from '../../shared/formatters/field-values';

export const FIELDS: Record<FieldConflict['entity'], Fields> = {
  todo: todoFields,
  project: projectFields,
  section: sectionFields,
  label: labelFields,
};

/** What the history tells of besides fields. */
const OTHERS: Record<string, string> = {
  place: 'the place',
  deleted: 'whether it is deleted',
  created: 'whether it exists',
};

/** Both values of a field, in a sentence. */
export function formatConflict({ entity, title, field: name, mine, theirs }: FieldConflict): string {
  const field = FIELDS[entity][name];
  const phrase = field ? phraseOf(name, field) : (OTHERS[name] ?? name);
  const what = `${capitalise(phrase)} of ${title ? quote(title) : 'what is gone'}`;
  if (name === 'place' || field?.kind === 'ids') return `${what} was changed since.`;
  const say = (value: unknown) => (field ? formatValue(name, field, value) : value ? 'yes' : 'no');
  return `${what} is now ${say(theirs)}; undoing would make it ${say(mine)}.`;
}

/** A value as one would say it within that sentence. */
function formatValue(name: string, field: Field, value: unknown): string {
  if (field.kind === 'moment') return value === null ? 'open' : 'completed';
  const said = formatFieldValue(name, field, value, today());
  const isText = field.kind === 'line' || field.kind === 'text' || field.kind === 'choice';
  if (said === null) return isText ? 'empty' : 'none';
  if (isText) return quote(said);
  return field.kind === 'whole' && !field.unit ? `${calledOf(name, field)} ${said}` : said;
}
