import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { closeDatabases } from './backup-databases.mjs';
import { backup } from './backup-command.mjs';
import { verifyBackup } from './backup-reader.mjs';
import { environment, everything, fill, openMigrated, testFolder, writeBackupOf } from './backup-testing.mjs';
import { migrate } from './restore-migrations.mjs';
import { restoreDatabases } from './restore-databases.mjs';
import { dropStaging, stage } from './restore-staging.mjs';
import { beginSwap, dropBefore, settle } from './restore-swap.mjs';

const folder = testFolder();
const env = environment(join(folder, 'data'));
const quietly = { say: () => {}, before: async () => {} };

/** @type {Awaited<ReturnType<typeof openMigrated>>} */
let databases;
/** @type {Record<string, string[]>} */
let old;
before(async () => {
  databases = await openMigrated(env);
  await fill(databases);
  old = await everything(databases);
});
after(() => closeDatabases(databases));

/**
 * A backup of the same schema with other rows in it.
 * @param {string} name
 * @param {string[]} todos
 * @param {string[]} [owners]
 */
async function backupWith(name, todos, owners = []) {
  const own = join(folder, 'own.backup');
  await backup(['--output', own], env);
  const { header } = await verifyBackup(own);
  rmSync(own);
  const file = join(folder, name);
  const user = {
    id: 'u',
    name: 'U',
    email: 'u@example.com',
    emailVerified: true,
    createdAt: 'now',
    updatedAt: 'now',
    twoFactorEnabled: false,
    role: 'admin',
    banned: false,
  };
  await writeBackupOf(file, header.databases, [
    { database: 'todos', table: 'todos', rows: todos },
    { database: 'todos', table: 'owners', rows: owners },
    { database: 'auth', table: 'user', rows: [JSON.stringify(user)] },
    { database: 'auth', table: 'account', rows: [] },
  ]);
  return { file, backup: await verifyBackup(file) };
}

const todo = (/** @type {number} */ number, title = 'restored') =>
  JSON.stringify({
    user_id: 'u',
    id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    title,
    notes: '',
    version: 1,
    priority: 4,
    project_id: '00000000-0000-7000-8000-000000000000',
    position: 'a0',
    field_versions: {},
    reminders: [],
    created_at: '2026-01-02',
    updated_at: '2026-01-02',
    create_digest: '\\x00',
    revision: 0,
  });

async function schemas() {
  const names = [];
  for (const { client } of databases) {
    const { rows } = await client.query(`SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'latch%'`);
    names.push(...rows.map(({ name }) => name));
  }
  return names;
}

test('a row that breaks a rule leaves the old state exactly, in both databases', async () => {
  const rows = Array.from({ length: 2500 }, (_, number) => todo(number));
  const { file, backup } = await backupWith('broken.backup', [...rows, todo(2500, '')]);
  await assert.rejects(
    restoreDatabases(databases, backup, file, quietly),
    /violates check constraint "todos_title_length".*Nothing was changed/,
  );
  assert.deepEqual(await everything(databases), old);
  assert.deepEqual(await schemas(), []);
});

test('a restore that is stopped leaves the old state', async () => {
  const { file, backup } = await backupWith('stopped.backup', [todo(1)]);
  const stop = new AbortController();
  const say = (/** @type {string} */ line) => line.includes('auth') && stop.abort(new Error('stopped'));
  const options = { ...quietly, say, signal: stop.signal };
  await assert.rejects(restoreDatabases(databases, backup, file, options), /stopped.*Nothing was changed/);
  assert.deepEqual(await everything(databases), old);
  assert.deepEqual(await schemas(), []);
});

test('tables that are not Latch’s are neither replaced nor restored', async () => {
  const [{ client }] = databases;
  await client.query('CREATE TABLE news (id int); INSERT INTO news VALUES (1)');
  const withNews = await everything(databases);
  const { file, backup } = await backupWith('foreign.backup', [todo(1)]);
  await assert.rejects(
    restoreDatabases(databases, backup, file, quietly),
    /todos database holds tables that are not Latch's \(news\).*Nothing was changed/s,
  );
  assert.deepEqual(await everything(databases), withNews);
  await client.query('DROP TABLE news');
  await stage(databases[0], backup, file).then((foreign) => assert.deepEqual(foreign, ['news']));
  await dropStaging(databases[0]);
});

test('a backup made before there were projects puts its todos into an Inbox, the newest first', async () => {
  const { file, backup: own } = await backupWith('own-schema.backup', []);
  const { todos: now, auth } = own.header.databases;
  assert.ok(now && auth);
  const names = ['user_id', 'id', 'title', 'notes', 'completed_at', 'deleted_at', 'version', 'created_at'];
  const table = { name: 'todos', columns: [...names, 'updated_at', 'create_digest'] };
  const todos = { migrations: now.migrations.slice(0, 1), tables: [table] };
  const old = (/** @type {number} */ number) => {
    const {
      priority: _p,
      project_id: _i,
      position: _o,
      field_versions: _f,
      revision: _r,
      ...row
    } = JSON.parse(todo(number));
    return JSON.stringify({ ...row, created_at: `2026-01-0${number}` });
  };
  const rows = [1, 2, 3].map(old);
  await writeBackupOf(file, { todos, auth }, [{ database: 'todos', table: 'todos', rows }]);
  const target = environment(join(folder, 'from-before'));
  const restored = await openMigrated(target);
  try {
    await restoreDatabases(restored, await verifyBackup(file), file, quietly);
    const { rows: found } = await restored[0].client.query(
      `SELECT todos.id, projects.inbox FROM todos JOIN projects ON projects.user_id = todos.user_id
         AND projects.id = todos.project_id ORDER BY todos.position`,
    );
    assert.deepEqual(
      found,
      [3, 2, 1].map((number) => ({ id: JSON.parse(todo(number)).id, inbox: true })),
    );
  } finally {
    await closeDatabases(restored);
  }
});

test('something that cannot be moved keeps both databases as they were', async () => {
  const { file, backup } = await backupWith('stuck.backup', [todo(1)]);
  const [todos, auth] = databases;
  const clientThatMakesAType = new Proxy(todos.client, {
    get:
      (client, name) =>
      async (/** @type {any} */ ...args) => {
        if (args[0] === 'CREATE SCHEMA latch_restore')
          return client.query('CREATE SCHEMA latch_restore; CREATE TYPE latch_restore.colour AS ENUM ()');
        return /** @type {any} */ (client)[name](...args);
      },
  });
  await assert.rejects(
    restoreDatabases([{ ...todos, client: clientThatMakesAType }, auth], backup, file, quietly),
    /latch_restore.*Nothing was changed/,
  );
  assert.deepEqual(await everything(databases), old);
});

test('a restore killed between its last steps is put back, or was complete; nothing starts before that', async () => {
  const { file, backup } = await backupWith('settled.backup', [todo(1)]);
  const [todos, auth] = databases;
  const swap = async (/** @type {typeof todos} */ database) => {
    await beginSwap(database);
    await database.client.query('COMMIT');
  };
  const stageBoth = async () => {
    for (const database of databases) await stage(database, backup, file);
  };

  await stageBoth();
  await swap(auth);
  await assert.rejects(migrate(auth, {}), /--put-back/);
  assert.equal(await settle(databases), 'put back');
  assert.deepEqual(await everything(databases), old);

  await stageBoth();
  await swap(auth);
  await swap(todos);
  for (const database of databases) await assert.rejects(migrate(database, {}), /--put-back/);
  assert.equal(await settle(databases), 'put back');
  assert.deepEqual(await everything(databases), old);

  await stageBoth();
  await swap(auth);
  await swap(todos);
  await dropBefore(auth);
  await assert.rejects(migrate(todos, {}), /--put-back/);
  assert.equal(await settle(databases), 'completed');
  assert.equal(await settle(databases), 'nothing');
  const now = await everything(databases);
  assert.deepEqual([now['todos.todos']?.length, now['auth.user']?.length, now['auth.session']], [1, 1, []]);
  for (const database of databases) await migrate(database, {});
  assert.deepEqual(await schemas(), []);
});

test('no number of a change is given out again, whatever was restored before', async () => {
  const [{ client }] = databases;
  const owner = JSON.stringify({ user_id: 'u', revision: 5, forgotten_revision: 0, day_start: 0, week_start: 1 });
  const [early, later] = [await backupWith('early.backup', []), await backupWith('later.backup', [], [owner])];
  await client.query(`INSERT INTO owners VALUES ('u', 7), ('nobody', 7)`);
  for (const { file, backup } of [early, later, later, early]) {
    await client.query('UPDATE owners SET revision = revision + 1000');
    const read = await client.query(`SELECT revision FROM owners WHERE user_id = 'u'`);
    await restoreDatabases(databases, backup, file, quietly);
    const { rows } = await client.query('SELECT * FROM owners');
    assert.equal(rows.map(({ user_id: id }) => id).join(), 'u');
    assert.ok(BigInt(rows[0].forgotten_revision) > BigInt(read.rows[0].revision));
    assert.equal(rows[0].revision, rows[0].forgotten_revision);
  }
});

test('a restore killed with its process while it loads changes nothing, and the next one succeeds', async () => {
  const rows = Array.from({ length: 20_000 }, (_, number) => todo(number));
  const { file } = await backupWith('killed.backup', rows);
  const before = await everything(databases);
  await closeDatabases(databases);
  const args = [
    '--input-type=module',
    '-e',
    'await (await import("./restore-command.mjs")).restore(process.argv.slice(1), process.env)',
  ];
  const child = spawn(process.execPath, [...args, '--', file, '--yes'], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const piece of child.stdout.setEncoding('utf8')) {
    output += piece;
    if (output.includes('Loading the todos database')) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');
  assert.doesNotMatch(output, /Restored/);

  databases = await untilFree(() => openMigrated(env));
  assert.deepEqual(await everything(databases), before);
  await restoreDatabases(databases, await verifyBackup(file), file, quietly);
  assert.equal((await everything(databases))['todos.todos']?.length, 20_000);
});

/**
 * The embedded databases of a killed process notice in a moment that it is gone.
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function untilFree(work) {
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline || !/is running/.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
