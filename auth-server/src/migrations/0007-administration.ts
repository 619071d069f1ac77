import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Administrators, accounts that are let in no more, and invitations. Of a database that has accounts the oldest becomes the
 * administrator's, as the first account does elsewhere.
 */
export const administration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await extendUser(db);
    await db.schema.alterTable('session').addColumn('impersonatedBy', 'text').execute();
    await createInvitation(db);
    await sql`
      update "user" set role = 'admin' where id = (select id from "user" order by "createdAt", id limit 1)`.execute(db);
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('invitation').execute();
    await db.schema.alterTable('session').dropColumn('impersonatedBy').execute();
    await db.schema.dropIndex('user_newest_idx').execute();
    await db.schema.dropIndex('user_administrators_idx').execute();
    for (const column of ['banExpires', 'banReason', 'banned', 'role'])
      await db.schema.alterTable('user').dropColumn(column).execute();
  },
};

const now = sql`current_timestamp`;

/** Some of the columns, and `impersonatedBy`, are for nothing but that Better Auth's admin plugin reads them. */
async function extendUser(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('user')
    .addColumn('role', 'text', (column) => column.notNull().defaultTo('user'))
    .addColumn('banned', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('banReason', 'text')
    .addColumn('banExpires', 'timestamptz')
    .execute();
  await db.schema.createIndex('user_newest_idx').on('user').columns(['createdAt desc', 'id desc']).execute();
  await sql`create index "user_administrators_idx" on "user" (id) where role = 'admin'`.execute(db);
}

/** Kept as a digest of its token; one for each address. */
async function createInvitation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('invitation')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('mailed', 'boolean', (column) => column.notNull())
    .addColumn('invitedBy', 'text', (column) => column.references('user.id').onDelete('set null'))
    .addColumn('createdAt', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addColumn('expiresAt', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('invitation_invitedBy_idx').on('invitation').column('invitedBy').execute();
}
