/** What must hold of a snapshot on every kind of database; run on the embedded one and on a PostgreSQL server. */
import assert from 'node:assert/strict';
import { Client } from 'pg';
import { endSnapshot, takeSnapshot } from './backup-snapshot.mjs';

/** @typedef {import('./backup-databases.mjs').Database} Database */

const INSERT_USER = `INSERT INTO "user" (id, name, email) VALUES ($1, $1, $1)`;
const INSERT_TODO = `INSERT INTO todos (user_id, id, title, create_digest, project_id, position)
  VALUES ($1, gen_random_uuid(), 'x', '', gen_random_uuid(), 'a0')`;

/**
 * While a snapshot is read, others are served, and what they write is not in it; an account made between the two
 * snapshots is in it at most without its todos, never the other way round.
 * @param {[Database, Database]} databases
 */
export async function checkSnapshot(databases) {
  const others = await Promise.all(databases.map(({ url }) => connect(url)));
  let number = 0;
  const somebodySignsUp = async () => {
    const id = `during-${++number}`;
    await others[1]?.query(INSERT_USER, [id]);
    await others[0]?.query(INSERT_TODO, [id]);
  };
  try {
    const { tables } = await takeSnapshot(databases.map((database) => beforeItBegins(database, somebodySignsUp)));
    await somebodySignsUp();
    const found = await readAll(tables);
    const users = new Set(found.user?.map(({ id }) => id));
    const owners = found.todos?.map(({ user_id }) => user_id) ?? [];
    assert.deepEqual(
      owners.filter((id) => !users.has(id)),
      [],
    );
    const during = (/** @type {Iterable<string>} */ ids) => [...ids].filter((id) => id.startsWith('during')).sort();
    assert.deepEqual([during(owners), during(users)], [['during-1'], ['during-1', 'during-2']]);
  } finally {
    await endSnapshot(databases);
    await others[0]?.query(`DELETE FROM todos WHERE user_id LIKE 'during%'`);
    await others[1]?.query(`DELETE FROM "user" WHERE id LIKE 'during%'`);
    await Promise.all(others.map((client) => client.end()));
  }
}

/** @param {string} url */
async function connect(url) {
  // A database that serves nobody else makes these fail rather than wait for ever.
  const client = new Client({ connectionString: url, query_timeout: 5000 });
  await client.connect();
  return client;
}

/**
 * @param {Database} database
 * @param {() => Promise<void>} work
 * @returns {Database}
 */
function beforeItBegins(database, work) {
  const client = new Proxy(database.client, {
    get:
      (target, name) =>
      async (/** @type {any[]} */ ...args) => {
        if (typeof args[0] === 'string' && args[0].startsWith('BEGIN')) await work();
        return /** @type {any} */ (target)[name](...args);
      },
  });
  return { ...database, client };
}

/** @param {import('./backup-format.mjs').TableRows[]} tables */
async function readAll(tables) {
  /** @type {Record<string, any[]>} */
  const found = {};
  for (const { table, rows } of tables) {
    found[table] = [];
    for await (const batch of rows) found[table].push(...batch.map((row) => JSON.parse(row)));
  }
  return found;
}
