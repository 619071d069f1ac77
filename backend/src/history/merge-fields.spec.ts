import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { mergeFields } from './merge-fields.js';

const FIELDS = ['title', 'notes', 'priority', 'labelIds'] as const;
const value = fc.oneof(
  fc.constantFrom('a', 'b', ''),
  fc.integer({ min: 1, max: 2 }),
  fc.array(fc.constantFrom('x', 'y')),
);
const fields = fc.record({ title: value, notes: value, priority: value, labelIds: value });
const edit = fc.record({ title: value, notes: value, priority: value, labelIds: value }, { requiredKeys: [] });

/** Writes as the services do, and gives the thing as it is then. */
function write(thing: { version: number; fieldVersions: Record<string, number>; values: object }, changes: object) {
  const version = thing.version + 1;
  const touched = Object.fromEntries(Object.keys(changes).map((field) => [field, version]));
  return { version, fieldVersions: { ...thing.fieldVersions, ...touched }, values: { ...thing.values, ...changes } };
}

describe('Merging by field', () => {
  it('lets both win where they changed different fields, and refuses exactly what both changed to something else', () => {
    fc.assert(
      fc.property(fields, edit, edit, (values, theirs, mine) => {
        // The last change of one field is what the client saw, of another it came before that.
        const seen = { version: 3, fieldVersions: { title: 2, notes: 3 }, values };
        const { changes: first } = mergeFields(seen, theirs, 3);
        const now = write(seen, first) as typeof seen;
        const { changes, conflicts } = mergeFields(now, mine, 3);
        for (const field of FIELDS) {
          const isWanted = field in mine && !isDeepStrictEqual(mine[field], now.values[field]);
          const isTheirs = field in first;
          expect([field, conflicts.some((one) => one.field === field)]).toEqual([field, isWanted && isTheirs]);
          expect([field, field in changes]).toEqual([field, isWanted && !isTheirs]);
        }
        for (const { field, mine: asked, theirs: is } of conflicts) {
          expect(asked).toEqual(mine[field as keyof typeof mine]);
          expect(is).toEqual(now.values[field as keyof typeof values]);
        }
      }),
    );
  });

  it('takes the same labels in another list for no change', () => {
    const seen = { fieldVersions: { labelIds: 2 }, values: { labelIds: ['a', 'b'] } };
    expect(mergeFields(seen, { labelIds: ['a', 'b'] }, 1)).toEqual({ changes: {}, conflicts: [] });
  });

  it('without a version lets the last one win', () => {
    fc.assert(
      fc.property(fields, edit, (values, mine) => {
        const { changes, conflicts } = mergeFields({ fieldVersions: { title: 9, notes: 9 }, values }, mine);
        expect(conflicts).toEqual([]);
        expect({ ...values, ...changes }).toEqual({ ...values, ...mine });
      }),
    );
  });

  it('finds nothing to write once it is written, and no conflict with oneself', () => {
    fc.assert(
      fc.property(fields, edit, (values, mine) => {
        const seen = { version: 1, fieldVersions: {}, values };
        const now = write(seen, mergeFields(seen, mine, 1).changes) as typeof seen;
        expect(mergeFields(now, mine, 1)).toEqual({ changes: {}, conflicts: [] });
        expect(mergeFields(now, mine, now.version)).toEqual({ changes: {}, conflicts: [] });
      }),
    );
  });
});
