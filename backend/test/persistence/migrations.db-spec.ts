import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { migrationNames } from '../../src/database/migrations/index.js';
import { runMigrations } from '../../src/database/run-migrations.js';
import { openDatabase } from '../support/scratch-database.mjs';

const MIGRATE = fileURLToPath(new URL('../../dist/database/migrate.js', import.meta.url));

describe('Migrations', () => {
  let database: Awaited<ReturnType<typeof openDatabase>>;

  beforeAll(async () => {
    database = await openDatabase();
  });
  afterEach(() =>
    query(`DROP SCHEMA IF EXISTS latch_restore, latch_before_restore CASCADE; DROP SCHEMA public CASCADE;
      CREATE SCHEMA public`),
  );
  afterAll(() => database.close());

  const migrate = (direction = 'up') =>
    promisify(execFile)(process.execPath, [MIGRATE, direction], {
      env: { ...process.env, NODE_OPTIONS: '', TODOS_DATABASE_URL: database.url },
    });

  async function query<T>(statement: string): Promise<T[]> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query(statement)).rows as T[];
    } finally {
      await client.end();
    }
  }

  const tables = async (schema = 'public') =>
    (
      await query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = '${schema}' ORDER BY 1`)
    ).map(({ name }) => name);

  it('can be run by several processes at once, each time to the end', async () => {
    await Promise.all([migrate(), migrate(), migrate()]);
    expect(await tables()).toEqual(['migrations', 'todos']);
    expect(await query('SELECT name FROM migrations')).toEqual([{ name: 'CreateTodos1763683200000' }]);
  });

  it('wait for each other, however close together they start', async () => {
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 6 }, () => runMigrations(database.url, 'up')));
      await runMigrations(database.url, 'down');
    }
    expect(await tables()).toEqual(['migrations']);
  });

  it('do nothing when there is nothing to do', async () => {
    await migrate();
    await query(`INSERT INTO todos (user_id, id, title, create_digest) VALUES ('u', gen_random_uuid(), 'kept', '')`);
    await migrate();
    expect(await query('SELECT title FROM todos')).toEqual([{ title: 'kept' }]);
  });

  it('go back one step, and forth again', async () => {
    await migrate();
    await migrate('down');
    expect(await tables()).toEqual(['migrations']);
    await migrate();
    expect(await tables()).toEqual(['migrations', 'todos']);
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

  it('keep the text of a todo within its limits, whoever writes', async () => {
    await migrate();
    const insert = (title: string, notes: string) =>
      query(
        `INSERT INTO todos (user_id, id, title, notes, create_digest) VALUES ('u', gen_random_uuid(), ${title}, ${notes}, '')`,
      );
    await expect(insert(`''`, `''`)).rejects.toThrow('todos_title_length');
    await expect(insert(`repeat('x', 501)`, `''`)).rejects.toThrow('todos_title_length');
    await expect(insert(`'x'`, `repeat('x', 20001)`)).rejects.toThrow('todos_notes_length');
  });
});
