import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { DeletedTodosSweeper } from '../../src/todos/deleted-todos.sweeper.js';
import { type TestApp, createTestApp } from '../support/create-test-app.js';

describe('The bin', () => {
  let replicas: TestApp[];
  let database: DataSource;
  let userId: string;

  beforeAll(async () => {
    replicas = [await createTestApp(), await createTestApp()];
    database = replicas[0]!.app.get(DataSource);
  });
  beforeEach(() => {
    userId = randomUUID();
  });
  afterAll(() => Promise.all(replicas.map((replica) => replica.close())));

  async function insert(count: number, deleted: string): Promise<void> {
    await database.query(
      `INSERT INTO todos (user_id, id, title, create_digest, deleted_at)
       SELECT $1, gen_random_uuid(), $2::text, '', now() - $2::text::interval FROM generate_series(1, $3)`,
      [userId, deleted, count],
    );
  }

  const left = async () =>
    (await database.query<{ title: string }[]>('SELECT DISTINCT title FROM todos WHERE user_id = $1', [userId])).map(
      ({ title }) => title,
    );

  it('is emptied of what was deleted more than 30 days ago, and of nothing else', async () => {
    await insert(1, '31 days');
    await insert(1, '29 days');
    await replicas[0]!.app.get(DeletedTodosSweeper).sweep();
    expect(await left()).toEqual(['29 days']);
  });

  it('is emptied in pieces by two replicas at once, each todo by one of them', async () => {
    await insert(1_700, '40 days');
    const removed = await Promise.all(replicas.map(({ app }) => app.get(DeletedTodosSweeper).sweep()));
    expect(removed.reduce((sum, count) => sum + count, 0)).toBe(1_700);
    expect(await left()).toEqual([]);
  });
});
