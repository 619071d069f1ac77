import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { emptyDatabase, migratedDatabase, sql } from './databases.mjs';

/** @type {(() => Promise<void> | void)[]} */
const undo = [];

const ADMINISTRATOR = `insert into "user" (id, name, email, role) values ('grace', 'Grace', 'grace@example.com', 'admin')`;

const MIGRATOR = new URL('../../dist/migrations/migrator.js', import.meta.url).href;
const PREPARE = new URL('../../../scripts/prepare.mjs', import.meta.url).href;
const BUILD = `
  const { ensureBuilt } = await import('${PREPARE}');
  await ensureBuilt(console.log, { only: ['contracts', 'auth-server'] });`;

/**
 * Builds what the tests of whole processes run, if its sources changed since; migrates one database, which all others are
 * copies of, and starts the one that all suites share.
 */
export default async function setUp() {
  execFileSync(process.execPath, ['--input-type=module', '--eval', BUILD], { stdio: 'inherit' });
  process.env.LATCH_MIGRATED_AUTH_DATABASE = await (process.env.TEST_DATABASE_URL ? migrateOne() : migrateEmbedded());
  const shared = await migratedDatabase();
  undo.push(shared.drop);
  // The first account is the administrator's, who cannot be deleted while there are others: it is nobody's in a test.
  await sql(shared.url, ADMINISTRATOR);
  process.env.LATCH_SHARED_AUTH_DATABASE = shared.url;
}

/** Ends what {@link setUp} started. */
export async function tearDown() {
  for (const each of undo.toReversed()) await each();
}

/** @returns {Promise<string>} the name of a database that nobody is connected to, as a template must be */
async function migrateOne() {
  const template = await emptyDatabase();
  undo.push(template.drop);
  await migrate(template.url);
  return new URL(template.url).pathname.slice(1);
}

/** @returns {Promise<string>} a file with the data of an embedded database */
async function migrateEmbedded() {
  const folder = mkdtempSync(join(tmpdir(), 'latch-auth-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  const { EMBEDDED_TEMPLATE: empty } = process.env;
  const database = await PGlite.create(empty ? { loadDataDir: new Blob([readFileSync(empty)]) } : {});
  const server = new PGLiteSocketServer({ db: database, path: join(folder, '.s.PGSQL.5432') });
  await server.start();
  await migrate(`postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`);
  await server.stop();
  const file = join(folder, 'migrated.tar');
  writeFileSync(file, Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer()));
  await database.close();
  return file;
}

/** @param {string} url */
async function migrate(url) {
  /** @type {typeof import('../../src/migrations/migrator.js')} */
  const migrator = await import(MIGRATOR);
  await migrator.migrate(url, 'up');
}
