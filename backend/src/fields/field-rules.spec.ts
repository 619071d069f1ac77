import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Fields } from '@latch/domain/fields';
import { columnsOf, selectList } from './field-columns.js';
import { BulkFields, CreateFields, UpdateFields } from './field-rules.js';

const fields = {
  title: { kind: 'line', most: 5 },
  estimate: { kind: 'whole', least: 1, most: 10_080, default: null, bulk: true },
  startOn: { kind: 'date', default: null },
  doneAt: { kind: 'moment', default: null },
  pinned: { kind: 'flag', default: false, atCreate: false },
  mood: { kind: 'choice', of: ['good', 'bad'], default: 'good' },
  tagIds: { kind: 'ids', most: 2, default: [] },
  reminders: { kind: 'reminders', default: [] },
} as const satisfies Fields;

class CreateDto extends CreateFields(fields) {}
class UpdateDto extends UpdateFields(fields) {}
class BulkDto extends BulkFields(fields) {}

/** What is refused of a body, unknown fields too. */
function refused(dto: new () => object, body: object): string[] {
  const problems = validateSync(plainToInstance(dto, body), { whitelist: true, forbidNonWhitelisted: true });
  return problems.map(({ property }) => property).toSorted();
}

describe('Rules that follow from fields', () => {
  it('let a create leave out what has a default, and nothing else', () => {
    expect(refused(CreateDto, {})).toEqual(['title']);
    expect(refused(CreateDto, { title: 'a', estimate: 90, startOn: '2026-11-21', mood: 'bad', tagIds: [] })).toEqual(
      [],
    );
    expect(refused(CreateDto, { title: 'a', pinned: true, doneAt: null })).toEqual(['doneAt', 'pinned']);
  });

  it('let a change leave out everything, and null only where it is a value', () => {
    expect(refused(UpdateDto, {})).toEqual([]);
    expect(refused(UpdateDto, { estimate: null, startOn: null, pinned: true })).toEqual([]);
    const nothing = { title: null, pinned: null, mood: null, tagIds: null };
    expect(refused(UpdateDto, nothing)).toEqual(['mood', 'pinned', 'tagIds', 'title']);
  });

  it('take only what can be set on many at once', () => {
    expect(refused(BulkDto, { estimate: 1 })).toEqual([]);
    expect(refused(BulkDto, { title: 'a', mood: 'bad' })).toEqual(['mood', 'title']);
  });

  it.each<[string, unknown]>([
    ['title', 'longer'],
    ['title', ' \u200b '],
    ['estimate', 0],
    ['estimate', 10_081],
    ['estimate', 1.5],
    ['startOn', '2026-02-30'],
    ['startOn', '2026-11-20T09:00:00'],
    ['startOn', '2026-11-20T09:00Z'],
    ['startOn', '2026-11-20[Europe/Lisbon]'],
    ['startOn', '2026-11-20T09:00[Europe/Nowhere]'],
    ['startOn', '2026-11-20T09:00[+01:00]'],
    ['pinned', 'yes'],
    ['mood', 'so so'],
    ['tagIds', ['no id']],
    ['reminders', [5, 5]],
    ['reminders', null],
  ])('refuse for %s %j', (name, value) => {
    expect(refused(UpdateDto, { [name]: value })).toEqual([name]);
  });

  it('sort reminders', () => {
    expect(plainToInstance(UpdateDto, { reminders: [60, 0, 1440] })).toEqual({ reminders: [0, 60, 1440] });
  });

  it('sort ids, each once and in small letters', () => {
    const [a, b] = ['019ac000-0000-7000-8000-00000000000A', '019ac000-0000-7000-8000-00000000000b'] as const;
    expect(plainToInstance(UpdateDto, { tagIds: [b, a] })).toEqual({ tagIds: [a.toLowerCase(), b] });
    expect(refused(UpdateDto, { tagIds: [a, a.toLowerCase()] })).toEqual(['tagIds']);
  });
});

describe('Columns that follow from fields', () => {
  it('have the name, the type and the form in which they are read', () => {
    expect(columnsOf(fields)).toEqual({
      title: { column: 'title', type: 'text' },
      estimate: { column: 'estimate', type: 'smallint' },
      startOn: { column: 'start_on', type: 'text' },
      doneAt: { column: 'done_at', type: 'timestamptz' },
      pinned: { column: 'pinned', type: 'boolean' },
      mood: { column: 'mood', type: 'text' },
      reminders: { column: 'reminders', type: 'int[]' },
    });
    expect(selectList(['title', 'startOn', 'doneAt'], 't')).toBe(
      't.title, t.start_on AS "startOn", t.done_at AS "doneAt"',
    );
  });
});
