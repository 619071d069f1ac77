import * as fc from 'fast-check';
import { LONGEST_KEY, evenKeys } from '@latch/domain/order-key';
import { type Standing, formerPlace, placeAmong, placeAt } from './place-among.js';

const listOf = (count: number): Standing[] => evenKeys(count).map((position, n) => ({ id: `${n}`, position }));
const orderOf = (list: Standing[]) => list.toSorted((a, b) => (a.position < b.position ? -1 : 1)).map(({ id }) => id);

/** The list once the place is taken. */
function withNew(list: Standing[], { position, rebalanced }: ReturnType<typeof placeAt>): Standing[] {
  return [...(rebalanced.length > 0 ? rebalanced : list), { id: 'new', position }];
}

describe('A place in a list', () => {
  const list = listOf(3);

  it.each([
    [{}, ['0', '1', '2', 'new'], '2'],
    [{ beforeId: null, afterId: null }, ['0', '1', '2', 'new'], '2'],
    [{ beforeId: '0' }, ['new', '0', '1', '2'], null],
    [{ beforeId: '2' }, ['0', '1', 'new', '2'], '1'],
    [{ afterId: '0' }, ['0', 'new', '1', '2'], '0'],
    [{ afterId: '2' }, ['0', '1', '2', 'new'], '2'],
  ])('for %j', (anchor, order, afterId) => {
    const place = placeAmong(list, anchor, 'project');
    expect(orderOf(withNew(list, place))).toEqual(order);
    expect(place.afterId).toBe(afterId);
    expect(place.rebalanced).toEqual([]);
  });

  it('is none beside what is not there, or beside two', () => {
    expect(() => placeAmong(list, { beforeId: 'x' }, 'project')).toThrow('another look');
    expect(() => placeAmong(list, { afterId: 'x' }, 'project')).toThrow('another look');
    expect(() => placeAmong(list, { beforeId: '0', afterId: '1' }, 'project')).toThrow('another look');
  });

  it('is made by giving all of them another position when there is none between two', () => {
    const long = `a0${'V'.repeat(LONGEST_KEY - 2)}`;
    for (const crowded of [
      [
        { id: '0', position: 'a1' },
        { id: '1', position: 'a1' },
      ],
      [
        { id: '0', position: `${long}1` },
        { id: '1', position: `${long}2` },
      ],
    ]) {
      const place = placeAt(crowded, 1);
      expect(place.rebalanced.map(({ id }) => id)).toEqual(['0', '1']);
      expect(orderOf(withNew(crowded, place))).toEqual(['0', 'new', '1']);
      expect(place.position.length).toBeLessThan(5);
    }
  });
});

describe('A former place', () => {
  it('is found again, no matter what left and came meanwhile', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.nat(7),
        fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]),
        (count, n, gone) => {
          const all = listOf(count);
          const index = n % count;
          const former = { position: all[index]!.position, afterId: all[index - 1]?.id ?? null };
          const left = all.filter(({ id }) => id !== `${index}` && !gone.includes(Number(id)));
          const place = formerPlace(left, former);
          const expected = all.filter((one) => one === all[index] || left.includes(one)).map(({ id }) => id);
          expect(orderOf(withNew(left, place))).toEqual(expected.map((id) => (id === `${index}` ? 'new' : id)));
          expect(place.position).toBe(former.position);
        },
      ),
    );
  });

  it('is behind what it stood behind once positions mean something else', () => {
    const list = [
      { id: 'a', position: 'a5' },
      { id: 'b', position: 'a6' },
    ];
    expect(orderOf(withNew(list, formerPlace(list, { position: 'a2', afterId: 'a' })))).toEqual(['a', 'new', 'b']);
  });

  it('is beside another that has taken its position', () => {
    const list = [{ id: 'a', position: 'a2' }];
    const place = formerPlace(list, { position: 'a2', afterId: null });
    expect(orderOf(withNew(list, place))).toEqual(['new', 'a']);
  });
});
