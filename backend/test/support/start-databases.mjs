import { openDatabase } from './scratch-database.mjs';

/** One database for the todos of this run and one for the real auth server's accounts. */
export default async function startDatabases() {
  const [todos, auth] = await Promise.all([openDatabase(), openDatabase()]);
  process.env.TEST_TODOS_DATABASE_URL = todos.url;
  process.env.TEST_AUTH_DATABASE_URL = auth.url;
  globalThis.testDatabases = [todos, auth];
}
