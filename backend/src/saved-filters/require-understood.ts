import { parseFilter } from '@latch/domain/filters/parse-filter';
import { allLanguages } from '@latch/domain/words/languages';
import { FilterNotUnderstoodError } from './saved-filter.errors.js';

/**
 * Reads the query of a filter as the app does, in all languages: each device reads it in those of its browser. Whether there is
 * anything of the names in it is not asked.
 * @throws {FilterNotUnderstoodError}
 */
export function requireUnderstood(query: string): void {
  const today = new Date().toISOString().slice(0, 10);
  const { tree, errors } = parseFilter(query, { today, languages: allLanguages });
  const [first, ...others] = errors;
  if (first) throw new FilterNotUnderstoodError([first, ...others]);
  if (!tree) throw new FilterNotUnderstoodError([{ start: 0, end: query.length, message: NOTHING }]);
}

const NOTHING = 'Nothing is in this filter. Type a condition, such as today or #Inbox.';
