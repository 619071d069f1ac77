import { foldText, wordsIn } from './fold-text.js';
import { WordMatcher } from './word-matcher.js';

/** No more of a text is searched for; also how much the server takes. */
export const MAX_SEARCH_LENGTH = 200;

/** What is searched for. */
export interface SearchQuery {
  /** Each word once. All of them must be found. */
  matchers: readonly WordMatcher[];
  /** All of it, as it is compared with a whole title. */
  whole: string;
}

/** @returns undefined for a text without a word */
export function searchQuery(typed: string): SearchQuery | undefined {
  const words = wordsIn(foldText(typed.slice(0, MAX_SEARCH_LENGTH)));
  if (words.length === 0) return undefined;
  const last = words.at(-1)!;
  // Long words first: few todos have them.
  const once = [...new Set(words)].sort((a, b) => b.length - a.length);
  return { matchers: once.map((word) => new WordMatcher(word, word === last)), whole: words.join(' ') };
}

/** A title as it is compared with all of what is searched for. */
export const wholeOf = (title: string): string => wordsIn(foldText(title)).join(' ');
