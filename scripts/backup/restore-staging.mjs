import { escapeIdentifier } from 'pg';
import { allTables, contentsOf, qualified } from './backup-contents.mjs';
import { rowsIn } from './backup-reader.mjs';
import { countOf } from './restore-check.mjs';
import { knownMigrations, migrate } from './restore-migrations.mjs';
import { Refusal } from '../settings/refusal.mjs';

/** @typedef {import('./backup-contents.mjs').Contents} Contents */
/** @typedef {import('./backup-contents.mjs').Table} Table */
/** @typedef {import('./backup-databases.mjs').Database} Database */
/** @typedef {import('./backup-format.mjs').Backup} Backup */

/** A schema beside the one in use. What is left of it after a crash does no harm. */
export const STAGING = 'latch_restore';

/**
 * Builds the state of a backup beside the one in use: the schema as it was when the backup was made, the rows, and the
 * migrations since then.
 * @param {Database} database
 * @param {Backup} backup
 * @param {string} file
 * @param {AbortSignal} [signal]
 * @returns {Promise<string[]>} tables of the backup that are none of Latch's, and stay out
 * @throws {Refusal} when the rows do not go in
 */
export async function stage(database, { header, counts }, file, signal) {
  const { client, name } = database;
  const contents = /** @type {Contents} */ (header.databases[name]);
  await dropStaging(database);
  await client.query(`CREATE SCHEMA ${STAGING}`);
  const known = await knownMigrations(name);
  await migrate(database, { schema: STAGING, to: known[contents.migrations.length - 1] });
  const tables = await tablesToLoad(database, contents);
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL statement_timeout = 0');
    await loadRows(database, tables, file, signal);
    for (const { name: table } of tables) {
      const found = await countOf(client, qualified(table, STAGING));
      if (found !== counts[name]?.[table]) throw new Refusal(`${found} rows arrived in ${table}, which is not all.`);
      await continueSequences(client, qualified(table, STAGING));
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
  await migrate(database, { schema: STAGING });
  // Without statistics the first questions would be planned badly.
  for (const { name: table } of tables) await client.query(`ANALYZE ${qualified(table, STAGING)}`);
  await refuseForeignTables(database);
  return contents.tables.filter((table) => !tables.includes(table)).map((table) => table.name);
}

/** @param {Database} database */
export async function dropStaging({ client }) {
  await client.query(`DROP SCHEMA IF EXISTS ${STAGING} CASCADE`);
}

/**
 * Those tables of the backup that the migrations have made too, column by column.
 * @param {Database} database
 * @param {Contents} contents
 * @throws {Refusal} when one is missing, or is another
 */
async function tablesToLoad({ client, name }, contents) {
  const made = (await contentsOf(client, name, STAGING)).tables;
  return made.map((table) => {
    const held = contents.tables.find((one) => one.name === table.name);
    if (held && held.columns.toSorted().join() === table.columns.toSorted().join()) return held;
    throw new Refusal(`The ${name} database of the backup has no table ${table.name} with the columns Latch makes.`);
  });
}

/**
 * Latch's database is replaced as a whole, so there must be nothing of anybody else's in it.
 * @param {Database} database
 */
async function refuseForeignTables({ client, name }) {
  const ours = new Set((await allTables(client, STAGING)).map((table) => table.name));
  const foreign = (await allTables(client)).map((table) => table.name).filter((table) => !ours.has(table));
  if (foreign.length)
    throw new Refusal(
      `The ${name} database holds tables that are not Latch's (${foreign.join(', ')}). Move them elsewhere first.`,
    );
}

/**
 * @param {Database} database
 * @param {Table[]} tables
 * @param {string} file
 * @param {AbortSignal} [signal]
 */
async function loadRows({ client, name }, tables, file, signal) {
  for await (const { database, table, rows } of rowsIn(file)) {
    signal?.throwIfAborted();
    if (database !== name) continue;
    const columns = tables.find((one) => one.name === table)?.columns;
    if (columns) await insertRows(client, qualified(table, STAGING), columns, rows);
  }
}

/**
 * Rows go in as PostgreSQL wrote them; nothing of them becomes a number or a date of ours on the way.
 * @param {import('pg').Client} client
 * @param {string} table quoted
 * @param {string[]} columns
 * @param {string[]} rows as JSON
 */
export async function insertRows(client, table, columns, rows) {
  const names = columns.map((column) => escapeIdentifier(column)).join(', ');
  await client.query(
    `INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE
     SELECT ${names} FROM json_populate_recordset(NULL::${table}, $1::json)`,
    [`[${rows.join(',')}]`],
  );
}

/**
 * Lets columns that count by themselves go on after the highest value there is.
 * @param {import('pg').Client} client
 * @param {string} table quoted
 */
export async function continueSequences(client, table) {
  const { rows } = await client.query(
    `SELECT column_name AS column, pg_get_serial_sequence($1::text, column_name) AS sequence
     FROM (SELECT attname::text AS column_name FROM pg_attribute
       WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped) AS columns
     WHERE pg_get_serial_sequence($1::text, column_name) IS NOT NULL`,
    [table],
  );
  for (const { column, sequence } of rows)
    await client.query(
      `SELECT setval($1::regclass, coalesce(max(${escapeIdentifier(column)}), 0) + 1, false) FROM ${table}`,
      [sequence],
    );
}
