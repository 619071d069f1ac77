import { fileURLToPath } from 'node:url';
import { emptyDatabase, migratedDatabase, migrateTemplate } from '@latch/test-kit/databases';

const MIGRATE = fileURLToPath(new URL('../../dist/database/migrate.js', import.meta.url));

/** @type {(() => Promise<void>)[]} */
const undo = [];

/**
 * Migrates one database, which those of tests are copies of. One of them is for the todos of this run; another database,
 * empty, is for the real auth server's accounts.
 */
export default async function startDatabases() {
  undo.push(await migrateTemplate(MIGRATE, 'TODOS_DATABASE_URL'));
  const [todos, auth] = await Promise.all([migratedDatabase(), emptyDatabase()]);
  undo.push(todos.drop, auth.drop);
  process.env.TEST_TODOS_DATABASE_URL = todos.url;
  process.env.TEST_AUTH_DATABASE_URL = auth.url;
}

/** Ends what {@link startDatabases} started. */
export async function stopDatabases() {
  for (const each of undo.toReversed()) await each();
}
