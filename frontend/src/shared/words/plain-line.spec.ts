import { expect, it } from 'vitest';
import { plainLine } from './plain-line';

it.each([
  ['Window seat, **two bicycles**', 'Window seat, two bicycles'],
  ['# Plan\n\n- [ ] *ask* Ada\n- [x] look\n2. go', 'Plan ask Ada look go'],
  ['> Quoted: `npm test` and ~~not~~ __that__', 'Quoted: npm test and not that'],
  ['[The map](https://example.com/map) ![a photo](https://example.com/p.png)', 'The map a photo'],
  ['***Both*** _at once_', 'Both at once'],
])('shows of %j what it says', (markdown, line) => {
  expect(plainLine(markdown)).toBe(line);
});

it.each(['snake_case_name', '2 * 3 * 4 and 5*6*7', 'a ** b', '#tag', '-1 degrees', '[ ] unticked', 'f(a*b, c*d)'])(
  'leaves %j as it is',
  (text) => {
    expect(plainLine(text)).toBe(text);
  },
);
