/**
 * The plain fields of todos, projects, sections and labels: what people set one by one. Each is written down here once; its
 * column, the rules of request bodies, merging, undo, the digest of a create, answers and the export follow from it.
 */
const colours = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink', 'brown'] as const;
const colour = {
  kind: 'choice',
  of: colours,
  default: 'grey',
  message: `Choose one of ${colours.join(', ')}.`,
} as const;
const favourite = { kind: 'flag', default: false } as const;

export const todoFields = {
  title: line('the todo a title', 500),
  notes: text('Notes are', 20_000),
  completedAt: { kind: 'moment', setBy: 'completed' },
  priority: whole('A priority', 1, 4, { default: 4, bulk: true }),
  due: { kind: 'day', default: null, bulk: true },
  labelIds: ids('labels', 50),
} as const satisfies Fields;

export const projectFields = {
  name: line('it a name', 120),
  colour,
  favourite,
  archived: { kind: 'flag', default: false, atCreate: false },
  layout: { kind: 'choice', of: ['list', 'board'], default: 'list', message: 'Choose list or board.' },
} as const satisfies Fields;

export const sectionFields = { name: line('it a name', 120) } as const satisfies Fields;

export const labelFields = { name: line('it a name', 60), colour, favourite } as const satisfies Fields;

function line(what: string, most: number) {
  return { kind: 'line', most, message: `Give ${what} of 1 to ${most} characters.` } as const;
}

function text(what: string, most: number) {
  return { kind: 'text', most, default: '', message: `${what} text of at most ${most} characters.` } as const;
}

function whole<R extends { default: number | null; bulk?: true }>(what: string, least: number, most: number, rest: R) {
  return {
    kind: 'whole',
    least,
    most,
    message: `${what} is a whole number from ${least} to ${most}.`,
    ...rest,
  } as const;
}

function ids(what: string, most: number) {
  return { kind: 'ids', most, default: [], message: `Send at most ${most} ids of ${what}, each once.` } as const;
}

interface Rule {
  /** False for what a create does not take. */
  atCreate?: false;
  /** Whether it can be set on many at once. */
  bulk?: true;
}

/** What may be refused with a sentence of its own. */
interface Judged extends Rule {
  message: string;
}

/** A field by its kind. What has no default has to be given. Lengths are in Unicode code points. */
export type Field =
  /** Text on one tidy line, at least one character. */
  | (Judged & { kind: 'line'; most: number })
  | (Judged & { kind: 'text'; most: number; default: string })
  /** A whole number; null as well where that is the default. */
  | (Judged & { kind: 'whole'; least: number; most: number; default: number | null })
  /** A day of the calendar, such as `2026-11-21`, or null. */
  | (Rule & { kind: 'day'; default: null })
  /** When something was done, or null. A client sets it by a flag of another name. */
  | (Rule & { kind: 'moment'; setBy: string })
  | (Judged & { kind: 'choice'; of: readonly string[]; default: string })
  | (Rule & { kind: 'flag'; default: boolean })
  /** A set of ids, sorted, in a table of its own. */
  | (Judged & { kind: 'ids'; most: number; default: readonly string[] });

export type Fields = Record<string, Field>;

type ValueOf<F extends Field> = F extends { kind: 'whole'; default: infer D }
  ? number | Extract<D, null>
  : F extends { kind: 'day' | 'moment' }
    ? string | null
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

/** What something is created with: what is left out is its default. */
export function withDefaults<F extends Fields>(fields: F, given: NewValuesGiven<F>): NewValues<F> {
  const values = given as Record<string, unknown>;
  const valueOf = (name: string) => (values[name] === undefined ? defaultOf(fields[name]!) : values[name]);
  return Object.fromEntries(namesAtCreate(fields).map((name) => [name, valueOf(name)])) as NewValues<F>;
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
  return 'default' in field ? field.default : undefined;
}

/** Some of what a thing has, such as its fields. */
export function pick<T extends object, N extends keyof T>(thing: T, names: readonly N[]): Pick<T, N> {
  return Object.fromEntries(names.map((name) => [name, thing[name]])) as Pick<T, N>;
}
