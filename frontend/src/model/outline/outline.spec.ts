import { expect, it } from 'vitest';
import { colours } from '@latch/domain/colours';
import { nextColour } from './next-colour';

const having = (...used: (typeof colours)[number][]) => used.map((colour) => ({ colour }));

it('gives each new project or label the next colour, grey last, and begins again', () => {
  const made = having();
  for (let count = 0; count < 12; count++) made.push({ colour: nextColour(made) });
  expect(made.map(({ colour }) => colour)).toEqual([...colours.slice(1), 'grey', 'red', 'orange']);
});

it('takes a colour that was given up', () => {
  expect(nextColour(having('red', 'yellow', 'green'))).toBe('orange');
});
