import { type Kysely, type Migration, sql } from 'kysely';

/** The second factor of those who turned it on. One row each at most: a second one would be another app nobody can take away. */
export const secondFactor: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('user')
      .addColumn('twoFactorEnabled', 'boolean', (column) => column.notNull().defaultTo(false))
      .execute();
    await db.schema
      .createTable('twoFactor')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('secret', 'text', (column) => column.notNull())
      .addColumn('backupCodes', 'text', (column) => column.notNull())
      .addColumn('userId', 'text', (column) => column.notNull().unique().references('user.id').onDelete('cascade'))
      .addColumn('verified', 'boolean', (column) => column.notNull().defaultTo(false))
      .addColumn('failedVerificationCount', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('lockedUntil', 'timestamptz')
      .execute();
    // A challenge and a trusted browser are found by whose they are; other values may be too long for a b-tree.
    await sql`create index "verification_value_idx" on "verification" using hash ("value")`.execute(db);
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropIndex('verification_value_idx').execute();
    await db.schema.dropTable('twoFactor').execute();
    await db.schema.alterTable('user').dropColumn('twoFactorEnabled').execute();
  },
};
