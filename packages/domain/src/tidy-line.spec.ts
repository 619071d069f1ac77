import { createRequire } from 'node:module';
import { isVisible, tidyLine } from './tidy-line.js';

/** @see contracts/cases/names.json */
interface Cases {
  empty: [name: string, given: string][];
  kept: [name: string, given: string, kept: string][];
}

const { empty, kept } = createRequire(import.meta.url)('@latch/contracts/cases/names.json') as Cases;

it.each(empty)('a line of %s is an empty one', (_, given) => {
  expect([tidyLine(given), isVisible(given)]).toEqual(['', false]);
});

it.each(kept)('a line of %s is tidied, and then stays as it is', (_, given, line) => {
  expect([tidyLine(given), tidyLine(line), isVisible(given)]).toEqual([line, line, true]);
});
