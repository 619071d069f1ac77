import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { runMigrations } from '../../src/database/run-migrations.js';
import type { TodoOrder, TodoStatus } from '../../src/todos/todo-cursor.js';
import type { Todo } from '../../src/todos/todo.entity.js';
import { TodoRepository } from '../../src/todos/todo.repository.js';
import { type TestApp, createTestApp } from '../support/create-test-app.js';
import { openDatabase } from '../support/scratch-database.mjs';

let scratch: Awaited<ReturnType<typeof openDatabase>>;
let backend: TestApp;
let todos: TodoRepository;
let database: DataSource;
let userId: string;

beforeAll(async () => {
  // Its own, since its large statements would hold up every other suite on an embedded database.
  scratch = await openDatabase();
  await runMigrations(scratch.url, 'up');
  backend = await createTestApp({ variables: { TODOS_DATABASE_URL: scratch.url } });
  todos = backend.app.get(TodoRepository);
  database = backend.app.get(DataSource);
});
beforeEach(() => {
  userId = randomUUID();
});
afterAll(async () => {
  await backend.close();
  await scratch.close();
});

/** Rows of `userId`, all made in the same millisecond; every third one is completed. */
async function insertAtOnce(count: number, at = '2026-11-21T09:00:00.123456Z'): Promise<void> {
  await database.query(
    `INSERT INTO todos (user_id, id, title, completed_at, create_digest, created_at)
     SELECT $1, gen_random_uuid(), 'Todo ' || n, CASE WHEN n % 3 = 0 THEN now() END, '', $3::timestamptz
     FROM generate_series(1, $2) n`,
    [userId, count, at],
  );
}

async function pageThrough(status: TodoStatus, order: TodoOrder, between: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  let after: Todo | undefined;
  for (;;) {
    const page = await todos.list(userId, status, order, 37, after);
    if (page.length === 0) return seen;
    seen.push(...page.map(({ id }) => id));
    after = page.at(-1);
    await between();
  }
}

describe('Paging through 500 todos made in one millisecond', () => {
  it.each<[TodoStatus, TodoOrder]>([
    ['all', 'newest'],
    ['all', 'oldest'],
    ['open', 'newest'],
    ['completed', 'oldest'],
  ])('%s, %s: each is seen once, though others are added meanwhile', async (status, order) => {
    await insertAtOnce(500);
    const expected = (await todos.list(userId, status, order, 1_000)).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(150);
    const elsewhere = order === 'newest' ? '2026-11-21T09:00:00.500Z' : '2026-11-21T08:00:00Z';
    const seen = await pageThrough(status, order, () => insertAtOnce(2, elsewhere));
    expect(seen).toEqual(expected);
  });
});

describe('A row', () => {
  it('keeps milliseconds and no more, so that a Date is all of it', async () => {
    await insertAtOnce(1);
    const [row] = await database.query(
      `SELECT created_at = date_trunc('milliseconds', created_at) AS whole FROM todos WHERE user_id = $1`,
      [userId],
    );
    expect(row).toEqual({ whole: true });
  });

  it('is changed by its owner alone', async () => {
    const id = uuidV7();
    await todos.insert({ userId, id, title: 'Mine', notes: '', createDigest: Buffer.alloc(16) });
    const eve = randomUUID();
    expect(await todos.find(eve, id)).toBeNull();
    expect(await todos.update(eve, id, { title: 'Hers' })).toBeNull();
    expect(await todos.delete(eve, id)).toBe(false);
    expect(await todos.restore(eve, id)).toBeNull();
    expect(await todos.find(userId, id)).toMatchObject({ title: 'Mine', version: 1, deletedAt: null });
  });
});

describe('Clearing and restoring 2,500 completed todos', () => {
  it('reaches each of them, and nobody else’s', async () => {
    const insert = (owner: string) =>
      database.query(
        `INSERT INTO todos (user_id, id, title, completed_at, create_digest)
         SELECT $1, gen_random_uuid(), 'Todo', now(), '' FROM generate_series(1, 2500)`,
        [owner],
      );
    const eve = randomUUID();
    await insert(userId);
    await insert(eve);
    const deletedAt = new Date();
    expect(await todos.clearCompleted(userId, deletedAt)).toBe(2_500);
    expect(await todos.count(userId)).toEqual({ open: 0, completed: 0 });
    expect(await todos.count(eve)).toEqual({ open: 0, completed: 2_500 });
    expect(await todos.restoreCleared(userId, deletedAt)).toBe(2_500);
    expect(await todos.count(userId)).toEqual({ open: 0, completed: 2_500 });
    await database.query('DELETE FROM todos WHERE user_id IN ($1, $2)', [userId, eve]);
  });
});

describe('The plans of PostgreSQL', () => {
  const prefix = randomUUID();

  beforeAll(async () => {
    await database.query(
      `INSERT INTO todos (user_id, id, title, completed_at, create_digest, created_at)
       SELECT $1 || n % 40, gen_random_uuid(), 'Todo ' || n, CASE WHEN n % 5 > 0 THEN now() END, '',
         now() - n * interval '1 minute'
       FROM generate_series(1, 10000) n`,
      [prefix],
    );
    // The planner goes by statistics and by what vacuum has seen, as it does on a server that has run for a while.
    await database.query('VACUUM (ANALYZE) todos');
  });
  afterAll(() => database.query(`DELETE FROM todos WHERE user_id LIKE $1 || '%'`, [prefix]));

  /** The plans of the statements that the work sends. */
  async function plansOf(work: (owner: string) => Promise<unknown>): Promise<string[]> {
    const sent: [string, unknown[]][] = [];
    const original = database.logger.logQuery.bind(database.logger);
    database.logger.logQuery = (query, parameters = []) => void sent.push([query, parameters as unknown[]]);
    await work(`${prefix}7`).finally(() => (database.logger.logQuery = original));
    const plans = sent.map(async ([query, parameters]) => {
      const rows = await database.query<Record<string, string>[]>(`EXPLAIN ${query}`, parameters);
      return rows.map((row) => Object.values(row)[0]).join('\n');
    });
    return Promise.all(plans);
  }

  const place = { createdAt: new Date(), id: uuidV7() };
  it.each<[string, string, (owner: string) => Promise<unknown>]>([
    ['all, newest', 'todos_by_creation', (owner) => todos.list(owner, 'all', 'newest', 51)],
    ['all, oldest', 'todos_by_creation', (owner) => todos.list(owner, 'all', 'oldest', 51)],
    ['open, newest', 'todos_open', (owner) => todos.list(owner, 'open', 'newest', 51)],
    ['open, oldest', 'todos_open', (owner) => todos.list(owner, 'open', 'oldest', 51)],
    ['completed, newest', 'todos_by_creation', (owner) => todos.list(owner, 'completed', 'newest', 51)],
    ['all after a cursor', 'todos_by_creation', (owner) => todos.list(owner, 'all', 'newest', 51, place)],
    ['open after a cursor', 'todos_open', (owner) => todos.list(owner, 'open', 'oldest', 51, place)],
    ['the counts', 'todos_by_creation', (owner) => todos.count(owner)],
    ['one todo', 'todos_pkey', (owner) => todos.find(owner, uuidV7())],
    ['a change', 'todos_pkey', (owner) => todos.update(owner, uuidV7(), { completed: true }, 1)],
    ['a batch brought back', 'todos_deleted', (owner) => todos.restoreCleared(owner, new Date(0))],
  ])('%s: by %s, never row after row', async (_name, index, work) => {
    const plans = await plansOf(work);
    expect(plans).toHaveLength(1);
    expect(plans[0]).not.toContain('Seq Scan');
    expect(plans[0]).toContain(index);
  });
});
