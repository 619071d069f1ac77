import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openDatabase } from './scratch-database.mjs';

const MIGRATE = fileURLToPath(new URL('../../dist/database/migrate.js', import.meta.url));

/** One database for the todos of this run and one for the real auth server's accounts. */
export default async function startDatabases() {
  const [todos, auth] = await Promise.all([openDatabase(), openDatabase()]);
  process.env.TEST_TODOS_DATABASE_URL = todos.url;
  process.env.TEST_AUTH_DATABASE_URL = auth.url;
  globalThis.testDatabases = [todos, auth];
  await promisify(execFile)(process.execPath, [MIGRATE], { env: { ...process.env, TODOS_DATABASE_URL: todos.url } });
}
