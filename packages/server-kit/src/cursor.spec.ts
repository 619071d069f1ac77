import * as fc from 'fast-check';
import { type CursorPart, readCursor, timePart, uuidPart, wholeNumberPart, writeCursor } from './cursor.js';
import { ValidationFailedError } from './http-errors.js';

const ids = fc.uuid();
const lists = fc.oneof(
  fc.constantFrom('all newest', 'open oldest', 'inbox none', 'trash', 'audit-log'),
  ids,
  fc.tuple(ids, ids).map((both) => both.join(' ')),
);
const int4 = wholeNumberPart(2 ** 31 - 1);
const int8 = wholeNumberPart(2n ** 63n - 1n);
const key: CursorPart = (text) => /^[0-9A-Za-z]*$/.test(text);

type Place = [parts: readonly CursorPart[], place: string[]];
const SHAPES: (readonly CursorPart[])[] = [[uuidPart], [timePart, uuidPart], [int8, int4], [key, uuidPart, key]];
const places: fc.Arbitrary<Place> = fc.oneof(
  ids.map((id): Place => [SHAPES[0]!, [id]]),
  fc.tuple(fc.nat(), ids).map(([at, id]): Place => [SHAPES[1]!, [String(at), id]]),
  fc
    .tuple(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.nat())
    .map((numbers): Place => [SHAPES[2]!, numbers.map(String)]),
  fc.tuple(fc.stringMatching(/^[0-9A-Za-z]{0,200}$/), ids, fc.constant('')).map((place): Place => [SHAPES[3]!, place]),
);

const expectRefused = (read: () => unknown) => expect(read).toThrow(ValidationFailedError);

describe('A cursor', () => {
  it('is read as the place it was written of', () => {
    fc.assert(
      fc.property(lists, places, (list, [parts, place]) => {
        expect(writeCursor(list, place)).toMatch(/^[\w-]+$/);
        expect(readCursor(writeCursor(list, place), list, parts)).toEqual(place);
      }),
    );
  });

  it('that is left out is no place', () => expect(readCursor(undefined, 'a list', [uuidPart])).toBeUndefined());

  it('is none of another list, nor of another kind', () => {
    fc.assert(
      fc.property(lists, lists, places, (list, other, [parts, place]) => {
        fc.pre(list !== other);
        expectRefused(() => readCursor(writeCursor(list, place), other, parts));
        expectRefused(() => readCursor(writeCursor(list, place), list, parts === SHAPES[0] ? SHAPES[1]! : SHAPES[0]!));
      }),
    );
  });

  it('has one spelling', () => {
    const more = fc.constantFrom('=', '==', '\n', '!', ' ', '.', '\0');
    fc.assert(
      fc.property(lists, places, more, (list, [parts, place], added) => {
        const cursor = writeCursor(list, place);
        expectRefused(() => readCursor(cursor + added, list, parts));
        expectRefused(() => readCursor(added + cursor, list, parts));
      }),
    );
  });

  it('is never made of anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), lists, (text, list) => {
        for (const parts of SHAPES) expectRefused(() => readCursor(text, list, parts));
      }),
    );
  });
});

describe('A part of a place', () => {
  it.each<[CursorPart, string, boolean]>([
    [timePart, '253402300799999', true],
    [timePart, '253402300800000', false],
    [timePart, '-1', false],
    [timePart, '01', false],
    [int8, '9223372036854775807', true],
    [int8, '9223372036854775808', false],
    [int8, '99999999999999999999', false],
    [int4, '2147483647', true],
    [int4, '2147483648', false],
    [int4, '1e3', false],
    [int4, '', false],
    [uuidPart, '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d4e', true],
    [uuidPart, '0193F1C2-7B00-7C3A-9D2E-5F8A1B2C3D4E', false],
    [uuidPart, 'x', false],
  ])('%p: %j is one: %p', (isPart, text, expected) => expect(isPart(text)).toBe(expected));
});
