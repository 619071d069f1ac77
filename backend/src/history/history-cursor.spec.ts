import * as fc from 'fast-check';
import { readHistoryCursor, writeHistoryCursor } from './history-cursor.js';

const places = fc.record({
  revision: fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }).map(String),
  seq: fc.nat(999_999_999),
});

describe('A cursor of a history', () => {
  it('is read as the place it was written of, for the same thing alone', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), places, (id, other, place) => {
        const cursor = writeHistoryCursor(id, place);
        expect(cursor).toMatch(/^[\w-]{1,400}$/);
        expect(readHistoryCursor(cursor, id)).toEqual(place);
        fc.pre(id !== other);
        expect(readHistoryCursor(cursor, other)).toBeUndefined();
      }),
    );
  });

  it('is never made of anything else, and never ends in an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), fc.uuid(), (text, id) => {
        expect(readHistoryCursor(text, id)).toBeUndefined();
      }),
    );
  });
});
