import type { Language } from '../words/language.js';

/** The most characters of the text of a filter. */
export const MAX_FILTER_LENGTH = 500;
/** The most parentheses and `!` within each other. */
export const MAX_FILTER_DEPTH = 20;

/** What a filter asks for: clauses, and how they are joined. `and` and `or` have two parts or more. */
export type Filter =
  | { kind: 'and'; parts: readonly Filter[] }
  | { kind: 'or'; parts: readonly Filter[] }
  | { kind: 'not'; part: Filter }
  | Clause;

/** A condition that a todo meets or not. */
export type Clause =
  | { kind: 'project'; name: string; withBelow: boolean }
  | { kind: 'section'; name: string }
  /** The text between the wildcards: one part is a name, `['home', '']` is `home*`. */
  | { kind: 'label'; parts: readonly string[] }
  | { kind: 'priority'; priority: 1 | 2 | 3 | 4 }
  | { kind: 'date'; field: DateField; op: DateOperator; day: FilterDay }
  /** Due today, or on one of the days after it: so many with today. */
  | { kind: 'next'; days: number }
  | { kind: 'none'; of: PlannedField | 'label' }
  | { kind: 'is'; what: 'recurring' | 'subtask' | 'completed' }
  | { kind: 'text'; text: string };

export type PlannedField = 'start' | 'due' | 'deadline';
export type DateField = PlannedField | 'created' | 'completed';
export type DateOperator = 'before' | 'after' | 'on';
export type FilterUnit = 'day' | 'week' | 'month' | 'year';

/** So many units from today, earlier for a negative number; or a day as people write it, in lower case. */
export type FilterDay = { ahead: number; unit: FilterUnit } | { text: string };

/** A part of the text of a filter. */
export interface FilterRange {
  start: number;
  end: number;
}

/** What is wrong with a part of the text. A part without characters is the place where something is missing. */
export interface FilterError extends FilterRange {
  message: string;
  /** What to type in place of the part. */
  suggestion?: string;
}

/** A clause with the part of the text that it was read from. */
export interface PlacedClause extends FilterRange {
  clause: Clause;
}

/**
 * A filter with the part of the text that each part of it was read from, parentheses included. Nothing is joined that stands in
 * parentheses of its own. `wrong` is no condition.
 */
export type PlacedFilter = FilterRange &
  (
    | { kind: 'and' | 'or'; parts: readonly PlacedFilter[] }
    | { kind: 'not'; part: PlacedFilter }
    | { kind: 'clause'; clause: Clause }
    | { kind: 'wrong' }
  );

export interface ParsedFilter {
  /** Leaves out the parts that have errors; undefined where nothing is left. With errors, do not evaluate it. */
  tree: Filter | undefined;
  errors: readonly FilterError[];
  clauses: readonly PlacedClause[];
  /** Undefined where operators or parentheses are wrong, and where there is nothing. */
  placed?: PlacedFilter | undefined;
}

/** How the text is read. */
export interface FilterReading {
  /** `YYYY-MM-DD`: there is a "Fri 27 Nov" in some years only. */
  today: string;
  /** In which days are understood. */
  languages: readonly Language[];
  /** Counts what is tried, so that a test can tell how much work a text is. */
  work: { steps: number; tries: number };
}

/** Whether completed todos are looked at, too: where a clause is about completing. */
export function asksForCompleted(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.some(asksForCompleted);
    case 'not':
      return asksForCompleted(filter.part);
    case 'date':
      return filter.field === 'completed';
    default:
      return filter.kind === 'is' && filter.what === 'completed';
  }
}
