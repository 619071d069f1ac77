import { type Kysely, type Migration, sql } from 'kysely';

/** The tables Better Auth works with, and the indexes its queries and our sweeps need. */
export const accountsAndSessions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createUser(db);
    await createSession(db);
    await createAccount(db);
    await createVerification(db);
    await createRateLimit(db);
  },

  async down(db: Kysely<unknown>): Promise<void> {
    for (const table of ['rateLimit', 'verification', 'account', 'session', 'user'])
      await db.schema.dropTable(table).execute();
  },
};

const now = sql`current_timestamp`;

async function createUser(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('user')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('emailVerified', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('image', 'text')
    .addColumn('createdAt', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addColumn('updatedAt', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .execute();
}

async function createSession(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('session')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('expiresAt', 'timestamptz', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('createdAt', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addColumn('updatedAt', 'timestamptz', (column) => column.notNull())
    .addColumn('ipAddress', 'text')
    .addColumn('userAgent', 'text')
    .addColumn('userId', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .execute();
  await db.schema.createIndex('session_userId_idx').on('session').column('userId').execute();
  await db.schema.createIndex('session_expiresAt_idx').on('session').column('expiresAt').execute();
}

async function createAccount(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('accountId', 'text', (column) => column.notNull())
    .addColumn('providerId', 'text', (column) => column.notNull())
    .addColumn('userId', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('idToken', 'text')
    .addColumn('accessTokenExpiresAt', 'timestamptz')
    .addColumn('refreshTokenExpiresAt', 'timestamptz')
    .addColumn('scope', 'text')
    .addColumn('password', 'text')
    .addColumn('createdAt', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addColumn('updatedAt', 'timestamptz', (column) => column.notNull())
    .addUniqueConstraint('account_providerId_accountId_key', ['providerId', 'accountId'])
    .execute();
  await db.schema.createIndex('account_userId_idx').on('account').column('userId').execute();
}

async function createVerification(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('verification')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('identifier', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('expiresAt', 'timestamptz', (column) => column.notNull())
    .addColumn('createdAt', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .addColumn('updatedAt', 'timestamptz', (column) => column.notNull().defaultTo(now))
    .execute();
  await db.schema.createIndex('verification_identifier_idx').on('verification').column('identifier').execute();
  await db.schema.createIndex('verification_expiresAt_idx').on('verification').column('expiresAt').execute();
}

/** No index on `lastRequest`: the table is small, and without one its many updates stay cheap (HOT). */
async function createRateLimit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rateLimit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('lastRequest', 'bigint', (column) => column.notNull())
    .execute();
}
