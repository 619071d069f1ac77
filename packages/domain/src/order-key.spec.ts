import * as fc from 'fast-check';
import { LONGEST_KEY, evenKeys, keyBetween, keysBetween } from './order-key.js';

/** A list as the server keeps it: it finds a key for each move, and numbers the list anew when one grew too long. */
class List {
  readonly keys = new Map<string, string>();
  rebalanced = 0;

  constructor(ids: string[]) {
    for (const [index, key] of evenKeys(ids.length).entries()) this.keys.set(ids[index]!, key);
  }

  get order(): string[] {
    return [...this.keys].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([id]) => id);
  }

  move(id: string, behind: string | null): void {
    const others = this.order.filter((other) => other !== id);
    const index = behind === null || behind === id ? 0 : others.indexOf(behind) + 1;
    const keyAt = (at: number) => this.keys.get(others[at]!) ?? null;
    const key = keyBetween(keyAt(index - 1), keyAt(index));
    this.keys.set(id, key);
    if (key.length > LONGEST_KEY) this.rebalance();
  }

  private rebalance(): void {
    this.rebalanced++;
    const order = this.order;
    for (const [index, key] of evenKeys(order.length).entries()) this.keys.set(order[index]!, key);
  }
}

const ids = Array.from({ length: 40 }, (_, n) => `todo ${n}`);
const device = fc.array(fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids))), {
  minLength: 5_000,
  maxLength: 5_000,
  size: 'max',
});

describe('10,000 moves by two devices at once', () => {
  it('leave the order that each of them asked for, with every todo in it once and short keys', () => {
    fc.assert(
      fc.property(device, device, (one, other) => {
        const list = new List(ids);
        const told = [...ids];
        for (let turn = 0; turn < 10_000; turn++) {
          const [id, behind] = (turn % 2 ? one : other)[turn >> 1]!;
          list.move(id, behind);
          told.splice(told.indexOf(id), 1);
          told.splice(behind === null || behind === id ? 0 : told.indexOf(behind) + 1, 0, id);
        }
        expect(list.order).toEqual(told);
        expect(new Set(list.keys.values()).size).toBe(ids.length);
        for (const key of list.keys.values()) expect(key.length).toBeLessThanOrEqual(LONGEST_KEY);
      }),
      { numRuns: 3 },
    );
  });

  it('always into the same place are seldom numbered anew', () => {
    const list = new List(ids);
    for (let turn = 0; turn < 10_000; turn++) list.move(ids[2 + (turn % 30)]!, ids[0]!);
    expect(list.order[0]).toBe(ids[0]);
    expect(list.rebalanced).toBeLessThan(100);
    expect(list.rebalanced).toBeGreaterThan(0);
  });
});

describe('A key', () => {
  const keys = fc.integer({ min: 1, max: 1_000 }).map((count) => evenKeys(count).at(-1)!);

  it('lies between its neighbours, whatever chance says', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.option(keys), fc.option(keys), random, (a, b, chance) => {
        fc.pre(a === null || b === null || a !== b);
        const [before, after] = a !== null && b !== null && a > b ? [b, a] : [a, b];
        const key = keyBetween(before, after, chance);
        if (before !== null) expect(before < key).toBe(true);
        if (after !== null) expect(key < after).toBe(true);
      }),
    );
  });

  it('for the same place is not always the same', () => {
    expect(new Set([0, 0.5, 0.9].map((chance) => keyBetween('a0', 'a1', chance))).size).toBe(3);
  });

  it('is refused between two that are the same or the wrong way round', () => {
    for (const [before, after] of [
      ['a0', 'a0'],
      ['a1', 'a0'],
    ] as const) {
      expect(() => keyBetween(before, after)).toThrow(RangeError);
      expect(() => keysBetween(before, after, 2)).toThrow(RangeError);
    }
  });

  it('is one of many in their order', () => {
    fc.assert(
      fc.property(fc.option(keys), fc.integer({ min: 1, max: 500 }), (before, count) => {
        const many = keysBetween(before, null, count);
        expect(many).toHaveLength(count);
        expect([before ?? '', ...many].every((key, index, all) => index === 0 || all[index - 1]! < key)).toBe(true);
      }),
    );
  });
});
