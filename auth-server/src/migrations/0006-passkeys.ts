import { type Kysely, type Migration, sql } from 'kysely';

/** The public halves of people's passkeys. No passkey is kept twice. */
export const passkeys: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('passkey')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text')
      .addColumn('publicKey', 'text', (column) => column.notNull())
      .addColumn('userId', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
      .addColumn('credentialID', 'text', (column) => column.notNull().unique())
      .addColumn('counter', 'bigint', (column) => column.notNull())
      .addColumn('deviceType', 'text', (column) => column.notNull())
      .addColumn('backedUp', 'boolean', (column) => column.notNull())
      .addColumn('transports', 'text')
      .addColumn('createdAt', 'timestamptz', (column) => column.notNull().defaultTo(sql`current_timestamp`))
      .addColumn('aaguid', 'text')
      .execute();
    await db.schema.createIndex('passkey_userId_idx').on('passkey').column('userId').execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('passkey').execute();
  },
};
