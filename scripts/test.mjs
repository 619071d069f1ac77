/**
 * `npm test`: unit, persistence and contract tests of everything, on an embedded PostgreSQL or, with
 * TEST_DATABASE_URL, on the PostgreSQL server named there. `--databases` runs those alone that use a database.
 */
import './require-node.mjs';

const { runCommand } = await import('./refusal.mjs');
const { ensureBuilt, ensureInstalled } = await import('./prepare.mjs');
const { runSuites } = await import('./suite.mjs');

const { readdirSync } = await import('node:fs');

const onlyDatabases = process.argv.includes('--databases');
const ending = onlyDatabases ? '.db-test.mjs' : '.test.mjs';
const testFiles = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith(ending),
);
const usesDatabase = ['--testPathPatterns', 'test/(persistence|contract)/'];

await runCommand(async () => {
  const say = (/** @type {string} */ line) => console.log(line);
  await ensureInstalled(say);
  await ensureBuilt(say);
  await runSuites([
    { name: 'auth-server', runner: 'jest', cwd: 'auth-server', args: onlyDatabases ? usesDatabase : [] },
    { name: 'backend', runner: 'jest', cwd: 'backend', args: onlyDatabases ? usesDatabase : [] },
    ...(onlyDatabases ? [] : [{ name: 'frontend', runner: /** @type {const} */ ('vitest'), cwd: 'frontend' }]),
    { name: 'scripts', runner: 'node', cwd: 'scripts', args: ['--test-timeout=1200000', ...testFiles] },
  ]);
});
