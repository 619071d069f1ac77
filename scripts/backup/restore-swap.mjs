/**
 * Puts what a restore has built in the place of what is in use, in both databases or in none.
 *
 * Each database does it in one transaction: its tables move to the schema `latch_before_restore`, those of the staging
 * schema take their place. Then auth is committed and todos right after it, and then the old tables are dropped in the same
 * order. A process killed between these steps leaves a state that {@link settle} can tell from the others:
 *
 *   `latch_before_restore` in     what has happened                what settle does
 *   auth alone                    todos was not committed          puts auth back
 *   both                          both committed                   puts todos back, then auth
 *   todos alone                   auth dropped its old tables      drops those of todos: the restore was complete
 *
 * Nothing starts on such a state, since the migrations refuse while that schema is there.
 */
import { escapeIdentifier } from 'pg';
import { allTables, qualified } from './backup-contents.mjs';
import { STAGING } from './restore-staging.mjs';

/** @typedef {import('./backup-databases.mjs').Database} Database */

const BEFORE = 'latch_before_restore';

/**
 * @param {Database[]} databases todos first, as everywhere
 * @param {() => Promise<unknown>} [check] asked once more before anything is committed
 * @throws {Error} when it could not be done, and the old state is in its place again
 */
export async function swapIn(databases, check = async () => {}) {
  const authFirst = databases.toReversed();
  try {
    for (const database of authFirst) await beginSwap(database);
    await check();
    for (const { client } of authFirst) await client.query('COMMIT');
  } catch (error) {
    for (const { client } of authFirst) await client.query('ROLLBACK').catch(() => {});
    await settle(databases);
    throw error;
  }
  for (const database of authFirst) await dropBefore(database);
}

/**
 * Moves the tables within a transaction that is left open.
 * @param {Database} database
 */
export async function beginSwap({ client }) {
  await client.query('BEGIN');
  // Rather give up than wait for somebody who holds on to a table.
  await client.query(`SET LOCAL lock_timeout = '5s'`);
  await client.query(`CREATE SCHEMA ${BEFORE}`);
  await moveTables(client, undefined, BEFORE);
  await moveTables(client, STAGING, await ownSchema(client));
  // Fails when something else than tables is left in it, which nobody has taught this to move.
  await client.query(`DROP SCHEMA ${STAGING}`);
}

/** @param {Database} database */
export async function dropBefore({ client }) {
  await client.query(`DROP SCHEMA ${BEFORE} CASCADE`);
}

/**
 * Ends what an interrupted restore has left, see above.
 * @param {Database[]} databases todos first
 * @returns {Promise<'nothing' | 'put back' | 'completed'>}
 */
export async function settle(databases) {
  const waiting = [];
  for (const database of databases) if (await hasBefore(database)) waiting.push(database);
  if (!waiting.length) return 'nothing';
  if (databases.length > 1 && waiting.every(({ name }) => name === 'todos')) {
    for (const database of waiting) await dropBefore(database);
    return 'completed';
  }
  for (const database of waiting) await putBack(database);
  return 'put back';
}

/** @param {Database} database */
async function putBack({ client }) {
  await client.query('BEGIN');
  try {
    const tables = await allTables(client);
    if (tables.length) await client.query(`DROP TABLE ${tables.map(({ name }) => qualified(name)).join(', ')}`);
    await moveTables(client, BEFORE, await ownSchema(client));
    await client.query(`DROP SCHEMA ${BEFORE}`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/**
 * Tables alone, not the schema: it may belong to somebody else, and hold an extension.
 * @param {import('pg').Client} client
 * @param {string | undefined} from the connection's own by default
 * @param {string} to
 */
async function moveTables(client, from, to) {
  for (const { name } of await allTables(client, from))
    await client.query(`ALTER TABLE ${qualified(name, from)} SET SCHEMA ${escapeIdentifier(to)}`);
}

/** @param {import('pg').Client} client */
async function ownSchema(client) {
  return (await client.query('SELECT current_schema() AS name')).rows[0].name;
}

/** @param {Database} database */
async function hasBefore({ client }) {
  const { rows } = await client.query('SELECT to_regnamespace($1) IS NOT NULL AS present', [BEFORE]);
  return rows[0].present;
}
