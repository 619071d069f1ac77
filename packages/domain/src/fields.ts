import type { Recurrence } from './recurrence.js';

/** What can be said of any field. */
interface Rule {
  /** What people call it, where `calledOf` would call it something else: "whether it is a favourite". */
  called?: string;
  /** False for what a create does not take. */
  atCreate?: false;
  /** Whether it can be set on many at once. */
  bulk?: true;
}

/** A field by its kind. What has no default has to be given. Lengths are in Unicode code points. */
export type Field =
  /** Text on one tidy line, at least one character. */
  | (Rule & { kind: 'line'; most: number })
  | (Rule & { kind: 'text'; most: number; default: string })
  /** The text of a filter as it was typed, at least one character. Its length is in UTF-16 code units. */
  | (Rule & { kind: 'query'; most: number })
  /** A whole number; null as well where that is the default. It may count something, such as a `minute`. */
  | (Rule & { kind: 'whole'; least: number; most: number; default: number | null; unit?: string })
  /** A date in one of the forms of `dates.ts`, such as `2026-11-21`, or null. */
  | (Rule & { kind: 'date'; default: null })
  /** How a todo repeats, or null. */
  | (Rule & { kind: 'recurrence'; default: null })
  /** How many minutes before its due time somebody is reminded of a todo: a set of numbers, sorted. See `reminders.ts`. */
  | (Rule & { kind: 'reminders'; default: readonly number[] })
  /** The name of an IANA zone, or null. */
  | (Rule & { kind: 'zone'; default: null })
  /** When something was done, or null. A client sets it by a flag: `completedAt` by `completed`. */
  | (Rule & { kind: 'moment'; default: null })
  | (Rule & { kind: 'choice'; of: readonly string[]; default: string })
  | (Rule & { kind: 'flag'; default: boolean })
  /** A set of ids, sorted, in a table of its own. */
  | (Rule & { kind: 'ids'; most: number; default: readonly string[] });

export type Fields = Record<string, Field>;

type ValueOf<F extends Field> = F extends { kind: 'whole'; default: infer D }
  ? number | Extract<D, null>
  : F extends { kind: 'date' | 'zone' | 'moment' }
    ? string | null
    : F extends { kind: 'recurrence' }
      ? Recurrence | null
      : F extends { kind: 'reminders' }
        ? number[]
        : F extends { kind: 'choice'; of: readonly (infer Choice)[] }
          ? Choice
          : F extends { kind: 'flag' }
            ? boolean
            : F extends { kind: 'ids' }
              ? string[]
              : string;

export type NameOf<F extends Fields> = keyof F & string;

/** A value for each field. */
export type Values<F extends Fields> = { -readonly [N in keyof F]: ValueOf<F[N]> };

/** What a client can set. */
export type Settable<F extends Fields> = {
  -readonly [N in keyof F as F[N] extends { kind: 'moment' } ? never : N]: ValueOf<F[N]>;
};

/** What can be set on many at once. */
export type BulkSettable<F extends Fields> = {
  -readonly [N in keyof F as F[N] extends { bulk: true } ? N : never]: ValueOf<F[N]>;
};

type AtCreate<F extends Fields> = {
  [N in keyof F as F[N] extends { kind: 'moment' } | { atCreate: false } ? never : N]: F[N];
};

/** A value for each field that a create takes. */
export type NewValues<F extends Fields> = { -readonly [N in keyof AtCreate<F>]: ValueOf<F[N]> };

/** The same as a client sends it: what has a default may be left out. */
export type NewValuesGiven<F extends Fields> = {
  -readonly [N in keyof AtCreate<F> as F[N] extends { default: unknown } ? never : N]: ValueOf<F[N]>;
} & { -readonly [N in keyof AtCreate<F> as F[N] extends { default: unknown } ? N : never]?: ValueOf<F[N]> };

export function namesOf<F extends Fields>(fields: F): NameOf<F>[] {
  return Object.keys(fields);
}

export function settableNames<F extends Fields>(fields: F): (keyof Settable<F> & string)[] {
  return namesOf(fields).filter((name) => fields[name]!.kind !== 'moment') as never;
}

export function bulkNames<F extends Fields>(fields: F): (keyof BulkSettable<F> & string)[] {
  return namesOf(fields).filter((name) => fields[name]!.bulk) as never;
}

export function namesAtCreate<F extends Fields>(fields: F): (keyof NewValues<F> & string)[] {
  return settableNames(fields).filter((name) => fields[name]!.atCreate !== false) as never;
}

/** The values of a thing that is created: what was not given is its default. */
export function withDefaults<F extends Fields>(fields: F, given: NewValuesGiven<F>): Values<F> {
  const values: Record<string, unknown> = given;
  const all = Object.entries(fields).map(([name, field]) => [name, values[name] ?? defaultOf(field)]);
  return Object.fromEntries(all) as Values<F>;
}

/**
 * The fields that came after the digest of a create was first made, where they are not their default: a create that was sent
 * before there was such a field has the digest it had.
 * @param known those that have their place in the digest
 */
export function laterValues<F extends Fields>(fields: F, values: NewValues<F>, known: NameOf<F>[]) {
  const later = namesAtCreate(fields).filter((name) => !known.includes(name as NameOf<F>));
  const isDefault = (name: keyof NewValues<F> & string) =>
    JSON.stringify(values[name]) === JSON.stringify(defaultOf(fields[name]!));
  return Object.fromEntries(later.filter((name) => !isDefault(name)).map((name) => [name, values[name]]));
}

function defaultOf(field: Field): unknown {
  return (field as { default?: unknown }).default;
}

/** Some of what a thing has, such as its fields. */
export function pick<T extends object, N extends keyof T>(thing: T, names: readonly N[]): Pick<T, N> {
  return Object.fromEntries(names.map((name) => [name, thing[name]])) as Pick<T, N>;
}
