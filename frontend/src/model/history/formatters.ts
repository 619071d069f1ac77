import type { Field, Fields } from '@latch/domain/fields';
import { calledOf, capitalise, phraseOf } from '@latch/domain/field-words';
import { labelFields, projectFields, savedFilterFields, sectionFields } from '@latch/domain/outline-fields';
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
  filter: savedFilterFields,
};

/** What was changed since, with both values of a field, in a sentence. */
export function formatConflict({ entity, title, field: name, mine, theirs }: FieldConflict): string {
  const whose = title ? quote(title) : 'something deleted';
  if (name === 'place') return `${capitalise(whose)} was moved since.`;
  if (name === 'deleted') return `${capitalise(whose)} was ${theirs ? 'deleted' : 'restored'} since.`;
  const field = FIELDS[entity][name];
  if (!field) return `${capitalise(whose)} was changed since.`;
  const [now, then] = [formatValue(name, field, theirs), formatValue(name, field, mine)];
  if (isState(field)) return `${capitalise(whose)} is now ${now}; undoing would make it ${then}.`;
  const what = `${capitalise(phraseOf(name, field))} of ${whose}`;
  const isPlural = calledOf(name, field).endsWith('s');
  if (field.kind === 'ids') return `${what} ${isPlural ? 'were' : 'was'} changed since.`;
  return `${what} ${isPlural ? 'are' : 'is'} now ${now}; undoing would make ${isPlural ? 'them' : 'it'} ${then}.`;
}

/** Told as what the thing is, and not as a value that it has. */
function isState({ kind }: Field): boolean {
  return kind === 'flag' || kind === 'moment';
}

/** A value as one would say it within that sentence. */
function formatValue(name: string, field: Field, value: unknown): string {
  if (field.kind === 'moment') return value === null ? 'open' : 'completed';
  if (field.kind === 'flag') return `${value ? '' : 'not '}${calledOf(name, field)}`;
  const said = formatFieldValue(name, field, value, today());
  const isText = field.kind === 'line' || field.kind === 'text' || field.kind === 'choice';
  if (said === null) return isText ? 'empty' : 'none';
  if (isText) return quote(said);
  return field.kind === 'whole' && !field.unit ? `${calledOf(name, field)} ${said}` : said;
}
