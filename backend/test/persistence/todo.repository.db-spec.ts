import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ChangeService } from '../../src/history/change.service.js';
import { LONGEST_KEY } from '@latch/domain/order-key';
import { ProjectTodosService } from '../../src/todos/queries/project-todos.service.js';
import { TodoBulkService } from '../../src/todos/commands/todo-bulk.service.js';
import { TodoService } from '../../src/todos/commands/todo.service.js';
import type { TodoOrder, TodoStatus } from '../../src/todos/dto/todo-queries.js';
import { TodoListRepository } from '../../src/todos/queries/todo-list.repository.js';
import type { Todo } from '../../src/todos/todo.js';
import { type ScratchApp, createScratchApp } from '../support/create-scratch-app.js';

let backend: ScratchApp;
let lists: TodoListRepository;
let database: DataSource;
let userId: string;
const user = () => ({ userId, email: 'ada@example.com', name: null });

beforeAll(async () => {
  backend = await createScratchApp();
  lists = backend.app.get(TodoListRepository);
  ({ database } = backend);
});
beforeEach(() => {
  userId = randomUUID();
});
afterAll(() => backend.close());

/** Rows of `userId`, all made in the same millisecond; every third one is completed. */
async function insertAtOnce(count: number, at = '2026-11-21T09:00:00.123456Z'): Promise<void> {
  await database.query(
    `INSERT INTO todos (user_id, id, title, completed_at, create_digest, created_at, project_id, position)
     SELECT $1, gen_random_uuid(), 'Todo ' || n, CASE WHEN n % 3 = 0 THEN $3::timestamptz END, '', $3::timestamptz,
       gen_random_uuid(), 'a0'
     FROM generate_series(1, $2) n`,
    [userId, count, at],
  );
}

async function pageThrough(status: TodoStatus, order: TodoOrder, between: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  let last: Todo | undefined;
  for (;;) {
    const time = (status === 'completed' && last?.completedAt) || last?.createdAt;
    const page = await lists.all(userId, status, order, 37, last && [String(Date.parse(time!)), last.id]);
    if (page.length === 0) return seen;
    seen.push(...page.map(({ id }) => id));
    last = page.at(-1);
    await between();
  }
}

describe('Paging through 500 todos made in one millisecond', () => {
  it.each<[TodoStatus, TodoOrder]>([
    ['all', 'newest'],
    ['all', 'oldest'],
    ['open', 'newest'],
    ['completed', 'oldest'],
    ['completed', 'newest'],
  ])('%s, %s: each is seen once, though others are added meanwhile', async (status, order) => {
    await insertAtOnce(500);
    const expected = (await lists.all(userId, status, order, 1_000)).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(150);
    const elsewhere = order === 'newest' ? '2026-11-21T09:00:00.500Z' : '2026-11-21T08:00:00Z';
    const seen = await pageThrough(status, order, () => insertAtOnce(3, elsewhere));
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
});

describe('Clearing 2,500 completed todos', () => {
  it('reaches each of them, and nobody else’s', async () => {
    const owner = userId;
    const eve = (userId = randomUUID());
    await insertAtOnce(7_500);
    userId = owner;
    await insertAtOnce(7_500);
    expect(await backend.app.get(TodoBulkService).clearCompleted(user(), randomUUID())).toEqual({ count: 2_500 });
    expect(await lists.all(owner, 'completed', 'newest', 10)).toEqual([]);
    expect(await lists.all(owner, 'all', 'newest', 6_000)).toHaveLength(5_000);
    expect(await lists.all(eve, 'completed', 'newest', 3_000)).toHaveLength(2_500);
    await database.query('DELETE FROM todos');
  });
});

describe('A list whose keys grew long', () => {
  const order = async () => (await backend.app.get(ProjectTodosService).list(user(), 'inbox', { limit: 200 })).items;

  async function insertKeys(keys: string[]): Promise<string[]> {
    const inbox = randomUUID();
    await database.query(
      `INSERT INTO projects (user_id, id, name, inbox, position) VALUES ($1, $2, 'Inbox', true, 'a0')`,
      [userId, inbox],
    );
    for (const [index, key] of keys.entries())
      await database.query(
        `INSERT INTO todos (user_id, id, title, create_digest, project_id, position) VALUES ($1, gen_random_uuid(), $2, '', $3, $4)`,
        [userId, `${index}`, inbox, key],
      );
    return (await order()).map(({ id }) => id);
  }

  it('is numbered anew by a move between two of them, which is all that the history tells', async () => {
    const long = `a0${'V'.repeat(LONGEST_KEY - 2)}`;
    const [first, , third] = await insertKeys([long, `${long.slice(0, -1)}W`, 'a5']);
    await backend.app.get(TodoService).move(user(), randomUUID(), third!, { afterId: first! });
    const items = await order();
    expect(items.map(({ title }) => title)).toEqual(['0', '2', '1']);
    expect(items.every(({ position }) => position.length <= 3)).toBe(true);
    expect(await database.query('SELECT field FROM events WHERE user_id = $1', [userId])).toEqual([{ field: 'place' }]);
  });

  it('and one where two have the same key too', async () => {
    const [first, , third] = await insertKeys(['a0', 'a0', 'a5']);
    await backend.app.get(TodoService).move(user(), randomUUID(), third!, { afterId: first! });
    expect((await order()).map(({ id }) => id).indexOf(third!)).toBe(1);
  });
});

describe('A change', () => {
  const events = () =>
    database.query<object[]>('SELECT field, revision, seq FROM events WHERE user_id = $1 ORDER BY revision, seq', [
      userId,
    ]);
  const event = { entity: 'todo' as const, entityId: randomUUID(), title: 'x', before: null, after: [1] };

  it('that fails leaves nothing behind', async () => {
    const run = backend.app.get(ChangeService).run(user(), undefined, async (change) => {
      change.record({ ...event, field: 'title' });
      await change.manager.query('SELECT 1');
      throw new TypeError('on purpose');
    });
    await expect(run).rejects.toThrow('on purpose');
    expect(await events()).toEqual([]);
    expect(await database.query('SELECT FROM owners WHERE user_id = $1', [userId])).toEqual([]);
  });

  it('is numbered after the one before it, and only one of an owner is made at a time', async () => {
    let running = 0;
    const one = () =>
      backend.app.get(ChangeService).run(user(), undefined, async (change) => {
        expect(++running).toBe(1);
        await change.manager.query('SELECT 1');
        change.record({ ...event, field: 'title' }, { ...event, field: 'notes' });
        running--;
        return Number(change.revision);
      });
    const numbers = await Promise.all(Array.from({ length: 8 }, one));
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await events()).toHaveLength(16);
  });

  it('that records nothing is none', async () => {
    await backend.app.get(ChangeService).run(user(), undefined, async () => {});
    expect(await database.query('SELECT FROM events WHERE user_id = $1', [userId])).toEqual([]);
  });
});
