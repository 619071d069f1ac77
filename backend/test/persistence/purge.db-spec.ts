import { randomUUID } from 'node:crypto';
import { migratedDatabase, type TestDatabase } from '@latch/test-kit/databases';
import { DataSource } from 'typeorm';
import { TodoTrashService } from '../../src/todos/commands/todo-trash.service.js';
import { PurgeService } from '../../src/trash/purge.service.js';
import { type TestApp, createTestApp } from '../support/create-test-app.js';

const { jest } = import.meta;
const TABLES = ['todos', 'projects', 'sections', 'labels', 'filters'];

describe('What was deleted or changed', () => {
  let scratch: TestDatabase;
  let replicas: TestApp[];
  let database: DataSource;
  let userId: string;

  beforeAll(async () => {
    scratch = await migratedDatabase();
    const variables = { TODOS_DATABASE_URL: scratch.url };
    replicas = [await createTestApp({ variables }), await createTestApp({ variables })];
    database = replicas[0]!.app.get(DataSource);
  });
  beforeEach(async () => {
    await database.query(
      'TRUNCATE todos, projects, sections, labels, filters, todo_labels, events, gone, owners, erased_owners',
    );
    userId = randomUUID();
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await scratch.drop();
  });

  const columns: Record<string, [string, string]> = {
    todos: ['title, project_id, position', '$2, gen_random_uuid(), $2'],
    projects: ['name, position', '$2, $2'],
    sections: ['name, project_id, position', '$2, gen_random_uuid(), $2'],
    labels: ['name', '$2 || n'],
    filters: ['name, query, position', '$2 || n, $2, $2'],
  };

  /** Of each table as many, named by their age. @param age null for what is not deleted */
  async function insertDeleted(count: number, age: string | null): Promise<void> {
    for (const table of TABLES) {
      const [names, values] = columns[table]!;
      await database.query(
        `INSERT INTO ${table} (user_id, id, deleted_at, create_digest, ${names})
         SELECT $1, gen_random_uuid(), now() - $3::interval, '', ${values} FROM generate_series(1, $4) n`,
        [userId, age ?? 'here', age, count],
      );
    }
    // Each todo with one label, and each label on one todo.
    await database.query(
      `INSERT INTO todo_labels SELECT $1, todo.id, label.id
       FROM (SELECT id, row_number() OVER () AS n FROM todos WHERE title = $2) AS todo
       JOIN (SELECT id, row_number() OVER () AS n FROM labels WHERE name LIKE $2 || '%') AS label USING (n)`,
      [userId, age ?? 'here'],
    );
  }

  async function insertChanges(count: number, age: string, from: number): Promise<void> {
    await database.query(
      `INSERT INTO events SELECT $1, n, seq, gen_random_uuid(), now() - $2::interval, 'change', NULL,
         'todo', gen_random_uuid(), $2, 'title', '1', '2'
       FROM generate_series($3::int, $3::int + $4::int - 1) n, generate_series(0, 1) seq`,
      [userId, age, from, count],
    );
  }

  const countOf = async (table: string) =>
    (await database.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

  it('goes for good after 30 days, and nothing younger does', async () => {
    for (const age of ['31 days', '29 days', null]) await insertDeleted(1, age);
    await insertChanges(1, '31 days', 1);
    await insertChanges(1, '29 days', 2);
    expect(await replicas[0]!.app.get(PurgeService).purge()).toEqual({ things: 5, changes: 1 });
    for (const table of TABLES) {
      const name = table === 'todos' ? 'title' : 'name';
      const rows = await database.query<{ age: string }[]>(
        `SELECT rtrim(${name}, '1') AS age FROM ${table} ORDER BY 1`,
      );
      expect(rows.map(({ age }) => age)).toEqual(['29 days', 'here']);
    }
    expect(await database.query('SELECT DISTINCT title FROM events')).toEqual([{ title: '29 days' }]);
    expect([await countOf('events'), await countOf('todo_labels')]).toEqual([2, 2]);
  });

  it('is forgotten of everybody else though somebody is erased meanwhile', async () => {
    const [erased, other] = [randomUUID(), randomUUID()].toSorted();
    for (const owner of [erased, other])
      await database.query(`INSERT INTO gone VALUES ($1, 1, gen_random_uuid(), 'todo', now() - interval '91 days')`, [
        owner,
      ]);
    await database.query(
      `INSERT INTO erased_owners VALUES (sha256(convert_to($1, 'UTF8')), now() + interval '30 seconds')`,
      [erased],
    );
    await replicas[0]!.app.get(PurgeService).purge();
    expect(await database.query('SELECT user_id FROM gone')).toEqual([{ user_id: erased }]);
  });

  it('leaves no trace of somebody who was erased before their turn came', async () => {
    const { app } = replicas[0]!;
    const found = jest.spyOn(app.get(TodoTrashService), 'aged');
    found.mockResolvedValueOnce([{ userId, ids: [randomUUID()] }]);
    expect(await app.get(PurgeService).purge()).toEqual({ things: 0, changes: 0 });
    found.mockRestore();
    expect(await database.query('SELECT FROM owners WHERE user_id = $1', [userId])).toEqual([]);
  });

  it('goes in pieces by two replicas at once, each row by one of them', async () => {
    await insertDeleted(600, '40 days');
    await insertChanges(1_200, '40 days', 1);
    const purges = await Promise.all(replicas.map(({ app }) => app.get(PurgeService).purge()));
    expect(purges.reduce((sum, { things }) => sum + things, 0)).toBe(5 * 600);
    expect(purges.reduce((sum, { changes }) => sum + changes, 0)).toBe(1_200);
    for (const table of [...TABLES, 'todo_labels', 'events']) expect(await countOf(table)).toBe(0);
  });
});
