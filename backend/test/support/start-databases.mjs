import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migratedDatabase, openDatabase } from './scratch-database.mjs';

const MIGRATE = fileURLToPath(new URL('../../dist/database/migrate.js', import.meta.url));
const MAKE_TEMPLATE = fileURLToPath(new URL('../../../scripts/stack/embedded-template.mjs', import.meta.url));

/**
 * Migrates one database, which those of tests are copies of. One of them is for the todos of this run; another database,
 * empty, is for the real auth server's accounts.
 */
export default async function startDatabases() {
  globalThis.closeTestDatabases = [];
  process.env.TEST_TODOS_TEMPLATE = await (process.env.TEST_DATABASE_URL ? templateOnServer() : embeddedTemplate());
  const [todos, auth] = await Promise.all([migratedDatabase(), openDatabase()]);
  globalThis.closeTestDatabases.push(todos.close, auth.close);
  process.env.TEST_TODOS_DATABASE_URL = todos.url;
  process.env.TEST_AUTH_DATABASE_URL = auth.url;
}

/** @returns {Promise<string>} the name of a database that nobody is connected to, as a template must be */
async function templateOnServer() {
  const template = await openDatabase();
  globalThis.closeTestDatabases.push(template.close);
  execFileSync(process.execPath, [MIGRATE], { env: { ...process.env, TODOS_DATABASE_URL: template.url } });
  return new URL(template.url).pathname.slice(1);
}

/** @returns {string} a file with the data of an embedded database */
function embeddedTemplate() {
  const folder = mkdtempSync(join(tmpdir(), 'latch-todos-'));
  globalThis.closeTestDatabases.push(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'migrated.tar');
  execFileSync(process.execPath, [MAKE_TEMPLATE, file, 'TODOS_DATABASE_URL', MIGRATE], { stdio: 'inherit' });
  return file;
}
