import * as fc from 'fast-check';
import { type TodoOrder, type TodoStatus, readCursor, writeCursor } from './todo-cursor.js';

const statuses = fc.constantFrom<TodoStatus>('open', 'completed', 'all');
const orders = fc.constantFrom<TodoOrder>('newest', 'oldest');
const places = fc.record({
  createdAt: fc.date({ min: new Date(0), max: new Date('4000-01-01'), noInvalidDate: true }),
  id: fc.uuid(),
});

describe('A cursor', () => {
  it('is read as the place it was written of', () => {
    fc.assert(
      fc.property(statuses, orders, places, (status, order, place) => {
        expect(readCursor(writeCursor(status, order, place), status, order)).toEqual(place);
      }),
    );
  });

  it('fits the contract and an address', () => {
    fc.assert(
      fc.property(statuses, orders, places, (status, order, place) => {
        expect(writeCursor(status, order, place)).toMatch(/^[\w-]{1,200}$/);
      }),
    );
  });

  it('is none of another list', () => {
    fc.assert(
      fc.property(statuses, orders, statuses, orders, places, (status, order, otherStatus, otherOrder, place) => {
        fc.pre(status !== otherStatus || order !== otherOrder);
        expect(readCursor(writeCursor(status, order, place), otherStatus, otherOrder)).toBeUndefined();
      }),
    );
  });

  it('is never made of anything else, and never ends in an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), statuses, orders, (text, status, order) => {
        expect(readCursor(text, status, order)).toBeUndefined();
      }),
    );
  });
});
