import { type Kysely, type Migration, sql } from 'kysely';

/** Mails that are to be sent, and for a day those that were. */
export const mails: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('mail')
      .addColumn('id', 'uuid', (column) => column.primaryKey())
      .addColumn('to', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('text', 'text')
      .addColumn('html', 'text')
      .addColumn('createdAt', 'timestamptz', (column) => column.notNull().defaultTo(now))
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('nextAttemptAt', 'timestamptz', (column) => column.notNull().defaultTo(now))
      .addColumn('leasedUntil', 'timestamptz')
      .addColumn('sentAt', 'timestamptz')
      .addColumn('failure', 'text')
      .execute();
    await db.schema.createIndex('mail_createdAt_idx').on('mail').column('createdAt').execute();
    await sql`create index "mail_due_idx" on "mail" ("nextAttemptAt") where "sentAt" is null and "failure" is null`.execute(
      db,
    );
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('mail').execute();
  },
};

const now = sql`current_timestamp`;
