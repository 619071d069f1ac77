import { expect, it } from 'vitest';
import { differingParts } from './differing-parts';

/** With what differs in brackets. */
const compare = (text: string, other: string) =>
  differingParts(text, other)
    .map(({ text: part, differs }) => (differs ? `[${part}]` : part))
    .join('');

it('marks the words that the other text does not have, wherever they are', () => {
  expect(compare('Water the ferns on Monday', 'Water the ferns on Tuesday')).toBe('Water the ferns on [Monday]');
  expect(compare('A b c\n- d\n- e', 'A x c\n- d\n- f g')).toBe('A [b] c\n- d\n- [e]');
  expect(compare('One two three four', 'One 2 3 four')).toBe('One [two three] four');
  expect(compare('A c', 'A b c')).toBe('A c');
  expect(compare('A b c', 'A c')).toBe('A [b ]c');
});

it('marks nothing where the texts are the same, and where they have little in common', () => {
  expect(compare('Ferns', 'Ferns')).toBe('Ferns');
  expect(compare('Mine', 'Theirs')).toBe('Mine');
  expect(compare('Water the ferns', 'Book the train')).toBe('Water the ferns');
  expect(compare('', 'Theirs')).toBe('');
  const long = 'word '.repeat(3000);
  expect(compare(`${long}a`, `${long}b`)).toBe(`${long}a`);
});
