import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findPostgres, startPostgres } from '@latch/test-kit/local-postgres';

/** What Latch runs on at least. */
const MIN_POSTGRES = 15;

/** For tests alone: as many connections as a few suites take at once, and nothing is to outlive a power cut. */
const settings = { max_connections: '300', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * The best PostgreSQL server there is for tests: the one TEST_DATABASE_URL names, else one that is started with this
 * machine's own programs and goes with this process.
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} its URL; undefined where only embedded databases are to be had
 */
export async function provideTestDatabase(say) {
  const named = process.env.TEST_DATABASE_URL;
  if (named) {
    say('Databases: the server of TEST_DATABASE_URL');
    return named;
  }
  const version = versionOfPrograms();
  if (version === undefined || version < MIN_POSTGRES) {
    say(`Databases: embedded, as this machine has no PostgreSQL ${MIN_POSTGRES} or newer`);
    return undefined;
  }
  const server = await startPostgres({ settings });
  // Ctrl-C would leave it behind.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => process.exit(1));
  process.once('exit', () => server.destroyAtOnce());
  say(`Databases: PostgreSQL ${version} of this machine`);
  return server.url;
}

/** @returns {number | undefined} the major version of this machine's PostgreSQL programs */
function versionOfPrograms() {
  const bin = findPostgres();
  if (!bin) return undefined;
  const text = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/ (\d+)/.exec(text)?.[1]);
}
