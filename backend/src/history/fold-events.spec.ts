import { foldEvents } from './fold-events.js';
import type { RecordedEvent } from './history.js';

const event = (field: string, before: unknown, after: unknown, more: Partial<RecordedEvent> = {}) =>
  ({ entity: 'todo', entityId: 't', field, before, after, revision: '1', ...more }) as RecordedEvent;

describe('Events drawn together', () => {
  it('are one for each field of each thing, from the first value to the last', () => {
    const folded = foldEvents([
      event('title', 'b', 'c', { revision: '3' }),
      event('notes', '', 'n', { revision: '2' }),
      event('title', 'a', 'b', { revision: '1' }),
      event('title', 'x', 'y', { entityId: 'other' }),
    ]);
    expect(folded).toMatchObject([
      { entityId: 't', field: 'title', before: 'a', after: 'c', revision: '3' },
      { entityId: 't', field: 'notes', before: '', after: 'n' },
      { entityId: 'other', field: 'title', before: 'x', after: 'y' },
    ]);
  });

  it('tell of what was made that it was in Trash before, and of what was made and deleted that it still is', () => {
    expect(foldEvents([event('created', null, true)])).toMatchObject([
      { field: 'deleted', before: true, after: false },
    ]);
    expect(foldEvents([event('deleted', false, true), event('created', null, true)])).toMatchObject([
      { field: 'deleted', before: true, after: true },
    ]);
  });
});
