import { createRequire } from 'node:module';
import { isVisible, tidyName } from './names.js';

/** @see contracts/cases/names.json */
interface Cases {
  empty: [name: string, given: string][];
  kept: [name: string, given: string, kept: string][];
}

const { empty, kept } = createRequire(import.meta.url)('@latch/contracts/cases/names.json') as Cases;

it.each(empty)('a name of %s is an empty one', (_, given) => {
  expect([tidyName(given), isVisible(given)]).toEqual(['', false]);
});

it.each(kept)('a name of %s is kept as the backend keeps it', (_, given, name) => {
  expect([tidyName(given), tidyName(name), isVisible(given)]).toEqual([name, name, true]);
});
