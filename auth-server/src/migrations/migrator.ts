import { Kysely, type MigrationResultSet, Migrator, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { accountsAndSessions } from './0001-accounts-and-sessions.js';

/** Every migration, in order of its name. None is edited once it has been released. */
const migrations = {
  '0001-accounts-and-sessions': accountsAndSessions,
};

export type Direction = 'up' | 'down';

/**
 * Brings the database up to date, or takes the last migration back. Processes that do so at once wait for each other
 * (a transaction-level lock), and all but one find nothing left to do.
 * @returns the names of the migrations that were run
 * @throws {Error} when one failed; none of this run is kept then
 */
export async function migrate(connectionString: string, direction: Direction): Promise<string[]> {
  // One connection: an embedded database makes all others wait while one is in a transaction.
  const pool = new Pool({ connectionString, max: 1, connectionTimeoutMillis: 10_000 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
    return namesIn(await (direction === 'up' ? migrator.migrateToLatest() : migrator.migrateDown()));
  } finally {
    await db.destroy();
  }
}

function namesIn({ error, results = [] }: MigrationResultSet): string[] {
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}
