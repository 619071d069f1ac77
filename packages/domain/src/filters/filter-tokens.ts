import { QUOTES } from '../words/tokens.js';
import type { FilterError, FilterRange } from './filter.js';

export type Operator = '&' | '|' | '!' | '(' | ')';

/** A condition as it is written, or what joins conditions. */
export type FilterToken = FilterRange &
  (
    | { kind: 'operator'; operator: Operator; written: string }
    | { kind: 'term'; head: string; quoted: QuotedText | undefined }
  );

/** What stands in quotes: between wildcards, and without the backslashes. */
export interface QuotedText {
  text: string;
  parts: readonly string[];
}

export type TermToken = FilterToken & { kind: 'term' };

/** Behind what a quote begins: a mark, a colon, or nothing. */
const BEFORE_QUOTE = /^(?:(?:##?|\/|@)\s*|(?![#/@])[^:]*:\s*)?$/;
/** What begins another condition behind a blank, although no operator is there. */
const NEXT_TERM = /^\s+(?:[#@/][^\s&|()]|![^\s&|)])/;
/** What is typed for an operator. A comma joins lists in other apps. */
const WORDS: Readonly<Record<string, Operator>> = { and: '&', or: '|', not: '!', ',': '|' };
const WORD = /^(?:(?:and|or|not)(?=[\s&|()!]|$)|,)/i;
/** Where it may be a part of a name or of the text to find. */
const ANY_WORDS = /^(?:[#/@]|(?:text|search)\s*:)/i;
const WORD_WITHIN = /\s(?:and|or)(?=\s|$)/i;
const OPERATORS = new Set('&|()');

/** The conditions and operators of a text. @returns an error for a quote that is never closed */
export function filterTokens(text: string): FilterToken[] | FilterError {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    const operator = /\s/.test(text[at]!) ? undefined : readOperator(text, at);
    if (operator) tokens.push(operator);
    else if (!/\s/.test(text[at]!)) {
      const term = readTerm(text, at);
      if ('message' in term) return term;
      tokens.push(term);
    } else {
      at++;
      continue;
    }
    at = tokens.at(-1)!.end;
  }
  return tokens;
}

function readOperator(text: string, start: number): FilterToken | undefined {
  const character = text[start]!;
  const isSign = OPERATORS.has(character) || character === '!';
  const written = isSign ? character : WORD.exec(text.slice(start, start + 4))?.[0];
  if (!written) return undefined;
  const operator = isSign ? (character as Operator) : WORDS[written.toLowerCase()]!;
  return { kind: 'operator', operator, written, start, end: start + written.length };
}

function readTerm(text: string, start: number): TermToken | FilterError {
  let at = start;
  while (at < text.length && !OPERATORS.has(text[at]!)) {
    const head = text.slice(start, at);
    if (QUOTES[text[at]!] && BEFORE_QUOTE.test(head)) return readQuoted(text, start, at);
    // Short, so that a long run of blanks is not looked at from each of them.
    if (/\s/.test(text[at]!) && NEXT_TERM.test(text.slice(at, at + 4))) break;
    at++;
  }
  const head = upToWord(text.slice(start, at))
    .trimEnd()
    .replace(/[\s,]+$/, '');
  return { kind: 'term', head, quoted: undefined, start, end: start + head.length };
}

/** Up to an "and" or an "or" that was typed for an operator. */
function upToWord(head: string): string {
  const within = ANY_WORDS.test(head) ? undefined : WORD_WITHIN.exec(head);
  return within ? head.slice(0, within.index) : head;
}

function readQuoted(text: string, start: number, open: number): TermToken | FilterError {
  const closing = QUOTES[text[open]!]!;
  const parts = [''];
  for (let at = open + 1; at < text.length; at++) {
    const character = text[at]!;
    if (character === closing) {
      const quoted = { text: parts.join('*'), parts };
      return { kind: 'term', head: text.slice(start, open), quoted, start, end: at + 1 };
    }
    if (character === '\\' && at + 1 < text.length) parts.push(`${parts.pop()!}${text[++at]!}`);
    else if (character === '*') parts.push('');
    else parts.push(`${parts.pop()!}${character}`);
  }
  const message = `This quote is never closed. Type ${closing} where the name or the text ends.`;
  const error = { start: open, end: text.length, message };
  const inside = parts.join('*').trim();
  return inside === '' ? error : { ...error, suggestion: closedQuote(text.slice(open).trimEnd(), closing) };
}

/** A backslash at the end would take the closing quote for text. */
function closedQuote(text: string, closing: string): string {
  const [backslashes = ''] = /\\*$/.exec(text) ?? [];
  return backslashes.length % 2 === 1 ? `${text}\\${closing}` : `${text}${closing}`;
}
