import { expect, it } from 'vitest';
import { plainLine } from './plain-line';

it.each([
  ['Window seat, **two bicycles**', 'Window seat, two bicycles'],
  ['# Plan\n\n- [ ] *ask* Ada\n- [x] look\n2. go', 'Plan ask Ada look go'],
  ['> Quoted: `npm test` and ~~not~~ __that__', 'Quoted: npm test and not that'],
  ['[The map](https://example.com/map) ![a photo](https://example.com/p.png)', 'The map Picture: a photo'],
  ['***Both*** _at once_', 'Both at once'],
])('shows of %j what it says', (markdown, line) => {
  expect(plainLine(markdown)).toBe(line);
});

it.each(['snake_case_name', '2 * 3 * 4', 'a ** b', '#tag', '-1 degrees', '[ ] unticked', '0.3~8mm, 5~7 pcs'])(
  'leaves %j as it is',
  (text) => {
    expect(plainLine(text)).toBe(text);
  },
);

it('leaves footnotes out, also those that are explained far below', () => {
  expect(plainLine(`Ferns[^1] and ivy[^2]\n${'x '.repeat(2_000)}\n[^1]: Not too much`)).toMatch(
    /^Ferns and ivy\[\^2\] x x/,
  );
});

it('is quick about long notes of marks alone', () => {
  for (const marks of ['*', '_', '`', '[', '~~', '|-', '> ', '\\', '&#', '**a ', '[^1]: ']) {
    expect(() => plainLine(marks.repeat(20_000 / marks.length))).not.toThrow();
  }
});
