import { isOutage } from './database.js';

it.each([
  ['ECONNREFUSED', true],
  ['57P01', true],
  ['53300', true],
  ['53100', true],
  ['55P03', true],
  ['57014', true],
  ['57P03', true],
  ['25006', true],
  ['08006', true],
  [undefined, true],
  ['23505', false],
  ['22021', false],
  ['42P01', false],
])('an error with code %s is an outage: %s', (code, expected) => {
  expect(isOutage(Object.assign(new Error('x'), { code }))).toBe(expected);
});
