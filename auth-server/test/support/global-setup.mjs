import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { emptyDatabase, sql } from './databases.mjs';

/** @type {import('./databases.mjs').TestDatabase} */
let database;

const ADMINISTRATOR = `insert into "user" (id, name, email, role) values ('grace', 'Grace', 'grace@example.com', 'admin')`;

/** Builds what the tests of whole processes run, and starts the database that all suites share. */
export default async function setUp() {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync('npx', ['--no-install', 'tsc', '-p', 'tsconfig.build.json'], { cwd, stdio: 'inherit' });
  database = await emptyDatabase();
  const env = { ...process.env, AUTH_DATABASE_URL: database.url };
  execFileSync(process.execPath, ['dist/migrate.js'], { cwd, env });
  // The first account is the administrator's, who cannot be deleted while there are others: it is nobody's in a test.
  await sql(database.url, ADMINISTRATOR);
  process.env.LATCH_SHARED_AUTH_DATABASE = database.url;
}

/** Ends what {@link setUp} started. */
export const tearDown = () => database.drop();
