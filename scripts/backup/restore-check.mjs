import { contentsOf, qualified } from './backup-contents.mjs';
import { knownMigrations } from './restore-migrations.mjs';
import { Refusal } from '../settings/refusal.mjs';

/** @typedef {import('./backup-databases.mjs').Database} Database */
/** @typedef {import('./backup-format.mjs').Counts} Counts */
/** @typedef {import('./backup-format.mjs').Header} Header */

const SERVERS = ['latch-backend', 'latch-auth-server'];

/**
 * Refuses a backup that this Latch cannot take over: of other databases than it has, or made by a newer one.
 * @param {Header} header
 * @param {Database[]} databases
 * @throws {Refusal}
 */
export async function refuseUnknown(header, databases) {
  const held = Object.keys(header.databases).sort().join(' and ');
  const ours = databases.map(({ name }) => name).sort();
  if (held !== ours.join(' and '))
    throw new Refusal(`The backup holds the databases ${held}, and this Latch has ${ours.join(' and ')}.`);
  for (const { name } of databases) {
    const known = await knownMigrations(name);
    const { migrations = [] } = header.databases[name] ?? {};
    const unknown = migrations.filter((migration) => !known.includes(migration));
    if (unknown.length)
      throw new Refusal(`The backup was made by a newer Latch (${unknown.join(', ')}). Update this one, then restore.`);
    if (known.slice(0, migrations.length).some((migration) => !migrations.includes(migration)))
      throw new Refusal(`The backup's ${name} database lacks a migration; no release of Latch makes such a one.`);
  }
}

/**
 * Refuses while servers use the databases: what they write meanwhile would be lost. An embedded database has a lock of
 * its own; on a PostgreSQL server those that have a connection open are seen.
 * @param {Database[]} databases
 * @throws {Refusal}
 */
export async function refuseWhileConnected(databases) {
  for (const { name, client, embedded } of databases) {
    if (embedded) continue;
    const { rows } = await client.query(
      'SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND application_name = ANY($1)',
      [SERVERS],
    );
    if (rows.length)
      throw new Refusal(
        `Latch is running: ${rows.map((row) => row.name).join(' and ')} is connected to the ${name} database. ` +
          'Stop the servers (Ctrl-C, or docker compose stop gateway auth-server backend) and try again.',
      );
  }
}

/**
 * The same for servers of this machine, which close their connections when nobody asks them anything.
 * @param {import('../settings/settings.mjs').Settings} settings
 * @throws {Refusal}
 */
export async function refuseWhileServing({ authPort, backendPort, authServerUrl }) {
  for (const port of [backendPort, ...(authServerUrl ? [] : [authPort])]) {
    const signal = AbortSignal.timeout(2000);
    const answer = await fetch(`http://127.0.0.1:${port}/health/live`, { signal }).catch(() => undefined);
    if (answer?.ok)
      throw new Refusal(
        `Latch is running: it answers on port ${port}. Stop it (Ctrl-C in its terminal) and try again.`,
      );
  }
}

/**
 * How many rows each table has now; none where Latch has never run.
 * @param {Database[]} databases
 * @returns {Promise<Counts>}
 */
export async function countRows(databases) {
  /** @type {Counts} */
  const counts = {};
  for (const { name, client } of databases) {
    const { tables } = await contentsOf(client, name);
    const own = (counts[name] = /** @type {Record<string, number>} */ ({}));
    for (const { name: table } of tables) own[table] = await countOf(client, qualified(table));
  }
  return counts;
}

/**
 * @param {import('pg').Client} client
 * @param {string} table quoted
 * @returns {Promise<number>}
 */
export async function countOf(client, table) {
  const { rows } = await client.query(`SELECT count(*) AS count FROM ${table}`);
  return Number(rows[0].count);
}
