import { type Field, type Fields, type NameOf, namesOf } from '@latch/domain/fields';

/** Where a table keeps a field, and how it is read as the text or number it is answered as. */
export interface Column {
  column: string;
  type: string;
}

const SMALLINT_MAX = 32_767;

/** The columns of fields. Ids have a table of their own. */
export function columnsOf<F extends Fields>(fields: F): Record<NameOf<F>, Column> {
  const inTable = namesOf(fields).filter((name) => fields[name]!.kind !== 'ids');
  return Object.fromEntries(
    inTable.map((name) => [name, { column: columnName(name), type: typeOf(fields[name]!) }]),
  ) as Record<NameOf<F>, Column>;
}

/** The names of some columns for a SELECT, under the names of what they are a part of. @param table its alias, such as `t` */
export function selectList(names: string[], table?: string): string {
  const prefix = table ? `${table}.` : '';
  return names
    .map((name) => {
      const column = columnName(name);
      return column === name ? `${prefix}${column}` : `${prefix}${column} AS "${name}"`;
    })
    .join(', ');
}

/** Parameters in their order. @param first the number of the first of them */
export function parameters(count: number, first: number): string {
  return Array.from({ length: count }, (_, index) => `$${first + index}`).join(', ');
}

/**
 * `$1` is the owner, `$2` the id, `$3` the time, `$4` the digest of the create and `$5` the revision; the fields come behind
 * them.
 * @param fixed columns that are the same in each new row
 */
export function insertInto(
  table: string,
  names: readonly string[],
  returning: string,
  fixed: Record<string, string> = {},
) {
  const columns = [...Object.keys(fixed), ...names.map(columnName)].join(', ');
  const values = [...Object.values(fixed), parameters(names.length, 6)].join(', ');
  return `INSERT INTO ${table} (user_id, id, created_at, updated_at, create_digest, revision, version, ${columns})
    VALUES ($1, $2, $3, $3, $4, $5, 1, ${values}) RETURNING ${returning}`;
}

/** The name of the column of each. */
export function columnNames<N extends string>(names: readonly N[]): Record<N, string> {
  return Object.fromEntries(names.map((name) => [name, columnName(name)])) as Record<N, string>;
}

/** Such as `completed_at` for `completedAt`. */
function columnName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function typeOf(field: Field): string {
  if (field.kind === 'whole') return field.most <= SMALLINT_MAX ? 'smallint' : 'int';
  if (field.kind === 'flag') return 'boolean';
  if (field.kind === 'recurrence') return 'jsonb';
  if (field.kind === 'reminders') return 'int[]';
  return field.kind === 'moment' ? 'timestamptz' : 'text';
}
