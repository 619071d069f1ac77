import { en } from '../words/en.js';
import { readClause } from './clause-reader.js';
import {
  type Clause,
  type Filter,
  type FilterError,
  type FilterReading,
  MAX_FILTER_LENGTH,
  type ParsedFilter,
  type PlacedClause,
} from './filter.js';
import { filterTokens, type FilterToken, type TermToken } from './filter-tokens.js';
import { isOperator, repairTokens } from './repair-tokens.js';
import { splitTerm } from './split-term.js';

/**
 * Reads the text of a filter (docs/filters.md has its grammar). No text throws: what is wrong is reported with its place, and the
 * tree has the rest. An empty text is an empty filter without errors.
 */
export function parseFilter(
  text: string,
  { today, languages = [en], work = { steps: 0, tries: 0 } }: Pick<FilterReading, 'today'> & Partial<FilterReading>,
): ParsedFilter {
  if (text.length > MAX_FILTER_LENGTH) return failed(tooLong(text));
  const tokens = filterTokens(text);
  if (!Array.isArray(tokens)) return failed(tokens);
  const repaired = repairTokens(text, tokens);
  if (!repaired.tokens) return failed(...repaired.errors);
  const parser = new Parser(repaired.tokens, { today, languages, work });
  const tree = parser.parseOr();
  const errors = [...repaired.errors, ...parser.errors].toSorted((a, b) => a.start - b.start || a.end - b.end);
  return { tree, errors: errors.map((error) => withinLimit(text, error)), clauses: parser.clauses };
}

function failed(...errors: FilterError[]): ParsedFilter {
  return { tree: undefined, errors, clauses: [] };
}

function tooLong({ length }: string): FilterError {
  const message = `A filter has at most ${MAX_FILTER_LENGTH} characters; this one has ${length}.`;
  return { start: MAX_FILTER_LENGTH, end: length, message };
}

/** What would make the text too long is not offered. */
function withinLimit(text: string, { suggestion, ...error }: FilterError): FilterError {
  const length = text.length - (error.end - error.start) + (suggestion?.length ?? 0);
  return suggestion === undefined || length > MAX_FILTER_LENGTH ? error : { ...error, suggestion };
}

/** After so many conditions that are none, the others are left out without a word. */
const MOST_WRONG_TERMS = 8;

/** Of tokens that are in order. What has an error is left out of the tree. */
class Parser {
  readonly errors: FilterError[] = [];
  readonly clauses: PlacedClause[] = [];
  #at = 0;

  constructor(
    private readonly tokens: readonly FilterToken[],
    private readonly reading: FilterReading,
  ) {}

  parseOr(): Filter | undefined {
    return this.#joined('or', '|', () => this.#joined('and', '&', () => this.#parseUnary()));
  }

  #joined(kind: 'and' | 'or', operator: '&' | '|', next: () => Filter | undefined): Filter | undefined {
    const parts = [next()];
    while (isOperator(this.tokens[this.#at], operator)) {
      this.#at++;
      parts.push(next());
    }
    const known = parts.flatMap((part) => (part?.kind === kind ? part.parts : part ? [part] : []));
    return known.length > 1 ? { kind, parts: known } : known[0];
  }

  #parseUnary(): Filter | undefined {
    const token = this.tokens[this.#at];
    if (!token) return undefined;
    this.#at++;
    if (token.kind === 'term') return this.#readTerm(token);
    if (token.operator === '!') {
      const part = this.#parseUnary();
      return part && { kind: 'not', part };
    }
    const within = this.parseOr();
    this.#at++;
    return within;
  }

  #readTerm(token: TermToken): Clause | undefined {
    if (this.errors.length === MOST_WRONG_TERMS) return undefined;
    const { start, end } = token;
    const read = readClause(token, this.reading);
    if ('kind' in read) {
      this.clauses.push({ clause: read, start, end });
      return read;
    }
    this.errors.push({ start, end, ...(splitTerm(token, this.reading) ?? read) });
    return undefined;
  }
}
