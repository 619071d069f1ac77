/** What the tests of backing up and restoring share. */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before } from 'node:test';
import { createGzip } from 'node:zlib';
import { allTables, qualified } from './backup-contents.mjs';
import { closeDatabases, openDatabases } from './backup-databases.mjs';
import { linesOf } from './backup-format.mjs';
import { ensureBuilt } from '../stack/prepare.mjs';
import { REVISION_STEP } from './restore-databases.mjs';
import { migrate } from './restore-migrations.mjs';
import { readSettings } from '../settings/settings.mjs';

/** @typedef {import('./backup-databases.mjs').Database} Database */
/** @typedef {import('./backup-format.mjs').Header} Header */

/** A folder that goes when the tests of a file are over; the servers' migrations are built before they begin. */
export function testFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'latch-backup-test-'));
  before(() => ensureBuilt(console.log, { only: ['contracts', 'auth-server', 'backend'] }));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * @param {string} dataDir
 * @param {NodeJS.ProcessEnv} [more]
 */
export function environment(dataDir, more = {}) {
  // Ports that nothing answers on.
  return { DATA_DIR: dataDir, PORT: '64001', AUTH_PORT: '64002', BACKEND_PORT: '64003', ...more };
}

/**
 * Opens the databases of an environment, migrated, for some work on them. Meanwhile they count as running.
 * @template Result
 * @param {NodeJS.ProcessEnv} env
 * @param {(databases: [Database, Database]) => Promise<Result>} work is given todos and auth
 */
export async function withDatabases(env, work) {
  const databases = await openMigrated(env);
  try {
    return await work(databases);
  } finally {
    await closeDatabases(databases);
  }
}

/** @param {NodeJS.ProcessEnv} env */
export async function openMigrated(env) {
  const databases = /** @type {[Database, Database]} */ (await openDatabases(readSettings(env), { alone: true }));
  try {
    for (const database of databases) await migrate(database, {});
    return databases;
  } catch (error) {
    // Left open, they would keep the test from ever ending.
    await closeDatabases(databases);
    throw error;
  }
}

/** Texts that have gone wrong somewhere before. */
const ODD = [
  '',
  ' ',
  '\\',
  `"it's"`,
  'a\nb\r\nc\td',
  '\u2028\u2029\u0085',
  '👩‍👩‍👧 é e\u0301 ﷽',
  '\u0001\u001f\u007f',
  '{"a": [1]}',
  '\\x00',
  'null',
];

/**
 * One account for each odd text, with a session, and something of every kind that carries it.
 * @param {Database[]} databases
 */
export async function fill([todos, auth]) {
  for (const [index, text] of ODD.entries()) {
    const id = `user-${index}-${text}`;
    await auth?.client.query(
      `INSERT INTO "user" (id, name, email, "emailVerified", image, "createdAt")
       VALUES ($1, $2, $3, $4, $5, '2026-01-02 03:04:05.678901+00')`,
      [id, text, `${index}@example.com`, index % 2 === 0, index % 3 ? text : null],
    );
    await auth?.client.query(
      `INSERT INTO account (id, "accountId", "providerId", "userId", password, "updatedAt") VALUES ($1, $1, 'credential', $1, $2, now())`,
      [id, text],
    );
    await auth?.client.query(
      `INSERT INTO session (id, token, "expiresAt", "updatedAt", "userId") VALUES ($1, $1, now() + interval '1 day', now(), $1)`,
      [id],
    );
    await auth?.client.query(
      `INSERT INTO "auditEvent" (id, event, "userId", detail) VALUES (gen_random_uuid(), 'signed-in', $1, $2)`,
      [id, text],
    );
    await auth?.client.query(
      `INSERT INTO passkey (id, name, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp")
       VALUES ($1, $2, $2, $1, $1, 9007199254740993, 'multiDevice', true)`,
      [id, text],
    );
    await auth?.client.query(
      `INSERT INTO "twoFactor" (id, secret, "backupCodes", "userId", verified, "lockedUntil") VALUES ($1, $2, $2, $1, true, now())`,
      [id, text],
    );
    await todos?.client.query(
      `INSERT INTO todos (user_id, id, title, notes, completed_at, deleted_at, version, created_at, create_digest, due,
         project_id, parent_id, position, field_versions, deleted_with, start, deadline, recurrence, completion_of,
         reminders)
       VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, 2147483647, '0001-01-01', $6, '0001-12-31',
         gen_random_uuid(), gen_random_uuid(), $2, jsonb_build_object($3::text, 1), gen_random_uuid(), '2026-11-20T09:00',
         '2026-11-20T09:00[Europe/Lisbon]', '{"rule":"FREQ=DAILY","anchor":"0001-12-31","from":"due"}', gen_random_uuid(),
         '{0,10,40320}')`,
      [
        id,
        text || 'empty',
        text,
        index % 2 ? '2026-01-02 03:04:05.678Z' : null,
        null,
        Buffer.from([0, index, 10, 255]),
      ],
    );
    await fillLists(todos, id, text);
  }
  await auth?.client.query(
    `INSERT INTO invitation (id, email, token, mailed, "expiresAt") VALUES (gen_random_uuid(), 'a', 'b', true, now())`,
  );
  await auth?.client.query(`INSERT INTO "rateLimit" VALUES ('1', 'key', 3, 9007199254740993)`);
  await auth?.client.query(`INSERT INTO attempt VALUES ('key', 3, now())`);
  await auth?.client.query(`INSERT INTO "knownNetwork" ("userId", network) SELECT id, '192.0.2.7' FROM "user"`);
  await auth?.client.query(`INSERT INTO mail (id, "to", subject) VALUES (gen_random_uuid(), 'ada@example.com', 'a')`);
  await auth?.client.query(
    `INSERT INTO verification (id, identifier, value, "expiresAt") VALUES ('1', 'a', 'b', now())`,
  );
}

/**
 * @param {Database | undefined} todos
 * @param {string} owner
 * @param {string} text
 */
async function fillLists(todos, owner, text) {
  for (const statement of [
    `INSERT INTO owners (user_id, revision, time_zone, day_start, week_start)
     VALUES ($1, 9007199254740993, 'Europe/Lisbon', 4, 7)`,
    'INSERT INTO projects (user_id, id, name, position) VALUES ($1, gen_random_uuid(), $2, $2)',
    `INSERT INTO sections (user_id, id, project_id, name, position)
     VALUES ($1, gen_random_uuid(), gen_random_uuid(), $2, $2)`,
    'INSERT INTO labels (user_id, id, name) VALUES ($1, gen_random_uuid(), $2)',
    `INSERT INTO filters (user_id, id, name, query, position, favourite)
     VALUES ($1, gen_random_uuid(), $2, $2, $2, true)`,
    'INSERT INTO todo_labels VALUES ($1, gen_random_uuid(), gen_random_uuid())',
    `INSERT INTO gone VALUES ($1, 9007199254740993, gen_random_uuid(), 'todo', '2026-01-02 03:04:05.678Z')`,
    `INSERT INTO events VALUES ($1, 9007199254740993, 0, gen_random_uuid(), '2026-01-02 03:04:05.678Z', 'change', NULL,
       'todo', gen_random_uuid(), $2, 'title', NULL, to_jsonb($2::text))`,
  ])
    await todos?.client.query(statement, statement.includes('$2') ? [owner, text || 'empty'] : [owner]);
}

/**
 * Every column of every row of every table, as text; the bookkeeping of the migrations aside.
 * @param {Database[]} databases
 */
export async function everything(databases) {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const { name, client } of databases)
    for (const { name: table } of await allTables(client)) {
      if (/^(migrations|kysely)/.test(table)) continue;
      const { rows } = await client.query(`SELECT t::text AS row FROM ${qualified(table)} AS t ORDER BY 1`);
      found[`${name}.${table}`] = rows.map(({ row }) => row);
    }
  return found;
}

/**
 * What `everything` finds once it was restored: every owner's feed begins anew.
 * @param {Record<string, string[]>} found
 */
export function restored({ 'todos.owners': owners = [], ...others }) {
  const movedOn = owners.map((row) =>
    row.replace(/,(\d+),\d+(,[^,]*,\d+,\d+\))$/, (_, revision, settings) => {
      const next = BigInt(revision) + BigInt(REVISION_STEP);
      return `,${next},${next}${settings}`;
    }),
  );
  return { ...others, 'todos.owners': movedOn };
}

/**
 * A well-formed backup of whatever rows one likes; tables that are not named are empty.
 * @param {string} file
 * @param {Header['databases']} databases
 * @param {{ database: 'todos' | 'auth', table: string, rows: string[] }[]} tables
 */
export async function writeBackupOf(file, databases, tables) {
  const isNamed = (/** @type {string} */ database, /** @type {string} */ name) =>
    tables.some((one) => one.database === database && one.table === name);
  const others = /** @type {('todos' | 'auth')[]} */ (Object.keys(databases)).flatMap((database) =>
    (databases[database]?.tables ?? [])
      .filter(({ name }) => !isNamed(database, name))
      .map(({ name }) => ({ database, table: name, rows: [] })),
  );
  const batches = [...tables, ...others].map(({ rows, ...table }) => ({ ...table, rows: Readable.from([rows]) }));
  await pipeline(Readable.from(linesOf(databases, batches)), createGzip(), createWriteStream(file));
}
