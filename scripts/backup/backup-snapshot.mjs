import { contentsOf, qualified } from './backup-contents.mjs';
import { escapeIdentifier } from 'pg';

/** @typedef {import('./backup-databases.mjs').Database} Database */
/** @typedef {import('./backup-format.mjs').Header} Header */
/** @typedef {import('./backup-format.mjs').TableRows} TableRows */

const CURSOR = 'latch_backup_';
const BATCH = 500;

/**
 * What the databases hold at one moment each, in the order given: with todos first, every todo's owner is among the
 * accounts. Rows are read in batches, so that memory stays flat whatever their number.
 *
 * A PostgreSQL server keeps the moment in a transaction. An embedded database serves nobody else during one, so there the
 * rows are put aside at once (cursors that outlive their transaction: 0.4 s for 100,000 todos) and read afterwards.
 * @param {Database[]} databases
 * @returns {Promise<{ contents: Header['databases'], tables: TableRows[] }>}
 */
export async function takeSnapshot(databases) {
  /** @type {Header['databases']} */
  const contents = {};
  for (const database of databases) contents[database.name] = await begin(database);
  const tables = databases.flatMap(({ name, client }) =>
    (contents[name]?.tables ?? []).map((table) => ({
      database: name,
      table: table.name,
      rows: rows(client, table.name),
    })),
  );
  return { contents, tables };
}

/**
 * Lets go of what {@link takeSnapshot} holds.
 * @param {Database[]} databases
 */
export async function endSnapshot(databases) {
  for (const { client, embedded } of databases) {
    await client.query('ROLLBACK').catch(() => {});
    if (embedded) await closeCursors(client).catch(() => {});
  }
}

/** @param {Database} database */
async function begin({ name, client, embedded }) {
  // Those of a backup that was killed; its connection's end does not close them where all connections share a session.
  if (embedded) await closeCursors(client);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  const contents = await contentsOf(client, name);
  for (const { name: table } of contents.tables)
    await client.query(
      `DECLARE ${escapeIdentifier(CURSOR + table)} NO SCROLL CURSOR ${embedded ? 'WITH HOLD' : ''}
       FOR SELECT row_to_json(rows)::text FROM ${qualified(table)} AS rows`,
    );
  if (embedded) await client.query('COMMIT');
  return contents;
}

/**
 * @param {import('pg').Client} client
 * @param {string} table
 * @returns {AsyncGenerator<string[]>}
 */
async function* rows(client, table) {
  const cursor = escapeIdentifier(CURSOR + table);
  for (;;) {
    const { rows } = await client.query({ text: `FETCH ${BATCH} FROM ${cursor}`, rowMode: 'array' });
    if (!rows.length) break;
    yield rows.map(([row]) => row);
  }
  await client.query(`CLOSE ${cursor}`);
}

/** @param {import('pg').Client} client */
async function closeCursors(client) {
  const { rows } = await client.query('SELECT name FROM pg_cursors WHERE starts_with(name, $1)', [CURSOR]);
  for (const { name } of rows) await client.query(`CLOSE ${escapeIdentifier(name)}`);
}
