import { de } from './de.js';
import { en } from './en.js';
import type { Language } from './language.js';

const others: readonly Language[] = [de];

/** All there are words for. */
export const allLanguages: readonly Language[] = [en, ...others];

/**
 * The languages in which somebody's words are understood: English, in which the app speaks, and each that their browser asks
 * for beside it.
 * @param wanted tags such as `de-AT`
 */
export function languagesFor(wanted: readonly string[]): Language[] {
  const tags = new Set(wanted.map((tag) => tag.toLowerCase().split('-')[0]));
  return [en, ...others.filter(({ tag }) => tags.has(tag))];
}
