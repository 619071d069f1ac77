import { type FilterError, type FilterRange, MAX_FILTER_DEPTH } from './filter.js';
import type { FilterToken, Operator } from './filter-tokens.js';

type OperatorToken = FilterToken & { kind: 'operator' };

export interface RepairedTokens {
  /** Conditions and operators in turn, every parenthesis with its other half. Undefined for what is too deep. */
  tokens: FilterToken[] | undefined;
  errors: FilterError[];
}

/** Puts operators and parentheses in that are missing, leaves out those that are too many, and reports both. */
export function repairTokens(text: string, given: readonly FilterToken[]): RepairedTokens {
  const repair = new Repair(text);
  for (const token of given) {
    if (token.kind === 'term') repair.addOperand(token);
    else if (token.operator === '!' || token.operator === '(') repair.addOpening(token);
    else if (token.operator === ')') repair.close(token);
    else repair.join(token);
    if (repair.depth > MAX_FILTER_DEPTH) return tooDeep(token);
  }
  return { tokens: repair.finish(), errors: repair.errors };
}

function tooDeep({ start, end }: FilterToken): RepairedTokens {
  const message = `Parentheses and ! go at most ${MAX_FILTER_DEPTH} deep. Remove some of them.`;
  return { tokens: undefined, errors: [{ start, end, message }] };
}

class Repair {
  errors: FilterError[] = [];
  /** Of the parentheses and `!` around the place. */
  depth = 0;
  private isAtEnd = false;
  readonly #out: FilterToken[] = [];
  /** The open parentheses, each with the depth before it. */
  readonly #open: { token: FilterToken; depth: number }[] = [];

  constructor(private readonly text: string) {}

  addOperand(token: FilterToken): void {
    this.#joinMissing(token);
    this.#out.push(token);
    this.depth = this.#open.length === 0 ? 0 : this.#depthWithin();
  }

  addOpening(token: OperatorToken): void {
    this.#joinMissing(token);
    this.#reportWord(token);
    if (token.operator === '(') this.#open.push({ token, depth: this.depth });
    this.#out.push(token);
    this.depth++;
  }

  join(token: OperatorToken): void {
    if (!this.#wantsOperand()) {
      this.#reportWord(token);
      this.#out.push(token);
      return;
    }
    const message = this.#lastBinary()
      ? `Two conditions have one operator between them. Remove “${token.written}”.`
      : `A condition is missing before “${token.written}”. Type one, or remove “${token.written}”.`;
    this.#report(token.start, token.end, message, '');
  }

  close(token: OperatorToken): void {
    if (this.#open.length === 0) {
      this.#report(
        token.start,
        token.end,
        'This ) has no ( before it. Remove it, or type ( where the group begins.',
        '',
      );
      return;
    }
    const isEmpty = this.#out.at(-1) === this.#open.at(-1)!.token;
    if (!isEmpty) this.#dropDangling();
    if (this.#out.at(-1) === this.#open.at(-1)!.token) {
      this.#out.pop();
      const { start } = this.#open.pop()!.token;
      this.#dropDangling({ start, end: token.end });
    } else {
      this.#open.pop();
      this.#out.push(token);
    }
    this.depth = this.#open.length === 0 ? 0 : this.#depthWithin();
  }

  finish(): FilterToken[] {
    this.isAtEnd = true;
    const open = this.#open.length;
    this.#dropDangling();
    const { length } = this.text.trimEnd();
    // Where the last one has nothing in it, a ) at the end would close that one.
    const suggestion = this.#open.length < open ? undefined : ')';
    for (const { token } of this.#open) {
      const message = `The ( at character ${token.start + 1} is never closed. Type ) where the group ends.`;
      this.#report(length, length, message, suggestion);
      this.#out.push(operatorAt(')', length));
    }
    return this.#out;
  }

  /** Inside the last parenthesis, without a `!`. */
  #depthWithin(): number {
    return this.#open.at(-1)!.depth + 1;
  }

  #wantsOperand(): boolean {
    const last = this.#out.at(-1);
    return !last || (last.kind === 'operator' && last.operator !== ')');
  }

  /** The operator whose second condition is awaited. */
  #lastBinary(): FilterToken | undefined {
    const last = this.#out.findLast((token) => !isOperator(token, '!'));
    return last && (isOperator(last, '&') || isOperator(last, '|')) ? last : undefined;
  }

  /**
   * Leaves out the operators after which nothing stands, and at the end of the text parentheses as well.
   * @param empty parentheses with nothing between them
   */
  #dropDangling(empty?: FilterRange): void {
    let range = empty;
    while (this.#wantsOperand() && this.#out.length > 0) {
      const last = this.#out.at(-1)!;
      if (last === this.#open.at(-1)?.token) {
        if (!this.isAtEnd) break;
        this.#open.pop();
      }
      this.#out.pop();
      // One that was put in here is not in the text.
      if (last.start < last.end) range = { start: last.start, end: range?.end ?? last.end };
      // What stands before it has its condition.
      if (empty && (isOperator(last, '&') || isOperator(last, '|'))) break;
    }
    if (!range) return;
    const { start, end } = range;
    // What was said of them by themselves.
    this.errors = this.errors.filter((error) => error.start < start || error.end > end);
    const written = this.text.slice(start, end);
    const message = empty
      ? `Nothing is between the parentheses. Type a condition there, or remove “${written}”.`
      : `A condition is missing after “${written}”. Type one, or remove “${written}”.`;
    this.#report(start, end, message, '');
  }

  #joinMissing(token: FilterToken): void {
    if (this.#wantsOperand()) return;
    const { end } = this.#out.at(-1)!;
    const between = `“${this.#excerpt(this.#out.at(-1)!)}” and “${this.#excerpt(token)}”`;
    this.#report(end, token.start, `An operator is missing between ${between}. Type & for and, | for or.`, ' & ');
    this.#out.push(operatorAt('&', end));
  }

  #excerpt({ start, end }: FilterToken): string {
    return end - start > 30 ? `${this.text.slice(start, start + 29)}…` : this.text.slice(start, end);
  }

  #reportWord({ operator, written, start, end }: OperatorToken): void {
    if (operator === written) return;
    const message =
      written === ','
        ? 'A comma is not an operator. Type | for or, & for and.'
        : `“${written}” is not an operator. Type ${operator} instead.`;
    this.#report(start, end, message, written === ',' ? ' |' : operator);
  }

  #report(start: number, end: number, message: string, suggestion: string | undefined): void {
    this.errors.push({ start, end, message, ...(suggestion !== undefined && { suggestion }) });
  }
}

export function isOperator(token: FilterToken | undefined, operator: Operator): boolean {
  return token?.kind === 'operator' && token.operator === operator;
}

function operatorAt(operator: Operator, at: number): FilterToken {
  return { kind: 'operator', operator, written: operator, start: at, end: at };
}
