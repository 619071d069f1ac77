import type { Language } from './language.js';
import { lexiconOf } from './lexicon.js';
import type { Token } from './tokens.js';

/** What is read, and how. */
export interface Reading {
  tokens: readonly Token[];
  language: Language;
  /** Whether nothing but a date is typed: three letters of a name do, commas and dots may stand anywhere. */
  loose: boolean;
  /** Counts what is tried, so that a test can tell how much work a line is. */
  work: { steps: number };
}

/** Whether a token belongs to what the one before it says: nothing but a blank is between them, or what may be. */
export function canFollow({ tokens, language, loose }: Reading, at: number, comma = false): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (!before || !token || token.lead !== '') return false;
  const { core, trail } = before;
  if (trail === '' || (comma && trail === ',')) return true;
  if (loose && (trail === ',' || trail === '.')) return true;
  return trail === '.' && lexiconOf(language).takesDot(core);
}
