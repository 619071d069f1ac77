import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { migratedDatabase, migrateTemplate, sql } from '@latch/test-kit/databases';

/** @type {(() => Promise<void>)[]} */
const undo = [];

const ADMINISTRATOR = `insert into "user" (id, name, email, role) values ('grace', 'Grace', 'grace@example.com', 'admin')`;

const MIGRATE = fileURLToPath(new URL('../../dist/migrate.js', import.meta.url));
const PREPARE = new URL('../../../scripts/stack/prepare.mjs', import.meta.url).href;
const BUILD = `
  const { ensureBuilt } = await import('${PREPARE}');
  await ensureBuilt(console.log, { only: ['contracts', 'auth-server'] });`;

/**
 * Builds what the tests of whole processes run, if its sources changed since; migrates one database, which all others are
 * copies of, and starts the one that all suites share.
 */
export async function setup() {
  execFileSync(process.execPath, ['--input-type=module', '--eval', BUILD], { stdio: 'inherit' });
  undo.push(await migrateTemplate(MIGRATE, 'AUTH_DATABASE_URL'));
  const shared = await migratedDatabase();
  undo.push(shared.drop);
  // The first account is the administrator's, who cannot be deleted while there are others: it is nobody's in a test.
  await sql(shared.url, ADMINISTRATOR);
  process.env.LATCH_SHARED_AUTH_DATABASE = shared.url;
}

/** Ends what {@link setup} started. */
export async function teardown() {
  for (const each of undo.toReversed()) await each();
}
