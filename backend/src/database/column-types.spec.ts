import { types } from 'pg';
import { columnTypes } from './column-types.js';

const read = (type: number, text: string) => columnTypes.getTypeParser(type)(text);
const time = (text: string) => read(types.builtins.TIMESTAMPTZ, text);

describe('A moment', () => {
  it.each([
    ['2026-11-21 09:00:00+00', '2026-11-21T09:00:00.000Z'],
    ['2026-11-21 09:00:00.1+00', '2026-11-21T09:00:00.100Z'],
    ['2026-11-21 09:00:00.012+00', '2026-11-21T09:00:00.012Z'],
    ['2026-11-21 09:00:00.123456+00', '2026-11-21T09:00:00.123Z'],
    ['2026-11-21 10:00:00.12+01', '2026-11-21T09:00:00.120Z'],
    ['2026-11-21 14:30:00+05:30', '2026-11-21T09:00:00.000Z'],
    ['12026-11-21 09:00:00+00', '+012026-11-21T09:00:00.000Z'],
  ])('%s is %s', (text, expected) => expect(time(text)).toBe(expected));
});

describe('A list of ids', () => {
  const [a, b] = ['0b6c2f4e-1111-4111-8111-111111111111', '0b6c2f4e-2222-4222-8222-222222222222'];

  it.each([
    ['{}', []],
    [`{${a}}`, [a]],
    [`{${a},${b}}`, [a, b]],
  ])('%s is %j', (text, expected) => expect(read(2951, text)).toEqual(expected));
});

describe('Anything else', () => {
  it('is read as pg reads it', () => {
    expect(read(types.builtins.INT4, '7')).toBe(7);
    expect(read(types.builtins.JSONB, '{"a":1}')).toEqual({ a: 1 });
  });
});
