import { phraseOf, ruleOf } from './field-words.js';
import type { Field, Fields } from './fields.js';
import { labelFields, projectFields, savedFilterFields } from './outline-fields.js';
import { todoFields } from './todo-fields.js';

const fields: Fields = {
  ...labelFields,
  ...savedFilterFields,
  ...projectFields,
  ...todoFields,
  estimate: { kind: 'whole', least: 1, most: 10_080, default: null },
};

it.each([
  ['title', 'the title', 'Give it a title of 1 to 500 characters.'],
  ['notes', 'the notes', 'Notes are text of at most 20000 characters.'],
  ['completedAt', 'whether it is completed', 'Set completed instead.'],
  ['priority', 'the priority', 'A priority is a whole number from 1 to 4.'],
  ['estimate', 'the estimate', 'An estimate is a whole number from 1 to 10080.'],
  [
    'due',
    'the due date',
    'Send a date, such as 2026-11-21, 2026-11-21T09:00 or 2026-11-21T09:00[Europe/Lisbon], or null.',
  ],
  ['query', 'the query', 'Give it a query of 1 to 500 characters.'],
  ['reminders', 'the reminders', 'Send at most 5 whole numbers of minutes from 0 to 40320, each once.'],
  ['labelIds', 'the labels', 'Send at most 50 ids of labels, each once.'],
  ['layout', 'the layout', 'Choose list or board.'],
  ['favourite', 'whether it is a favourite', 'Send true or false.'],
  ['archived', 'whether it is archived', 'Send true or false.'],
])('says of %s that it is “%s”, and what it has to be', (name, phrase, rule) => {
  const field: Field = fields[name]!;
  expect(phraseOf(name, field)).toBe(phrase);
  expect(ruleOf(name, field)).toBe(rule);
});

it('names each of more than two choices', () => {
  const choice: Field = { kind: 'choice', of: ['good', 'fair', 'bad'], default: 'good' };
  expect(ruleOf('mood', choice)).toBe('Choose one of good, fair, bad.');
});
