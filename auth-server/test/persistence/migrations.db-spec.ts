import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { getMigrations } from 'better-auth/db/migration';
import { pino } from 'pino';
import { createAuth } from '../../src/auth.js';
import { Database } from '../../src/database.js';
import { readEnvironment } from '../../src/environment.js';
import { migrate, migrationNames } from '../../src/migrations/migrator.js';
import { emptyDatabase, PATIENT_MS, sql, type TestDatabase } from '../support/databases.mjs';
import { TestProcess } from '../support/test-process.js';
import { TEST_SECRET } from '../support/test-server.js';

let database: TestDatabase;
beforeAll(async () => void (database = await emptyDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  await sql(database.url, 'drop schema if exists latch_restore, latch_before_restore cascade');
  await sql(database.url, 'drop schema public cascade');
  await sql(database.url, 'create schema public');
});

const tables = async () =>
  (await sql<{ name: string }>(database.url, `select tablename as name from pg_tables where schemaname = 'public'`))
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('kysely_'))
    .sort();

/** What Better Auth itself would still create or add. */
async function missing(): Promise<string[]> {
  const environment = readEnvironment({ AUTH_DATABASE_URL: database.url, BETTER_AUTH_SECRET: TEST_SECRET });
  const logger = pino({ level: 'silent' });
  const pool = new Database(database.url, logger, PATIENT_MS);
  const { options } = createAuth(environment, pool, [], logger);
  const { toBeCreated, toBeAdded, toBeAddedIndexes } = await getMigrations(options);
  await pool.close();
  return [...toBeCreated, ...toBeAdded, ...toBeAddedIndexes].map(({ table }) => table);
}

const OF_BETTER_AUTH = ['account', 'passkey', 'rateLimit', 'session', 'twoFactor', 'user', 'verification'];
const TABLES = [...OF_BETTER_AUTH, 'attempt', 'knownNetwork', 'auditEvent', 'mail', 'invitation'].sort();

it('make what Better Auth needs and what we add, go back without a trace, and come again', async () => {
  expect((await missing()).sort()).toEqual(OF_BETTER_AUTH);
  await migrate(database.url, 'up');
  expect(await tables()).toEqual(TABLES);
  expect(await missing()).toEqual([]);

  while ((await migrate(database.url, 'down')).length);
  expect(await tables()).toEqual([]);

  await migrate(database.url, 'up');
  expect(await tables()).toEqual(TABLES);
  expect(await migrate(database.url, 'up')).toEqual([]);
});

it('index what is looked up and what is swept', async () => {
  await migrate(database.url, 'up');
  const rows = await sql<{ definition: string }>(
    database.url,
    `select indexdef as definition from pg_indexes where schemaname = 'public'`,
  );
  const definitions = rows.map(({ definition }) => definition.replaceAll('public.', '').replaceAll('"', ''));
  for (const index of [
    'UNIQUE INDEX session_token_key ON session USING btree (token)',
    'UNIQUE INDEX user_email_key ON user USING btree (email)',
    'INDEX user_newest_idx ON user USING btree (createdAt DESC, id DESC)',
    'INDEX user_administrators_idx ON user USING btree (id) WHERE (role = ',
    'UNIQUE INDEX invitation_email_key ON invitation USING btree (email)',
    'UNIQUE INDEX invitation_token_key ON invitation USING btree (token)',
    'UNIQUE INDEX rateLimit_key_key ON rateLimit USING btree (key)',
    'UNIQUE INDEX account_providerId_accountId_key ON account USING btree (providerId, accountId)',
    'INDEX session_userId_idx ON session USING btree (userId)',
    'INDEX session_expiresAt_idx ON session USING btree (expiresAt)',
    'INDEX account_userId_idx ON account USING btree (userId)',
    'INDEX verification_identifier_idx ON verification USING btree (identifier)',
    'INDEX mail_createdAt_idx ON mail USING btree (createdAt)',
    'INDEX mail_due_idx ON mail USING btree (nextAttemptAt) WHERE ((sentAt IS NULL) AND (failure IS NULL))',
    'INDEX auditEvent_of_user_idx ON auditEvent USING btree (userId, at DESC, id DESC)',
    'INDEX auditEvent_at_idx ON auditEvent USING btree (at)',
    'UNIQUE INDEX passkey_credentialID_key ON passkey USING btree (credentialID)',
    'INDEX passkey_userId_idx ON passkey USING btree (userId)',
    'UNIQUE INDEX twoFactor_userId_key ON twoFactor USING btree (userId)',
    'INDEX verification_value_idx ON verification USING hash (value)',
    'INDEX verification_expiresAt_idx ON verification USING btree (expiresAt)',
  ])
    expect(definitions).toContainEqual(expect.stringContaining(index));
});

it('are run once by processes that start at once', async () => {
  const settings = { AUTH_DATABASE_URL: database.url };
  const processes = Array.from({ length: 3 }, () => new TestProcess('migrate.js', settings));
  const codes = await Promise.all(processes.map(({ exitCode }) => exitCode));
  const output = processes.map(({ output }) => output.trim()).sort();
  expect({ codes, output }).toEqual({
    codes: [0, 0, 0],
    output: [`Migrated up: ${migrationNames.join(', ')}`, 'The database is up to date.', 'The database is up to date.'],
  });
  expect(await tables()).toEqual(TABLES);
});

it('say in a sentence what is wrong', async () => {
  const sideways = new TestProcess('migrate.js', { AUTH_DATABASE_URL: database.url }, ['sideways']);
  const nowhere = new TestProcess('migrate.js', {});
  expect([await sideways.exitCode, await nowhere.exitCode]).toEqual([1, 1]);
  expect(sideways.output).toMatch(/"sideways" is neither up .* nor down/);
  expect(nowhere.output).toMatch(/AUTH_DATABASE_URL must be given/);
});

/** What PostgreSQL answers when it refuses. */
function refusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** Something at a port that has one answer to everything. */
async function answering(answer: Buffer | string) {
  const server = createServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.end(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

it('say in one line that the database refuses the password, and what mends it', async () => {
  const refusing = await answering(refusal('28P01', 'password authentication failed'));
  const { port } = refusing.address() as AddressInfo;
  const parts = { AUTH_DB_HOST: '127.0.0.1', AUTH_DB_PORT: String(port), AUTH_DB_PASSWORD: 'S3CRET' };
  const refused = new TestProcess('migrate.js', parts);
  expect(await refused.exitCode).toBe(1);
  expect(refused.output.trim().split('\n')).toEqual([
    expect.stringMatching(/^The database refuses the password of its role auth\. Set AUTH_DB_PASSWORD /),
  ]);
  expect(refused.output).not.toContain('S3CRET');
  refusing.close();
});

it.each([
  ['a host that is not there', 'nowhere.invalid', /^The host nowhere\.invalid cannot be found/],
  ['a port that is closed', '127.0.0.1:1', /^No PostgreSQL server answers at 127\.0\.0\.1:1 /],
  ['what is no PostgreSQL', 'HTTP/1.1 400 Bad Request\r\n\r\n', /^What answers at \S+:\d+ is not a PostgreSQL server/],
  ['a role without rights', refusal('42501', 'permission denied'), /^The role auth may not .*OWNER TO "auth"'$/],
])('say in one line what to change for %s', async (_, there, sentence) => {
  const server = typeof there === 'string' && !there.startsWith('HTTP') ? undefined : await answering(there);
  const host = server ? `127.0.0.1:${(server.address() as AddressInfo).port}` : there;
  const failed = new TestProcess('migrate.js', { AUTH_DATABASE_URL: `postgres://auth:S3CRET@${String(host)}/auth` });
  expect(await failed.exitCode).toBe(1);
  server?.close();
  expect(failed.output.trim().split('\n')).toEqual([expect.stringMatching(sentence)]);
  expect(failed.output).toContain('AUTH_DATABASE_URL');
  expect(failed.output).not.toContain('S3CRET');
});

it('make a schema beside the one in use, up to the migration that is asked for', async () => {
  await sql(database.url, 'create schema latch_restore');
  const [first] = migrationNames;
  expect(await migrate(database.url, 'up', { schema: 'latch_restore', to: first })).toEqual([first]);
  expect(await tables()).toEqual([]);
  expect(await migrate(database.url, 'up', { schema: 'latch_restore' })).toEqual(migrationNames.slice(1));

  // Nor do they take the one for the other afterwards.
  expect(await migrate(database.url, 'up')).toEqual(migrationNames);
  expect(await tables()).toEqual(TABLES);
  await expect(migrate(database.url, 'up', { to: '9999-unknown' })).rejects.toThrow('9999-unknown');
});

it('do not go on where a restore was interrupted half-way', async () => {
  await sql(database.url, 'create schema latch_before_restore');
  await expect(migrate(database.url, 'up')).rejects.toThrow('npm run restore -- --put-back');
  expect(await tables()).toEqual([]);
});
