import { en } from '../words/en.js';
import { readClause } from './clause-reader.js';
import {
  type Filter,
  type FilterError,
  type FilterReading,
  MAX_FILTER_LENGTH,
  type ParsedFilter,
  type PlacedClause,
  type PlacedFilter,
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
  const placed = parser.parseOr();
  const errors = [...repaired.errors, ...parser.errors].toSorted((a, b) => a.start - b.start || a.end - b.end);
  return {
    tree: placed && treeOf(placed),
    errors: errors.map((error) => withinLimit(text, error)),
    clauses: parser.clauses,
    placed: repaired.errors.length === 0 ? placed : undefined,
  };
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

/** Without the parts that are wrong. */
function treeOf(placed: PlacedFilter): Filter | undefined {
  switch (placed.kind) {
    case 'and':
    case 'or': {
      const { kind } = placed;
      const parts = placed.parts.flatMap((each) => {
        const part = treeOf(each);
        return part?.kind === kind ? part.parts : part ? [part] : [];
      });
      return parts.length > 1 ? { kind, parts } : parts[0];
    }
    case 'not': {
      const part = treeOf(placed.part);
      return part && { kind: 'not', part };
    }
    default:
      return placed.kind === 'clause' ? placed.clause : undefined;
  }
}

/** Of tokens that are in order. */
class Parser {
  readonly errors: FilterError[] = [];
  readonly clauses: PlacedClause[] = [];
  #at = 0;

  constructor(
    private readonly tokens: readonly FilterToken[],
    private readonly reading: FilterReading,
  ) {}

  parseOr(): PlacedFilter | undefined {
    return this.#joined('or', '|', () => this.#joined('and', '&', () => this.#parseUnary()));
  }

  #joined(kind: 'and' | 'or', operator: '&' | '|', next: () => PlacedFilter | undefined): PlacedFilter | undefined {
    const read = [next()];
    while (isOperator(this.tokens[this.#at], operator)) {
      this.#at++;
      read.push(next());
    }
    const parts = read.filter((part) => part !== undefined);
    const [first, last] = [parts[0], parts.at(-1)];
    return first && last && first !== last ? { kind, parts, start: first.start, end: last.end } : first;
  }

  #parseUnary(): PlacedFilter | undefined {
    const token = this.tokens[this.#at];
    if (!token) return undefined;
    this.#at++;
    const { start } = token;
    if (token.kind === 'term') return this.#readTerm(token);
    if (token.operator === '!') {
      const part = this.#parseUnary();
      return part && { kind: 'not', part, start, end: part.end };
    }
    const within = this.parseOr();
    const end = this.tokens[this.#at++]?.end;
    return within && { ...within, start, end: end ?? within.end };
  }

  #readTerm(token: TermToken): PlacedFilter {
    const { start, end } = token;
    if (this.errors.length === MOST_WRONG_TERMS) return { kind: 'wrong', start, end };
    const read = readClause(token, this.reading);
    if ('kind' in read) {
      this.clauses.push({ clause: read, start, end });
      return { kind: 'clause', clause: read, start, end };
    }
    this.errors.push({ start, end, ...(splitTerm(token, this.reading) ?? read) });
    return { kind: 'wrong', start, end };
  }
}
