import { Kysely, type Migration, type MigrationResultSet, Migrator, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { accountsAndSessions } from './0001-accounts-and-sessions.js';
import { mails } from './0002-mails.js';
import { devicesAndAudit } from './0003-devices-and-audit.js';
import { limits } from './0004-limits.js';
import { secondFactor } from './0005-second-factor.js';
import { passkeys } from './0006-passkeys.js';
import { administration } from './0007-administration.js';

/** Every migration, in order of its name. None is edited once it has been released. */
const migrations: Record<string, Migration> = {
  '0001-accounts-and-sessions': accountsAndSessions,
  '0002-mails': mails,
  '0003-devices-and-audit': devicesAndAudit,
  '0004-limits': limits,
  '0005-second-factor': secondFactor,
  '0006-passkeys': passkeys,
  '0007-administration': administration,
};

export const migrationNames = Object.keys(migrations);

export type Direction = 'up' | 'down';

/** Where a restore keeps what it replaces until all databases are replaced. */
const BEFORE_RESTORE = 'latch_before_restore';

/** What a restore asks for beyond bringing the database up to date. */
interface MigrationTarget {
  to?: string;
  /** Another schema than the connection's own. */
  schema?: string;
}

/**
 * Brings the database up to date (or up to a given migration), or takes the last migration back. Processes that do so at
 * once wait for each other (an advisory lock), and all but one find nothing left to do.
 * @returns the names of the migrations that were run
 * @throws {Error} when one failed, and none of this run is kept then; when a restore was interrupted half-way
 */
export async function migrate(
  connectionString: string,
  direction: Direction,
  { to, schema }: MigrationTarget = {},
): Promise<string[]> {
  // One connection: an embedded database makes all others wait while one is in a transaction.
  const pool = new Pool({ connectionString, max: 1, connectionTimeoutMillis: 10_000 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrationTableSchema = schema ?? (await ownSchema(db));
    const getMigrations = () => Promise.resolve(schema ? inSchema(schema) : migrations);
    const migrator = new Migrator({ db, provider: { getMigrations }, migrationTableSchema });
    if (direction === 'down') return namesIn(await migrator.migrateDown());
    return namesIn(await (to ? migrator.migrateTo(to) : migrator.migrateToLatest()));
  } finally {
    await db.destroy();
  }
}

/** Named to the migrator, which would otherwise take the table of migrations in any schema for its own. */
async function ownSchema(db: Kysely<unknown>): Promise<string> {
  const { rows } = await sql<{ own: string; before: string | null }>`
    select current_schema() as own, to_regnamespace(${BEFORE_RESTORE})::text as before`.execute(db);
  if (rows[0]?.before)
    throw new Error('A restore was interrupted. Put the state before it back first: npm run restore -- --put-back');
  return rows[0]?.own ?? 'public';
}

/** For the transaction alone: a connection may be shared (embedded, pooled). */
function inSchema(schema: string): Record<string, Migration> {
  const moved = ([name, migration]: [string, Migration]): [string, Migration] => [
    name,
    {
      ...migration,
      up: async (db) => {
        await sql`set local search_path to ${sql.id(schema)}`.execute(db);
        await migration.up(db);
      },
    },
  ];
  return Object.fromEntries(Object.entries(migrations).map(moved));
}

function namesIn({ error, results = [] }: MigrationResultSet): string[] {
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}
