import { type Kysely, type Migration, sql } from 'kysely';

/** When a device was last seen, and what happened to an account. */
export const devicesAndAudit: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('session').addColumn('lastSeenAt', 'timestamptz').execute();
    await createAuditEvent(db);
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('auditEvent').execute();
    await db.schema.alterTable('session').dropColumn('lastSeenAt').execute();
  },
};

/** Milliseconds, because a cursor made from a JavaScript date has no more. What happened to an account goes with it. */
async function createAuditEvent(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('auditEvent')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('at', sql`timestamptz(3)`, (column) => column.notNull().defaultTo(sql`current_timestamp`))
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('userId', 'text', (column) => column.references('user.id').onDelete('cascade'))
    .addColumn('address', 'text')
    .addColumn('userAgent', 'varchar(500)')
    .addColumn('detail', 'text')
    .execute();
  await db.schema
    .createIndex('auditEvent_of_user_idx')
    .on('auditEvent')
    .columns(['userId', 'at desc', 'id desc'])
    .execute();
  await db.schema.createIndex('auditEvent_at_idx').on('auditEvent').column('at').execute();
}
