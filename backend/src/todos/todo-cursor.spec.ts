import * as fc from 'fast-check';
import { type PlaceKind, readCursor, writeCursor } from './todo-cursor.js';

const ids = fc.uuid();
const keys = fc.stringMatching(/^[0-9A-Za-z]{1,50}$/);
const lists = fc.oneof(fc.constantFrom('all newest', 'open oldest', 'inbox all', 'inbox none'), ids);
const places: fc.Arbitrary<[PlaceKind, string[]]> = fc.oneof(
  ids.map((id): [PlaceKind, string[]] => ['label', [id]]),
  fc.tuple(fc.nat(), ids).map(([at, id]): [PlaceKind, string[]] => ['time', [String(at), id]]),
  fc.tuple(fc.oneof(fc.constant(''), keys), ids, keys, ids).map((place): [PlaceKind, string[]] => ['project', place]),
);

describe('A cursor', () => {
  it('is read as the place it was written of', () => {
    fc.assert(
      fc.property(lists, places, (list, [kind, place]) => {
        expect(readCursor(writeCursor(list, place), list, kind)).toEqual(place);
      }),
    );
  });

  it('fits the contract and an address', () => {
    fc.assert(
      fc.property(lists, places, (list, [, place]) => {
        expect(writeCursor(list, place)).toMatch(/^[\w-]{1,400}$/);
      }),
    );
  });

  it('is none of another list, nor of another kind', () => {
    fc.assert(
      fc.property(lists, lists, places, (list, other, [kind, place]) => {
        fc.pre(list !== other);
        expect(readCursor(writeCursor(list, place), other, kind)).toBeUndefined();
        const otherKind = kind === 'label' ? 'time' : 'label';
        expect(readCursor(writeCursor(list, place), list, otherKind)).toBeUndefined();
      }),
    );
  });

  it('is never made of anything else, and never ends in an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), lists, (text, list) => {
        for (const kind of ['project', 'label', 'time'] as const) expect(readCursor(text, list, kind)).toBeUndefined();
      }),
    );
  });
});
