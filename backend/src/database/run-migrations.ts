import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';
import { migrations, migrationNames } from './migrations/index.js';

/** `up` applies all that are missing, `down` reverts the last one. */
export type Direction = 'up' | 'down';

/** Any number, as long as nothing else in this database locks the same one. */
const MIGRATION_LOCK = 7_204_110;

/** Where a restore keeps what it replaces until all databases are replaced. */
const BEFORE_RESTORE = 'latch_before_restore';

/** What a restore asks for beyond bringing the database to where the code expects it. */
export interface MigrationTarget {
  /** The last migration to run; the newest by default. */
  to?: string;
  /** Another schema than the connection's own. */
  schema?: string;
}

/**
 * Brings the database to where the code expects it (or up to a given migration), or one step back. Two processes may
 * start at once: the lock belongs to the transaction that does the work, on the same connection, so the second waits and
 * then finds nothing to do.
 * @throws {Error} when one failed, and none of this run is kept then; when a restore was interrupted half-way
 */
export async function runMigrations(
  url: string,
  direction: Direction,
  { to, schema }: MigrationTarget = {},
): Promise<void> {
  const limits = { operationMs: 0, mostWaiting: 1, poolSize: 1, connectMs: 30_000 };
  const options = { ...dataSourceOptions(url, () => {}, limits), migrations: migrationsUpTo(to), schema };
  const dataSource = new DataSource(options);
  await dataSource.initialize();
  const queryRunner = dataSource.createQueryRunner();
  try {
    await queryRunner.startTransaction();
    await queryRunner.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    // For the transaction alone: a connection may be shared (embedded, pooled).
    if (schema) await queryRunner.query(`SET LOCAL search_path TO "${schema}"`);
    else await refuseHalfRestored(queryRunner);
    await migrate(dataSource, queryRunner, direction);
    await queryRunner.commitTransaction();
  } catch (error) {
    if (queryRunner.isTransactionActive) await queryRunner.rollbackTransaction().catch(() => {});
    throw error;
  } finally {
    await queryRunner.release();
    await dataSource.destroy();
  }
}

async function migrate(dataSource: DataSource, queryRunner: QueryRunner, direction: Direction): Promise<void> {
  const executor = new MigrationExecutor(dataSource, queryRunner);
  await (direction === 'up' ? executor.executePendingMigrations() : executor.undoLastMigration());
}

function migrationsUpTo(name: string | undefined): typeof migrations {
  if (!name) return migrations;
  const last = migrationNames.indexOf(name);
  if (last < 0) throw new Error(`There is no migration ${name}`);
  return migrations.slice(0, last + 1);
}

async function refuseHalfRestored(queryRunner: QueryRunner): Promise<void> {
  const [row] = (await queryRunner.query('SELECT to_regnamespace($1) AS before', [BEFORE_RESTORE])) as [
    { before: string | null },
  ];
  if (row.before)
    throw new Error('A restore was interrupted. Put the state before it back first: npm run restore -- --put-back');
}
