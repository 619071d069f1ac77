import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { emptyDatabase, sql, type TestDatabase } from '@latch/test-kit/databases';
import { Client } from 'pg';
import { migrationNames } from '../../src/database/migrations/index.js';
import { runMigrations } from '../../src/database/run-migrations.js';
import { keyBetween } from '@latch/domain/order-key';

const MIGRATE = fileURLToPath(new URL('../../dist/database/migrate.js', import.meta.url));

const WAITING = `SELECT FROM pg_locks WHERE NOT granted AND locktype = 'relation'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const TABLES = [
  'erased_owners',
  'events',
  'filters',
  'gone',
  'labels',
  'migrations',
  'owners',
  'projects',
  'search_entries',
  'search_progress',
  'sections',
  'todo_labels',
  'todos',
];

describe('Migrations', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await emptyDatabase();
  });
  afterEach(() =>
    query(`DROP SCHEMA IF EXISTS latch_restore, latch_before_restore CASCADE; DROP SCHEMA public CASCADE;
      CREATE SCHEMA public`),
  );
  afterAll(() => database.drop());

  const migrate = (direction = 'up') =>
    promisify(execFile)(process.execPath, [MIGRATE, direction], {
      env: { ...process.env, NODE_OPTIONS: '', TODOS_DATABASE_URL: database.url },
    });

  const query = <Row extends object>(statement: string) => sql<Row>(database.url, statement);

  const tables = async (schema = 'public') =>
    (
      await query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = '${schema}' ORDER BY 1`)
    ).map(({ name }) => name);

  const columns = () =>
    query(`SELECT table_name, column_name, data_type, column_default, is_nullable FROM information_schema.columns
      WHERE table_schema = 'public' ORDER BY table_name, column_name`);

  const indexes = () => query(`SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`);

  it('can be run by several processes at once, each time to the end', async () => {
    await Promise.all([migrate(), migrate(), migrate()]);
    expect(await tables()).toEqual(TABLES);
    expect(await query('SELECT name FROM migrations ORDER BY id')).toEqual(migrationNames.map((name) => ({ name })));
  });

  it('wait for each other, however close together they start', async () => {
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 6 }, () => runMigrations(database.url, 'up')));
      for (const _ of migrationNames) await runMigrations(database.url, 'down');
    }
    expect(await tables()).toEqual(['migrations']);
  });

  it('do nothing when there is nothing to do', async () => {
    await migrate();
    await query(
      `INSERT INTO todos (user_id, id, title, create_digest, project_id, position)
       VALUES ('u', gen_random_uuid(), 'kept', '', gen_random_uuid(), 'a0')`,
    );
    await migrate();
    expect(await query('SELECT title FROM todos')).toEqual([{ title: 'kept' }]);
  });

  it('go back one step at a time to what the one before it had made, and forth again', async () => {
    const made: unknown[] = [];
    for (const to of migrationNames) {
      await runMigrations(database.url, 'up', { to });
      made.push([await columns(), await indexes()]);
    }
    for (const before of made.slice(0, -1).toReversed()) {
      await migrate('down');
      expect([await columns(), await indexes()]).toEqual(before);
    }
    await migrate('down');
    expect(await tables()).toEqual(['migrations']);
    await migrate();
    expect(await tables()).toEqual(TABLES);
    expect([await columns(), await indexes()]).toEqual(made.at(-1));
  });

  it('say so when they cannot be run', async () => {
    await expect(migrate('sideways')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('sideways') });
  });

  it('make a schema beside the one in use, up to the migration that is asked for', async () => {
    await query('CREATE SCHEMA latch_restore');
    await runMigrations(database.url, 'up', { schema: 'latch_restore', to: migrationNames[0] });
    expect(await query('SELECT name FROM latch_restore.migrations')).toEqual([{ name: migrationNames[0] }]);
    expect(await tables()).toEqual([]);

    await runMigrations(database.url, 'up', { schema: 'latch_restore' });
    await runMigrations(database.url, 'up');
    expect(await tables()).toEqual(await tables('latch_restore'));
    await expect(runMigrations(database.url, 'up', { to: 'Unknown1' })).rejects.toThrow('Unknown1');
  });

  it('do not go on where a restore was interrupted half-way', async () => {
    await query('CREATE SCHEMA latch_before_restore');
    await expect(migrate()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npm run restore -- --put-back'),
    });
    expect(await tables()).toEqual([]);
  });

  it('let nobody have two Inboxes, no matter who writes', async () => {
    await runMigrations(database.url, 'up');
    const addInbox = (owner: string) =>
      query(`INSERT INTO projects (user_id, id, name, inbox, position)
        VALUES ('${owner}', gen_random_uuid(), 'Inbox', true, 'a0')`);
    await addInbox('ada');
    await addInbox('grace');
    await expect(addInbox('ada')).rejects.toThrow('projects_inbox');
  });

  it('keep the text of a todo within its limits, no matter who writes', async () => {
    await migrate();
    const insert = (title: string, notes: string) =>
      query(
        `INSERT INTO todos (user_id, id, title, notes, create_digest, project_id, position)
         VALUES ('u', gen_random_uuid(), ${title}, ${notes}, '', gen_random_uuid(), 'a0')`,
      );
    await expect(insert(`''`, `''`)).rejects.toThrow('todos_title_length');
    await expect(insert(`repeat('x', 501)`, `''`)).rejects.toThrow('todos_title_length');
    await expect(insert(`'x'`, `repeat('x', 20001)`)).rejects.toThrow('todos_notes_length');
  });

  it('let no todo repeat without a date, nor by anything but a rule, no matter who writes', async () => {
    await migrate();
    const insert = (due: string, recurrence: string) =>
      query(
        `INSERT INTO todos (user_id, id, title, create_digest, project_id, position, due, recurrence)
         VALUES ('u', gen_random_uuid(), 'x', '', gen_random_uuid(), 'a0', ${due}, ${recurrence})`,
      );
    await expect(insert('NULL', `'{"rule":"FREQ=DAILY","anchor":"2026-11-30","from":"due"}'`)).rejects.toThrow(
      'needs_due',
    );
    for (const recurrence of [
      `'{}'`,
      `'[]'`,
      `'"FREQ=DAILY"'`,
      `'{"rule":"FREQ=DAILY","anchor":"2026-11-30","from":"now"}'`,
    ])
      await expect(insert(`'2026-11-30'`, recurrence)).rejects.toThrow('todos_recurrence');
  });

  it('let no todo remind of itself but some minutes before, at most five times, no matter who writes', async () => {
    await migrate();
    const insert = (reminders: string) =>
      query(
        `INSERT INTO todos (user_id, id, title, create_digest, project_id, position, reminders)
         VALUES ('u', gen_random_uuid(), 'x', '', gen_random_uuid(), 'a0', '${reminders}')`,
      );
    await insert('{0,5,10,1440,40320}');
    for (const reminders of ['{-1}', '{40321}', '{NULL}', '{0,1,2,3,4,5}'])
      await expect(insert(reminders)).rejects.toThrow('todos_reminders');
  });

  describe('from todos alone to todos in projects', () => {
    const OLD = 'user_id, id, title, notes, completed_at, deleted_at, version, created_at, updated_at, create_digest';
    const rows = () => query(`SELECT ${OLD} FROM todos ORDER BY user_id, id`);

    async function insertOld(): Promise<void> {
      await query(
        `INSERT INTO todos (user_id, id, title, notes, completed_at, deleted_at, version, created_at, create_digest)
         SELECT 'user ' || n % 3, gen_random_uuid(), 'Todo ' || n, 'notes ' || n, CASE WHEN n % 4 = 0 THEN now() END,
           CASE WHEN n % 5 = 0 THEN now() END, n, timestamptz '2026-01-01' + n * interval '1 minute', 'x'
         FROM generate_series(1, 12000) n`,
      );
    }

    beforeEach(() => runMigrations(database.url, 'up', { to: migrationNames[0] }));

    it('put every todo into its owner’s Inbox, the newest first, and leave it as it was', async () => {
      await insertOld();
      const before = await rows();
      await runMigrations(database.url, 'up');
      expect(await rows()).toEqual(before);
      expect(await query('SELECT user_id, name, inbox FROM projects ORDER BY user_id')).toEqual(
        [0, 1, 2].map((n) => ({ user_id: `user ${n}`, name: 'Inbox', inbox: true })),
      );
      const byPosition = await query<{ title: string; position: string }>(
        `SELECT title, todos.position FROM todos JOIN projects ON projects.user_id = todos.user_id AND projects.id = list_id
         WHERE todos.user_id = 'user 1' ORDER BY todos.position`,
      );
      const titles = Array.from({ length: 4_000 }, (_, n) => `Todo ${3 * n + 1}`).toReversed();
      expect(byPosition.map(({ title }) => title)).toEqual(titles);
      for (const [index, { position }] of byPosition.entries())
        expect(keyBetween(byPosition[index - 1]?.position ?? null, position) < position).toBe(true);
      const wrong = await query(
        'SELECT FROM todos WHERE deleted_with IS DISTINCT FROM (CASE WHEN deleted_at IS NOT NULL THEN id END)',
      );
      expect(wrong).toEqual([]);
    });

    it('go back and forth with all todos', async () => {
      await insertOld();
      const before = await rows();
      const oldIndexes = await indexes();
      await runMigrations(database.url, 'up', { to: migrationNames[1] });
      const made = [await indexes(), await tables()];
      await runMigrations(database.url, 'down');
      expect([await rows(), await indexes(), await tables()]).toEqual([before, oldIndexes, ['migrations', 'todos']]);
      await runMigrations(database.url, 'up', { to: migrationNames[1] });
      expect([await rows(), await indexes(), await tables()]).toEqual([before, ...made]);
    });
  });

  describe('from a history of two tables to one of one', () => {
    const at = migrationNames.indexOf('HistoryInOneTable1764460800000');
    const changes = () => query('SELECT * FROM changes ORDER BY user_id, revision');
    const events = () => query('SELECT * FROM events ORDER BY user_id, revision, seq');

    /** Of 3,000 changes every second has two events, every third undoes one, and every tenth has none. */
    const insertHistory = () =>
      query(`
        INSERT INTO changes SELECT 'user ' || n % 3, n, gen_random_uuid(), 'user ' || n % 3, timestamptz '2026-01-01' + n * interval '1 minute',
          CASE WHEN n % 3 = 0 THEN 'undo' ELSE 'change' END, CASE WHEN n % 3 = 0 THEN gen_random_uuid() END
        FROM generate_series(1, 3000) n;
        INSERT INTO events SELECT user_id, revision, seq, 'todo', gen_random_uuid(), 'Todo ' || revision, 'field ' || seq,
          CASE WHEN revision % 4 > 0 THEN to_jsonb(revision) END, jsonb_build_object('of', id)
        FROM changes, generate_series(0, 1) seq WHERE revision % 10 > 0 AND seq <= revision % 2`);

    it('goes up and down with all of it, a change without events too', async () => {
      await runMigrations(database.url, 'up', { to: migrationNames[at - 1] });
      await insertHistory();
      const before = [await changes(), await events()];
      expect(before.map(({ length }) => length)).toEqual([3_000, 2_700 + 1_500]);
      await runMigrations(database.url, 'up', { to: migrationNames[at] });
      expect(await events()).toHaveLength(3_000 + 1_500);
      expect(await query('SELECT FROM events WHERE entity IS NULL')).toHaveLength(300);
      await migrate('down');
      expect([await changes(), await events()]).toEqual(before);
    });

    /** What changes write to besides, before their history. */
    const HISTORY = {
      'to the history in one table': [
        at,
        `INSERT INTO changes VALUES ('ada', 1, gen_random_uuid(), 'ada', now(), 'change')`,
      ],
      'to the feed': [
        at + 1,
        `INSERT INTO todos (user_id, id, title, create_digest, project_id, position) VALUES ('ada', gen_random_uuid(), 't', '', gen_random_uuid(), 'a0')`,
      ],
    } as const;

    it.each(Object.entries(HISTORY))(
      '%s waits for changes that are under way, and lets them end',
      async (_to, [number, last]) => {
        await runMigrations(database.url, 'up', { to: migrationNames[number - 1] });
        // An embedded database answers nobody while a transaction goes on.
        if ((await query<{ version: string }>('SELECT version()'))[0]!.version.includes('PGlite')) return;
        const writer = new Client(database.url);
        await writer.connect();
        await writer.query('BEGIN');
        await writer.query(`INSERT INTO owners VALUES ('ada', 1)`);
        await writer.query(`INSERT INTO labels (user_id, id, name) VALUES ('ada', gen_random_uuid(), 'home')`);
        const migrating = runMigrations(database.url, 'up');
        while ((await query(WAITING)).length === 0) await pause(5);
        await writer.query(last);
        await writer.query('COMMIT');
        await writer.end();
        await migrating;
        expect(await query(`SELECT name FROM labels WHERE user_id = 'ada'`)).toEqual([{ name: 'home' }]);
      },
    );
  });
});
