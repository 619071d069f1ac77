/** A backup of one kind of database restored into the other. Run where `npm test` has a PostgreSQL server. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client, escapeIdentifier } from 'pg';
import { backup } from './backup-command.mjs';
import { LEFT_OUT } from './backup-contents.mjs';
import { verifyBackup } from './backup-reader.mjs';
import { checkSnapshot } from './backup-snapshot-checks.mjs';
import {
  environment,
  everything,
  fill,
  restored,
  testFolder,
  withDatabases,
  writeBackupOf,
} from './backup-testing.mjs';
import { startPostgres } from '@latch/test-kit/local-postgres';
import { restore } from './restore-command.mjs';

const folder = testFolder();
const embedded = environment(join(folder, 'embedded'));
const local = process.env.TEST_DATABASE_URL ? undefined : await startPostgres();
const server = process.env.TEST_DATABASE_URL ?? local?.url ?? '';
const suffix = randomBytes(4).toString('hex');
const names = [`latch_todos_${suffix}`, `latch_auth_${suffix}`];
const [TODOS_DATABASE_URL, AUTH_DATABASE_URL] = names.map((name) => {
  const url = new URL(server);
  Object.assign(url, { pathname: `/${name}`, username: name, password: suffix });
  return url.href;
});
const postgres = environment(join(folder, 'unused'), { TODOS_DATABASE_URL, AUTH_DATABASE_URL });

before(async () => {
  // As docker/create-databases.sh makes them: each owned by a role that may do nothing else.
  for (const name of names) {
    await asAdministrator(`CREATE ROLE ${name} LOGIN PASSWORD '${suffix}'`);
    await asAdministrator(`CREATE DATABASE ${name} OWNER ${name}`);
  }
});
after(async () => {
  for (const name of names) {
    await asAdministrator(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await asAdministrator(`DROP ROLE IF EXISTS ${name}`);
  }
  await local?.destroy();
});

/** @param {string} statement */
async function asAdministrator(statement) {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

test('embedded to PostgreSQL and back, column by column', async () => {
  const expected = await withDatabases(embedded, async (databases) => {
    await fill(databases);
    await backup(['--output', join(folder, 'embedded.backup')], embedded);
    return everything(databases);
  });
  for (const table of LEFT_OUT.auth) expected[`auth.${table}`] = [];

  await restore([join(folder, 'embedded.backup'), '--yes'], postgres);
  assert.deepEqual(await withDatabases(postgres, everything), restored(expected));

  await backup(['--output', join(folder, 'postgres.backup')], postgres);
  await restore([join(folder, 'postgres.backup'), '--yes'], embedded);
  assert.deepEqual(await withDatabases(embedded, everything), restored(restored(expected)));
});

test('a snapshot is of one moment, and lets others work while it is read', () =>
  withDatabases(postgres, checkSnapshot));

test('on PostgreSQL too, a row that breaks a rule changes nothing, nor whose schema it is', async () => {
  const owner = () =>
    withDatabases(postgres, async ([{ client }]) => {
      const { rows } = await client.query(
        `SELECT nspowner::regrole::text AS owner, nspacl FROM pg_namespace WHERE nspname = 'public'`,
      );
      return rows;
    });
  const [old, oldOwner] = [await withDatabases(postgres, everything), await owner()];
  const { header } = await verifyBackup(join(folder, 'postgres.backup'));
  const bad = join(folder, 'bad.backup');
  const row = { id: '1', name: 'n', email: null, emailVerified: true, createdAt: 'now', updatedAt: 'now' };
  await writeBackupOf(bad, header.databases, [
    { database: 'todos', table: 'todos', rows: [] },
    { database: 'auth', table: 'user', rows: [JSON.stringify(row)] },
    { database: 'auth', table: 'account', rows: [] },
  ]);
  await assert.rejects(
    restore([bad, '--yes', '--access', 'backup'], postgres),
    /null value in column "email".*Nothing was changed/,
  );
  assert.deepEqual(await withDatabases(postgres, everything), old);

  await restore([join(folder, 'postgres.backup'), '--yes'], postgres);
  assert.deepEqual(await owner(), oldOwner);
});

test('on PostgreSQL too, a deleted account stays deleted where that is wanted, with its todos', async () => {
  const file = join(folder, 'postgres.backup');
  const gone = await withDatabases(postgres, async ([, { client }]) => {
    const { rows } = await client.query('DELETE FROM "user" WHERE email = $1 RETURNING id', ['4@example.com']);
    return rows[0].id;
  });
  const left = await withDatabases(postgres, everything);
  await assert.rejects(restore([file, '--yes'], postgres), /deleted, and their todos: 4@example\.com\n/);
  assert.deepEqual(await withDatabases(postgres, everything), left);

  await restore([file, '--yes', '--access', 'now'], postgres);
  const todos = await withDatabases(postgres, async ([{ client }, auth]) => {
    const { rows } = await client.query('SELECT DISTINCT user_id AS id FROM todos');
    const { rows: users } = await auth.client.query('SELECT id FROM "user"');
    assert.deepEqual(new Set(rows.map(({ id }) => id)), new Set(users.map(({ id }) => id)));
    return rows;
  });
  assert.equal(todos.length, 10);
  assert.ok(!todos.some(({ id }) => id === gone));
  await restore([file, '--yes', '--access', 'backup'], postgres);
});

test('a server that is connected is noticed, and nothing is touched', async () => {
  const backend = new Client({ connectionString: TODOS_DATABASE_URL, application_name: 'latch-backend' });
  await backend.connect();
  try {
    await assert.rejects(
      restore([join(folder, 'postgres.backup'), '--yes'], postgres),
      /latch-backend is connected to the todos database/,
    );
  } finally {
    await backend.end();
  }
});

test('a table that somebody holds on to makes the restore give up, and nothing is changed', async () => {
  const holder = new Client({ connectionString: AUTH_DATABASE_URL });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`SELECT FROM ${escapeIdentifier('user')}`);
    const restoring = restore([join(folder, 'postgres.backup'), '--yes'], postgres);
    await assert.rejects(restoring, /lock timeout.*Nothing was changed/);
  } finally {
    await holder.end();
  }
});
