import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { backup } from './backup-command.mjs';
import { LEFT_OUT, allTables, contentsOf } from './backup-contents.mjs';
import { verifyBackup } from './backup-reader.mjs';
import { checkSnapshot } from './backup-snapshot-checks.mjs';
import { takeSnapshot } from './backup-snapshot.mjs';
import { closeDatabases } from './backup-databases.mjs';
import {
  environment,
  everything,
  fill,
  openMigrated,
  restored,
  testFolder,
  withDatabases,
  writeBackupOf,
} from './backup-testing.mjs';
import { Refusal } from '../settings/refusal.mjs';
import { restore } from './restore-command.mjs';
import { restoreDatabases } from './restore-databases.mjs';
import { continueSequences, insertRows } from './restore-staging.mjs';

const folder = testFolder();
const source = environment(join(folder, 'source'));
const nowhere = environment(join(folder, 'nowhere'));
const file = join(folder, 'filled.backup');
const backupToFile = () => backup(['--output', file], source);

/** They run while all of this happens, as with `npm start`. */
/** @type {Awaited<ReturnType<typeof openMigrated>>} */
let databases;
before(async () => void (databases = await openMigrated(source)));
after(() => closeDatabases(databases));

test('a table is in the backup unless it is left out on purpose', async () => {
  const [todos, auth] = databases;
  const named = async (/** @type {typeof todos} */ { client, name }) => ({
    all: (await allTables(client)).map(({ name }) => name).sort(),
    kept: (await contentsOf(client, name)).tables.map(({ name }) => name).sort(),
  });
  // A new table makes this fail, so that somebody decides about it.
  const kept = ['events', 'filters', 'gone', 'labels', 'owners', 'projects', 'sections', 'todo_labels', 'todos'];
  assert.deepEqual(await named(todos), { all: [...kept, 'migrations', ...LEFT_OUT.todos].sort(), kept });
  const aside = ['kysely_migration', 'kysely_migration_lock', ...LEFT_OUT.auth];
  const ofAccounts = ['account', 'auditEvent', 'invitation', 'passkey', 'twoFactor', 'user'];
  assert.deepEqual(await named(auth), { all: [...ofAccounts, ...aside].sort(), kept: ofAccounts });

  await todos.client.query('CREATE TABLE news (id int)');
  assert.deepEqual((await named(todos)).kept, [...kept, 'news'].sort());
  await todos.client.query('DROP TABLE news');
});

test('what is backed up comes back as it was, column by column, and sessions do not', async () => {
  await fill(databases);
  await backupToFile();
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const target = environment(join(folder, 'target'));
  await restore([file, '--yes'], target);
  const expected = await everything(databases);
  for (const table of ['todos', 'owners', 'projects', 'sections', 'labels', 'filters', 'todo_labels', 'events', 'gone'])
    assert.equal(expected[`todos.${table}`]?.length, 11);
  for (const table of LEFT_OUT.auth) {
    assert.notDeepEqual(expected[`auth.${table}`], []);
    expected[`auth.${table}`] = [];
  }
  assert.deepEqual(await withDatabases(target, everything), restored(expected));
});

test('a snapshot is of one moment, and lets others work while it is read', () => checkSnapshot(databases));

test('a backup that was killed is not in the way of the next', async () => {
  await takeSnapshot(databases);
  await backup(['--output', join(folder, 'next.backup')], source);
  for (const { client } of databases) {
    const { rows } = await client.query(`SELECT name FROM pg_cursors WHERE name LIKE 'latch%'`);
    assert.deepEqual(rows, []);
  }
});

test('rows of any kind of column go in as they came out', async () => {
  const [{ client }] = databases;
  const columns = `id serial, big bigint, exact numeric, approximate float8, moment timestamptz, bytes bytea, list text[],
      document jsonb, span interval, twice bigint GENERATED ALWAYS AS (big * 2) STORED, number bigint GENERATED ALWAYS AS IDENTITY`;
  await client.query(`CREATE TABLE odd (${columns}); CREATE TABLE even (LIKE odd INCLUDING ALL)`);
  await client.query(`ALTER TABLE even ALTER id DROP DEFAULT; CREATE SEQUENCE even_id OWNED BY even.id;
      ALTER TABLE even ALTER id SET DEFAULT nextval('even_id')`);
  await client.query(`INSERT INTO odd (big, exact, approximate, moment, bytes, list, document, span) VALUES
      (9007199254740993, 0.10000000000000000001, 0.1, '2026-01-02 03:04:05.678901+00', '\\x000aff', '{a,"b c",NULL}', '{"n": 9007199254740993}', '1 day 2 hours'),
      (NULL, NULL, 'NaN', 'infinity', NULL, '{}', '"null"', NULL)`);
  const table = (await allTables(client)).find(({ name }) => name === 'odd');
  const { rows } = await client.query(`SELECT row_to_json(odd)::text AS row FROM odd`);
  await insertRows(
    client,
    'even',
    table?.columns ?? [],
    rows.map(({ row }) => row),
  );
  const different = await client.query('(TABLE odd EXCEPT TABLE even) UNION ALL (TABLE even EXCEPT TABLE odd)');
  assert.deepEqual([different.rows, rows.length], [[], 2]);

  await continueSequences(client, 'even');
  const { rows: next } = await client.query('INSERT INTO even (big) VALUES (1) RETURNING id, number');
  assert.deepEqual(next, [{ id: 3, number: '3' }]);
  await client.query('DROP TABLE odd, even');
});

test('a torn, altered or foreign file is told from a backup', async () => {
  const whole = readFileSync(file);
  const text = gunzipSync(whole).toString();
  const flipped = Buffer.from(whole);
  flipped[Math.floor(whole.length / 2)] = (flipped[Math.floor(whole.length / 2)] ?? 0) ^ 1;
  /** @type {[Buffer | string, RegExp][]} */
  const cases = [
    [whole.subarray(0, whole.length - 20), /damaged/],
    [whole.subarray(0, 30), /damaged/],
    [Buffer.alloc(0), /damaged/],
    [flipped, /damaged/],
    [gzipSync(text.replace('0@example.com', '9@example.com')), /damaged/],
    [gzipSync(text.replace(/\n\["end".*/s, '\n')), /damaged/],
    [gzipSync(text.replace(/("counts":.*"todos":)11/, '$112')), /damaged/],
    [gzipSync(text.replace('"version":1', '"version":2')), /another version of Latch \(format 2, this one reads 1\)/],
    [gzipSync('hello\n'), /not a backup of Latch/],
    ['hello', /not a backup of Latch/],
  ];
  for (const [content, reason] of cases) {
    const bad = join(folder, 'bad.backup');
    writeFileSync(bad, content);
    await assert.rejects(verifyBackup(bad), (error) => error instanceof Refusal && reason.test(error.message));
  }
  await assert.rejects(verifyBackup(join(folder, 'nowhere')), /cannot be read/);
  const { counts } = await verifyBackup(file);
  assert.equal(counts.todos?.todos, 11);
  assert.deepEqual(counts.auth, { user: 11, account: 11, auditEvent: 11, invitation: 1, passkey: 11, twoFactor: 11 });
});

test('a backup that this Latch cannot take over changes nothing', async () => {
  const { header } = await verifyBackup(file);
  const { todos, auth } = header.databases;
  assert.ok(todos && auth);
  const old = await everything(databases);
  const bad = join(folder, 'other.backup');
  const newer = { ...todos, migrations: [...todos.migrations, 'AddColours1999999999999'] };
  const wider = { ...todos, tables: [{ name: 'todos', columns: ['user_id', 'colour'] }] };
  for (const [held, reason] of /** @type {[any, RegExp][]} */ ([
    [{ todos: newer, auth }, /made by a newer Latch \(AddColours1999999999999\)/],
    [{ todos }, /holds the databases todos, and this Latch has auth and todos/],
    [{ todos: wider, auth }, /no table \w+ with the columns Latch makes/],
    [{ todos: { ...todos, tables: [] }, auth }, /no table \w+ with the columns Latch makes/],
  ])) {
    await writeBackupOf(bad, held, []);
    const backup = await verifyBackup(bad);
    await assert.rejects(restoreDatabases(databases, backup, bad, { say: () => {}, before: async () => {} }), reason);
    assert.deepEqual(await everything(databases), old);
  }
});

test('nothing is written over, and without a terminal nothing is replaced unasked', async () => {
  await assert.rejects(backupToFile(), /is there already/);
  await assert.rejects(restore([file], nowhere), /Add --yes/);
  await assert.rejects(restore([file, '--yes'], source), /Latch is running/);
  await assert.rejects(backup([], nowhere), /nothing to back up yet/);
  await assert.rejects(restore([], source), /npm run restore -- FILE/);
  await assert.rejects(backup(['--keep', '0'], source), /--keep wants a number/);
  for (const output of ['unmounted/', 'unmounted/latch.backup'])
    await assert.rejects(backup(['--output', join(folder, output)], source), /There is no folder .*unmounted\.$/);
});

test('--keep leaves the newest, and files that are not ours', async () => {
  const kept = join(folder, 'kept');
  mkdirSync(kept);
  const others = ['latch-20200101T000000.000Z.backup.txt', 'before-restore-latch-20200101T000000.000Z.backup', 'notes'];
  for (const name of [...others, 'latch-20200101T000000.000Z.backup', 'latch-20210101T000000.000Z.backup'])
    copyFileSync(file, join(kept, name));
  const neverStarted = environment(join(folder, 'never-started'));
  await assert.rejects(backup(['--output', kept, '--keep', '1'], neverStarted), /nothing to back up/);
  assert.equal(readdirSync(kept).length, 5);

  await backup(['--output', kept, '--keep', '2'], source);
  const names = readdirSync(kept).filter((name) => !others.includes(name));
  assert.equal(names.length, 2);
  assert.equal(names[0], 'latch-20210101T000000.000Z.backup');
  assert.equal(readdirSync(kept).length, 5);
});
