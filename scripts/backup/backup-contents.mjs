import { escapeIdentifier } from 'pg';

/** @typedef {'todos' | 'auth'} DatabaseName */
/** @typedef {{ name: string, columns: string[] }} Table */
/** @typedef {{ migrations: string[], tables: Table[] }} Contents what a backup says about a database */

/**
 * Tables whose rows are in no backup, on purpose: a session that was ended must not come to life again, and a person who
 * finds a backup must not be able to use what is in it to get in. The deletion of an account does not last until a
 * restore, and the index of search is made again. Every other table is in it, a new one too.
 * @type {Record<DatabaseName, string[]>}
 */
export const LEFT_OUT = {
  todos: ['erased_owners', 'search_entries', 'search_progress'],
  auth: ['session', 'verification', 'rateLimit', 'attempt', 'knownNetwork', 'mail'],
};

/**
 * Where each server's migrations keep account of themselves; the backup's header names what is in the first.
 * @type {Record<DatabaseName, [string, ...string[]]>}
 */
const BOOKKEEPING = { todos: ['migrations'], auth: ['kysely_migration', 'kysely_migration_lock'] };

/** Tables of ours, rather than of an extension, in the connection's own schema; referenced ones before referring ones. */
const TABLES = `
  SELECT class.oid, class.relname AS name,
    ARRAY(SELECT confrelid FROM pg_constraint WHERE conrelid = class.oid AND contype = 'f') AS refers,
    ARRAY(SELECT attname::text FROM pg_attribute
      WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns
  FROM pg_class AS class
  WHERE class.relkind IN ('r', 'p') AND NOT class.relispartition
    AND class.relnamespace = coalesce($1, quote_ident(current_schema()))::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = class.oid AND deptype = 'e')
  ORDER BY class.relname`;

/**
 * Every table of a schema, those of the migrations' bookkeeping too, in an order in which their rows can be inserted.
 * @param {import('pg').Client} client
 * @param {string} [schema] the connection's own by default
 * @returns {Promise<Table[]>}
 */
export async function allTables(client, schema) {
  const { rows } = await client.query(TABLES, [schema && escapeIdentifier(schema)]);
  const ordered = [];
  let open = rows;
  while (open.length) {
    const waiting = new Set(open.map(({ oid }) => oid));
    const refersTo = (/** @type {any} */ { oid, refers }) =>
      refers.some((/** @type {number} */ other) => other !== oid && waiting.has(other));
    const next = open.filter((table) => !refersTo(table));
    if (!next.length) throw new Error('Tables refer to each other in a circle, and a backup needs an order of them.');
    ordered.push(...next);
    open = open.filter(refersTo);
  }
  return ordered.map(({ name, columns }) => ({ name, columns }));
}

/**
 * What a backup of this database holds: the migrations it has seen, and the tables whose rows are taken.
 * @param {import('pg').Client} client
 * @param {DatabaseName} database
 * @param {string} [schema] the connection's own by default
 * @returns {Promise<Contents>} with no migrations when Latch has never run on it
 */
export async function contentsOf(client, database, schema) {
  const tables = await allTables(client, schema);
  const aside = new Set([...BOOKKEEPING[database], ...LEFT_OUT[database]]);
  const [account] = BOOKKEEPING[database];
  if (!tables.some(({ name }) => name === account)) return { migrations: [], tables: [] };
  const { rows } = await client.query(`SELECT name FROM ${qualified(account, schema)} ORDER BY name`);
  return {
    migrations: rows.map(({ name }) => name),
    tables: tables.filter(({ name }) => !aside.has(name)),
  };
}

/**
 * @param {string} table
 * @param {string} [schema] the connection's own by default
 */
export function qualified(table, schema) {
  return [...(schema ? [schema] : []), table].map((part) => escapeIdentifier(part)).join('.');
}
