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
import { ensureBuilt } from '../prepare.mjs';
import { migrate } from './restore-migrations.mjs';
import { readSettings } from '../settings.mjs';

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
  for (const database of databases) await migrate(database, {});
  return databases;
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
 * One account for each odd text, with a session, and todos that carry it.
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
    await todos?.client.query(
      `INSERT INTO todos (user_id, id, title, notes, completed_at, deleted_at, version, created_at, create_digest)
       VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, 2147483647, '0001-01-01', $6)`,
      [
        id,
        text || 'empty',
        text,
        index % 2 ? '2026-01-02 03:04:05.678Z' : null,
        null,
        Buffer.from([0, index, 10, 255]),
      ],
    );
  }
  await auth?.client.query(`INSERT INTO "rateLimit" VALUES ('1', 'key', 3, 9007199254740993)`);
  await auth?.client.query(
    `INSERT INTO verification (id, identifier, value, "expiresAt") VALUES ('1', 'a', 'b', now())`,
  );
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
 * A well-formed backup of whatever rows one likes.
 * @param {string} file
 * @param {Header['databases']} databases
 * @param {{ database: 'todos' | 'auth', table: string, rows: string[] }[]} tables
 */
export async function writeBackupOf(file, databases, tables) {
  const batches = tables.map(({ rows, ...table }) => ({ ...table, rows: Readable.from([rows]) }));
  await pipeline(Readable.from(linesOf(databases, batches)), createGzip(), createWriteStream(file));
}
