import { expect, it } from 'vitest';
import { tidyName } from './tidy-name';

it.each(['', ' \t\n', '\u200B', '\u2060', '\u00AD', '\u3164', '\uFE0F', '\u2800', '\u202E \u200D'])(
  'takes %j for no name',
  (text) => {
    expect(tidyName(text)).toBe('');
  },
);

it.each([
  [' Buy\r\n\tmilk ', 'Buy milk'],
  ['Buy\u0007milk', 'Buy milk'],
  ['👩🏽\u200D🚀 ❤\uFE0F', '👩🏽\u200D🚀 ❤\uFE0F'],
  ['\u200Ba', '\u200Ba'],
])('keeps %j as %j', (text, name) => {
  expect(tidyName(text)).toBe(name);
});
