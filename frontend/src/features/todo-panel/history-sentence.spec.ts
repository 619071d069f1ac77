import { expect, it } from 'vitest';
import type { HistoryEvent } from '../../model/history/history-queries';
import { aLabel, anOutline, aProject, aSection } from '../../testing/outline-builder';
import { foldOccurrences, historySentence } from './history-sentence';

const [home, kitchen, waiting] = [
  aProject({ name: 'Home' }),
  aSection({ name: 'Kitchen' }),
  aLabel({ name: 'waiting' }),
];
const outline = anOutline({ projects: [home], sections: [kitchen], labels: [waiting] });
const place = { projectId: 'p', sectionId: null, parentId: null };

function said(field: string, before: unknown, after: unknown, cause: HistoryEvent['cause'] = 'change'): string {
  const ids = { changeId: 'c', actor: 'me', entityId: 't' };
  return historySentence({ ...ids, at: '', cause, entity: 'todo', field, before, after }, outline, '2026-11-21');
}

it.each([
  ['Added', 'created', null, true],
  ['Renamed from “Ferns” to “Cacti”', 'title', 'Ferns', 'Cacti'],
  ['Notes written', 'notes', '', 'By train'],
  ['Notes removed', 'notes', 'By train', ''],
  ['Notes changed', 'notes', 'By train', 'By boat'],
  ['Completed', 'completedAt', null, '2026-11-21T09:00:00.000Z'],
  ['Reopened', 'completedAt', '2026-11-21T09:00:00.000Z', null],
  ['Priority set to 1', 'priority', 4, 1],
  ['Priority removed', 'priority', 1, 4],
  ['Due date set to 27 Nov 2030', 'due', null, '2030-11-27'],
  ['Due date removed', 'due', '2030-11-27', null],
  ['Label “waiting” added', 'labelIds', [], [waiting.id]],
  ['Label “a deleted label” removed', 'labelIds', ['gone'], []],
  ['Moved to the project “Home”', 'place', place, { ...place, projectId: home.id }],
  ['Moved to the section “Kitchen”', 'place', place, { ...place, sectionId: kitchen.id }],
  ['Made a subtask', 'place', place, { ...place, parentId: 'other' }],
  ['Reordered', 'place', place, { ...place, position: 'a1' }],
  ['Moved to Trash', 'deleted', false, true],
  ['Restored from Trash', 'deleted', true, false],
])('says “%s”', (sentence, field, before, after) => {
  expect(said(field, before, after)).toBe(sentence);
});

it('says what was undone and what was done again', () => {
  expect(said('priority', 1, 4, 'undo')).toBe('Undo: priority removed');
  expect(said('priority', 4, 1, 'redo')).toBe('Redo: priority set to 1');
});

it.each([
  ['Completed, next 27 Nov 2030', 'completed'],
  ['Skipped, next 27 Nov 2030', 'skipped'],
  ['Completion taken back, due 27 Nov 2030 again', 'reopened'],
])('says “%s” in place of the dates that changed with it', (sentence, how) => {
  const event = (field: string, after: unknown, changeId = 'c'): HistoryEvent => {
    return {
      changeId,
      actor: 'me',
      entityId: 't',
      at: '',
      cause: 'change',
      entity: 'todo',
      field,
      before: null,
      after,
    };
  };
  const events = [
    event('due', '2031-01-01', 'later'),
    event('occurrence', how),
    event('start', '2030-11-20'),
    event('due', '2030-11-27'),
    event('title', 'Ferns'),
  ];
  const folded = foldOccurrences(events);
  expect(folded.map(({ field }) => field)).toEqual(['due', 'occurrence', 'title']);
  expect(historySentence(folded[1]!, outline, '2026-11-21')).toBe(sentence);
});
