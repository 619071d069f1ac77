import * as fc from 'fast-check';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import { LONGEST_CURSOR, type PartKind, readCursor, writeCursor } from './cursor.js';

const ids = fc.uuid();
const keys = fc.stringMatching(/^[0-9A-Za-z]{1,200}$/);
const lists = fc.oneof(
  fc.constantFrom('all newest', 'open oldest', 'inbox all', 'inbox none', 'trash'),
  ids,
  fc.tuple(ids, ids).map((both) => both.join(' ')),
);
const revisions = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);

type Place = [kinds: readonly PartKind[], parts: string[]];
const KINDS: Record<string, readonly PartKind[]> = {
  label: ['id'],
  time: ['time', 'id'],
  project: ['sectionKey', 'id', 'key', 'id'],
  history: ['revision', 'seq'],
};
const places: fc.Arbitrary<Place> = fc.oneof(
  ids.map((id): Place => [KINDS.label!, [id]]),
  fc.tuple(fc.nat(), ids).map(([at, id]): Place => [KINDS.time!, [String(at), id]]),
  fc.tuple(fc.oneof(fc.constant(''), keys), ids, keys, ids).map((place): Place => [KINDS.project!, place]),
  fc.tuple(revisions, fc.nat()).map(([revision, seq]): Place => [KINDS.history!, [revision, String(seq)]]),
);

const expectRefused = (read: () => unknown) => expect(read).toThrow(ValidationFailedError);

describe('A cursor', () => {
  it('is read as the place it was written of', () => {
    fc.assert(
      fc.property(lists, places, (list, [kinds, place]) => {
        expect(readCursor(writeCursor(list, place), list, kinds)).toEqual(place);
      }),
    );
  });

  it('fits the contract and an address, also behind the longest positions', () => {
    fc.assert(
      fc.property(lists, places, (list, [, place]) => {
        expect(writeCursor(list, place)).toMatch(/^[\w-]+$/);
      }),
    );
    const [id, key] = ['0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d4e', 'z'.repeat(200)];
    expect(writeCursor(`${id} ${id}`, [key, id, key, id]).length).toBeLessThanOrEqual(LONGEST_CURSOR);
  });

  const id = '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d4e';
  it.each<[PartKind, string]>([
    ['time', '253402300800000'],
    ['time', '8640000000000001'],
    ['time', '-1'],
    ['time', '01'],
    ['time', '1.5'],
    ['time', ''],
    ['revision', '9223372036854775808'],
    ['revision', '99999999999999999999'],
    ['revision', '007'],
    ['seq', '2147483648'],
    ['seq', '1e3'],
    ['id', id.toUpperCase()],
    ['id', 'x'],
    ['key', ''],
    ['key', 'a-b'],
    ['key', 'a'.repeat(201)],
    ['sectionKey', 'é'],
  ])('has no %s of %j, which its column cannot hold or nobody would write', (kind, part) => {
    expectRefused(() => readCursor(writeCursor('a list', [part, id]), 'a list', [kind, 'id']));
  });

  it.each<[PartKind, string]>([
    ['time', '253402300799999'],
    ['revision', '9223372036854775807'],
    ['seq', '2147483647'],
    ['key', 'a'.repeat(200)],
    ['sectionKey', ''],
  ])('may have a %s of %j', (kind, part) => {
    expect(readCursor(writeCursor('a list', [part, id]), 'a list', [kind, 'id'])).toEqual([part, id]);
  });
});
