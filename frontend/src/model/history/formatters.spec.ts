import { expect, it } from 'vitest';
import { formatConflict } from './formatters';

it('says what an undo would overwrite', () => {
  const say = (field: string, theirs: unknown, mine: unknown, entity: 'todo' | 'project' = 'todo') =>
    formatConflict({ entity, entityId: 'a', title: 'Ferns', field, theirs, mine });
  expect(say('title', 'Lilies', 'Ferns')).toBe('The title of “Ferns” is now “Lilies”; undoing would make it “Ferns”.');
  expect(say('notes', 'Rain', '')).toBe('The notes of “Ferns” are now “Rain”; undoing would make them empty.');
  expect(say('completedAt', null, '2026-11-20T10:00:00Z')).toBe(
    '“Ferns” is now open; undoing would make it completed.',
  );
  expect(say('archived', true, false, 'project')).toBe('“Ferns” is now archived; undoing would make it not archived.');
  expect(say('labelIds', [], ['b'])).toBe('The labels of “Ferns” were changed since.');
  expect(say('place', {}, {})).toBe('“Ferns” was moved since.');
  expect(say('deleted', true, false)).toBe('“Ferns” was deleted since.');
});
