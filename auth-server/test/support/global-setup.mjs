import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyDatabase, migratedDatabase, sql } from './databases.mjs';

/** @type {(() => Promise<void> | void)[]} */
const undo = [];

const ADMINISTRATOR = `insert into "user" (id, name, email, role) values ('grace', 'Grace', 'grace@example.com', 'admin')`;

const MIGRATE = fileURLToPath(new URL('../../dist/migrate.js', import.meta.url));
const MAKE_TEMPLATE = fileURLToPath(new URL('../../../scripts/stack/embedded-template.mjs', import.meta.url));
const PREPARE = new URL('../../../scripts/stack/prepare.mjs', import.meta.url).href;
const BUILD = `
  const { ensureBuilt } = await import('${PREPARE}');
  await ensureBuilt(console.log, { only: ['contracts', 'auth-server'] });`;

/**
 * Builds what the tests of whole processes run, if its sources changed since; migrates one database, which all others are
 * copies of, and starts the one that all suites share.
 */
export default async function setUp() {
  execFileSync(process.execPath, ['--input-type=module', '--eval', BUILD], { stdio: 'inherit' });
  process.env.LATCH_MIGRATED_AUTH_DATABASE = await (process.env.TEST_DATABASE_URL
    ? templateOnServer()
    : embeddedTemplate());
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
async function templateOnServer() {
  const template = await emptyDatabase();
  undo.push(template.drop);
  execFileSync(process.execPath, [MIGRATE], { env: { ...process.env, AUTH_DATABASE_URL: template.url } });
  return new URL(template.url).pathname.slice(1);
}

/** @returns {string} a file with the data of an embedded database */
function embeddedTemplate() {
  const folder = mkdtempSync(join(tmpdir(), 'latch-auth-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'migrated.tar');
  execFileSync(process.execPath, [MAKE_TEMPLATE, file, 'AUTH_DATABASE_URL', MIGRATE], { stdio: 'inherit' });
  return file;
}
