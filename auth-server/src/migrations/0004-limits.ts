import { type Kysely, type Migration, sql } from 'kysely';

/** How often something was tried for an account, and from where its owner signs in. */
export const limits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createAttempt(db);
    await createKnownNetwork(db);
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('knownNetwork').execute();
    await db.schema.dropTable('attempt').execute();
  },
};

/** No index on `endsAt`, as with rate limits: the table is small, and its many updates stay cheap (HOT). */
async function createAttempt(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attempt')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('endsAt', 'timestamptz', (column) => column.notNull())
    .execute();
}

async function createKnownNetwork(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('knownNetwork')
    .addColumn('userId', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('network', 'text', (column) => column.notNull())
    .addColumn('lastSignInAt', 'timestamptz', (column) => column.notNull().defaultTo(sql`current_timestamp`))
    .addPrimaryKeyConstraint('knownNetwork_pkey', ['userId', 'network'])
    .execute();
}
