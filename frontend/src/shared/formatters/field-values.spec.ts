import type { Field } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import { expect, it } from 'vitest';
import { formatFieldValue } from './field-values';

const effort: Field = { kind: 'whole', least: 1, most: 600, default: null, unit: 'minute' };

it.each<[string, Field, unknown, string | null]>([
  ['effort', effort, 90, '90 minutes'],
  ['effort', effort, 1, '1 minute'],
  ['effort', effort, null, null],
  ['priority', todoFields.priority, 1, '1'],
  ['priority', todoFields.priority, 4, null],
  ['due', todoFields.due, '2030-11-27', '27 Nov 2030'],
  ['due', todoFields.due, null, null],
  ['recurrence', todoFields.recurrence, { rule: 'FREQ=WEEKLY', anchor: '2026-11-30', from: 'due' }, 'every Monday'],
  ['recurrence', todoFields.recurrence, null, null],
  ['reminders', todoFields.reminders, [0, 90], 'at the time, 1 hour 30 minutes before'],
  ['reminders', todoFields.reminders, [], null],
  ['labelIds', todoFields.labelIds, ['a', 'b'], '2 labels'],
  ['labelIds', todoFields.labelIds, [], null],
  ['notes', todoFields.notes, 'By train', 'By train'],
  ['notes', todoFields.notes, '', null],
  ['favourite', { kind: 'flag', default: false }, true, 'yes'],
  ['favourite', { kind: 'flag', default: false }, false, 'no'],
])('of %s (%o) gives for %j the text %j', (name, field, value, said) => {
  expect(formatFieldValue(name, field, value, '2026-11-21')).toBe(said);
});
