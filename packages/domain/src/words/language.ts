/**
 * What a language says of dates and of what repeats: its words, and patterns of them. `patterns.ts` explains the notation.
 * Words are written in lower case; where one thing has several words, they stand in one text, the full name first.
 */
export interface Language {
  tag: string;
  /** From Monday on. Names, then short forms. */
  weekdays: readonly string[];
  /** From January on. */
  months: readonly string[];
  units: Readonly<Record<Unit, string>>;
  numbers: Readonly<Record<string, number>>;
  /** "first"; -1 is "last", -2 is "second last". */
  ordinals: Readonly<Record<string, number>>;
  /** What stands behind the digits of an ordinal, such as "st nd rd th" or ".". */
  ordinalEnds: string;
  /** "last", behind another ordinal. */
  last: string;
  /** Times of the day by their names. */
  dayParts: Readonly<Record<string, string>>;
  /** "am" and "pm", where there are such words. */
  halves: readonly [before: string, after: string];
  workday: string;
  /** "the" */
  articles: string;
  /** Between the last two of a list. */
  and: string;
  days: readonly DayPattern[];
  times: readonly TimePattern[];
  repeats: readonly RepeatPattern[];
  /** How a phrase of what repeats begins: "every". With "!" it counts from completion. */
  every: string;
  /** Behind what repeats: "after completion". */
  afterCompletion: string;
  /** What a month without the day does: leaves it out, or takes the day after. The last day is taken otherwise. */
  omitted: string;
  forward: string;
  weeksFrom: string;
  until: readonly string[];
  count: string;
  /** "every other day" */
  other: string;
  /** The evening of today in one word. */
  tonight: string;
  /** Before the first date of what repeats: "starting". */
  starting: string;
  /** Before the date from which a todo can be begun: "start". */
  start: string;
  /** Words before a date that make it text: "the Monday", "after Monday". */
  notAfter: string;
  /** Words behind a date that make it text: "Friday the 13th", "March 5 times". */
  notBefore: string;
  /** Short names that are words of their own, too: a date only where nothing else stands behind them. */
  ambiguous: string;
  /** Whether words in capitals in the middle of a line are names of something: "The Day After Tomorrow". */
  capitalsAreTitles: boolean;
}

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Which day a pattern means: so many days from today, or by what its slots hold. */
export type DayMeaning =
  | number
  | 'ahead'
  | 'next unit'
  | 'next week'
  | 'weekend'
  | 'next weekend'
  | 'end of month'
  | 'weekday'
  | 'next weekday'
  | 'date'
  | 'weekday date'
  | 'day of month'
  | 'iso';

/**
 * How sure it is that it was meant: `typed` is understood where nothing but a date is typed; `end` is one where nothing follows.
 */
export type Sureness = 'sure' | 'end' | 'typed';

export type DayPattern = readonly [pattern: string, meaning: DayMeaning, sureness?: Sureness];

/** `beside` is a time beside a day alone, `clock` by itself where it cannot be anything else. */
export type TimePattern = readonly [pattern: string, sureness: 'sure' | 'clock' | 'beside'];

/** What repeats, by the slots of the pattern. */
export type RepeatPattern = readonly [
  pattern: string,
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY' | 'unit',
  sureness?: Sureness,
];
