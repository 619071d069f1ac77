import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';

/** `up` applies all that are missing, `down` reverts the last one. */
export type Direction = 'up' | 'down';

/** Any number, as long as nothing else in this database locks the same one. */
const MIGRATION_LOCK = 7_204_110;

/**
 * Brings the database to where the code expects it, or one step back. Two processes may start at once: the lock belongs
 * to the transaction that does the work, on the same connection, so the second waits and then finds nothing to do.
 */
export async function runMigrations(url: string, direction: Direction): Promise<void> {
  const limits = { connectMs: 30_000, queryMs: 0, poolSize: 1 };
  const dataSource = new DataSource(dataSourceOptions(url, () => {}, limits));
  await dataSource.initialize();
  const queryRunner = dataSource.createQueryRunner();
  try {
    await queryRunner.startTransaction();
    await queryRunner.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
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
