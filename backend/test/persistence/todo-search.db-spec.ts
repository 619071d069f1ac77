import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import type { AuthenticatedUser } from '../../src/auth/authenticated-user.js';
import { TodoListRepository } from '../../src/todos/queries/todo-list.repository.js';
import { TodoListService } from '../../src/todos/queries/todo-list.service.js';
import { TodoSearchRepository } from '../../src/todos/queries/todo-search.repository.js';
import { TodoSearchService } from '../../src/todos/queries/todo-search.service.js';
import { toTodoResponse } from '../../src/todos/todo.js';
import { type ScratchApp, createScratchApp } from '../support/create-scratch-app.js';
import { plansOf, statementsOf } from '../support/plans.js';

let backend: ScratchApp;
let database: DataSource;
beforeAll(async () => {
  backend = await createScratchApp();
  ({ database } = backend);
});
afterAll(() => backend.close());

const userOf = (userId: string): AuthenticatedUser => ({ userId, email: 'ada@example.com', name: null });
const service = () => backend.app.get(TodoSearchService);
const repository = () => backend.app.get(TodoSearchRepository);

async function search(userId: string, q: string, limit = 20): Promise<string[]> {
  return (await service().search(userOf(userId), { q, limit })).items.map(({ id }) => id);
}

/** An embedded database takes minutes to index so many. */
const LARGE = process.env.TEST_DATABASE_URL ? 100_000 : 10_000;

interface PlanNode {
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** What a search really does, planned for any owner and words. */
async function analysed(q: string): Promise<PlanNode[]> {
  const plans: PlanNode[] = [];
  for (const [statement, given] of await statementsOf(database, () => search('large', q)))
    await database.transaction(async (manager) => {
      await manager.query('SET LOCAL plan_cache_mode = force_generic_plan');
      const [row] = await manager.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`, given);
      plans.push(row['QUERY PLAN'][0].Plan as PlanNode);
    });
  return plans;
}

/** How many todos are looked up to be compared or answered. */
async function lookupsOf(q: string): Promise<number> {
  const nodes = (await analysed(q)).flatMap(nodesOf).filter((node) => node['Index Name'] === 'todos_pkey');
  return nodes.reduce((sum, node) => sum + node['Actual Loops'], 0);
}

/** The newest, those that begin with the text, those that have the words, and the answer. */
const MOST_LOOKUPS = 250 + 501 + 501 + 20;

describe(`A search among ${LARGE} todos`, () => {
  /** Four of five completed; every hundredth with a word of its own, every tenth with notes, and the oldest with words of their own. */
  const seed = (owner: string, todos: number) => [
    `INSERT INTO owners (user_id, revision) VALUES ('${owner}', ${todos})`,
    `INSERT INTO todos (user_id, id, title, notes, project_id, position, create_digest, revision, created_at, completed_at)
     SELECT '${owner}', gen_random_uuid(), CASE WHEN n > ${todos / 2} AND n % 2 = 0 THEN 'Once ' ELSE '' END || 'Water the plants in room ' || n
         || CASE WHEN n % 100 = 0 THEN ' Ölfarbe' || n ELSE '' END || CASE WHEN n > ${todos * 0.9} THEN ' long ago' ELSE '' END,
       CASE WHEN n % 10 = 0 THEN repeat('Not too much. ', 9) ELSE '' END, gen_random_uuid(), 'a' || lpad(n::text, 6, '1'), '', n,
       now() - n * interval '1 minute', CASE WHEN n % 5 > 0 THEN now() END
     FROM generate_series(1, ${todos}) n`,
  ];
  beforeAll(async () => {
    await backend.seed([...seed('large', LARGE), ...seed('small', 100), 'VACUUM (ANALYZE)']);
    await search('large', 'water');
    await service().indexed();
    await backend.seed(['VACUUM (ANALYZE) search_entries', 'ANALYZE']);
  });

  it.each([
    ['a word that few have', 'ölfarbe4200', true],
    ['a word that many have', 'ölfarbe', true],
    ['a word that none has', 'zebra', false],
    ['two letters that none has', 'zq', false],
    ['words in the title and in the notes', 'room much 4210', true],
    ['a piece of a number', '9999', true],
    ['what all begin with', 'water', true],
    ['a word that all have', 'plants', true],
    ['one letter that all have', 'A', true],
    ['words that all have and one that none has', 'water the plants in room zq', false],
    ['a word that the oldest tenth has', 'long', true],
    ['words that the oldest tenth has', 'room ago', true],
    ['what a quarter begins with, all of it old', 'once water', true],
    ['a letter that all have, with which a quarter begins', 'o', true],
  ])('for %s does not look at all of them, and finds the same', async (_name, q, isThere) => {
    const found = await search('large', q);
    expect(found.length > 0).toBe(isThere);
    const all = await repository().findByReadingAll('large', q, 20);
    expect(found).toEqual(all.map(({ id }) => id));
    const plans = await plansOf(database, () => search('large', q));
    const [ofAll] = await statementsOf(database, () => repository().findByReadingAll('large', q, 20));
    expect(plans.map(({ statement }) => statement)).not.toContain(ofAll![0]);
    for (const { text } of plans) {
      expect(text).toContain('Bitmap Index Scan on search_entries_grams');
      expect(text).toMatch(/Index Only Scan Backward using search_entries_newest/);
      expect(text).not.toMatch(/Seq Scan on (todos|search_entries)/);
    }
    expect(await lookupsOf(q)).toBeLessThanOrEqual(MOST_LOOKUPS);
  });

  it('does not read the index where the newest suffice', async () => {
    const [plan] = await analysed('plants');
    const scans = nodesOf(plan!).filter((node) => node['Index Name'] === 'search_entries_grams');
    // One of them: whether there are any that begin with it.
    expect(scans.map((scan) => scan['Actual Loops']).toSorted((one, other) => one - other)).toEqual([0, 1]);
    expect(scans.map((scan) => scan['Actual Rows'])).toEqual([0, 0]);
  });

  it('leaves an owner of few todos without an index', async () => {
    expect(await search('small', 'room 99')).toHaveLength(1);
    await service().indexed();
    expect(await database.query(`SELECT FROM search_progress WHERE user_id = 'small'`)).toEqual([]);
  });
});

describe('A search by the index', () => {
  const WORDS = [
    'Water',
    'water',
    'the',
    'ferns',
    'Fern',
    'ÉCLAIR',
    'éclair',
    'ab',
    'a',
    'B',
    '100%',
    'r_n',
    '\\',
    '日本語',
    'ΟΔΟΣ',
    'x',
  ];
  const QUERIES = [...WORDS, 'water the', 'the fern', 'ern', 'er', 'e', '本', 'b a', 'missing', '%', 'οδος', 'ÉC air'];
  const random = (below: number) => Math.floor(Math.random() * below);
  const text = (most: number) => Array.from({ length: 1 + random(most) }, () => WORDS[random(WORDS.length)]).join(' ');
  const userId = 'random';

  /** Writes as a change does, with the next revision. @param sql `$2` is the revision, `$3` the title, `$4` the notes */
  async function change(revision: number, sql: string): Promise<void> {
    await database.query(sql, [userId, revision, text(4), random(3) === 0 ? text(6) : '']);
  }
  const CREATE = `INSERT INTO todos (user_id, id, title, notes, project_id, position, create_digest, revision, created_at)
    SELECT $1, gen_random_uuid(), $3, $4, gen_random_uuid(), 'a0', '', $2::bigint, now() - random() * interval '9 days'`;
  const OF_ONE = `revision = $2, title = $3, notes = $4
    WHERE user_id = $1 AND id = (SELECT id FROM todos WHERE user_id = $1 ORDER BY random() LIMIT 1)`;
  const CHANGES = [
    CREATE,
    CREATE,
    `UPDATE todos SET ${OF_ONE}`,
    `UPDATE todos SET completed_at = now(), ${OF_ONE}`,
    `UPDATE todos SET deleted_at = now(), ${OF_ONE}`,
  ];

  const LIMITS = { unindexed: 12, newest: 4, named: 5, listed: 3 };
  const withFew = () => {
    const few = new TodoSearchRepository(database, LIMITS);
    return { few, found: new TodoSearchService(few, LIMITS, pino({ level: 'silent' })) };
  };

  it('finds what reading all of them finds, in the same order, whatever is indexed by then', async () => {
    const { few, found } = withFew();
    const exact = { yes: 0, no: 0 };
    for (let revision = 1; revision <= 300; revision++) {
      await change(revision, CHANGES[random(CHANGES.length)]!);
      if (random(2) === 0) await few.indexSome(userId);
      if (revision % 3 > 0) continue;
      const q = QUERIES[random(QUERIES.length)]!;
      for (const limit of [1, 2, 5, 20]) {
        const expected = await few.findByReadingAll(userId, q, limit);
        const { items } = await found.search(userOf(userId), { q, limit });
        expect([q, limit, items.map(({ id }) => id)]).toEqual([q, limit, expected.map(({ id }) => id)]);
        exact[(await few.find(userId, q, limit)).isExact ? 'yes' : 'no'] += 1;
      }
    }
    await found.indexed();
    for (const q of QUERIES)
      for (const limit of [1, 3, 20]) {
        const expected = await few.findByReadingAll(userId, q, limit);
        const { items } = await found.search(userOf(userId), { q, limit });
        expect([q, limit, items]).toEqual([q, limit, expected.map(toTodoResponse)]);
      }
    // Both were gone through.
    expect(Math.min(exact.yes, exact.no)).toBeGreaterThan(20);
  });

  /** What one of the todos is called, the newest first, and whether it is completed. */
  async function seedTitles(owner: string, todos: readonly { title: string; done?: boolean }[]): Promise<void> {
    for (const [n, { title, done = false }] of todos.entries())
      await database.query(
        `INSERT INTO todos (user_id, id, title, project_id, position, create_digest, revision, created_at, completed_at)
         VALUES ($1, gen_random_uuid(), $2, gen_random_uuid(), 'a0', '', $3::int, now() - $3::int * interval '1 minute', CASE WHEN $4::boolean THEN now() END)`,
        [owner, title, n + 1, done],
      );
  }
  const times = (count: number, title: string, done = false) => Array.from({ length: count }, () => ({ title, done }));

  it.each([
    ['the newest open ones', 'water', [...times(9, 'the water'), ...times(30, 'ferns')], true],
    ['the oldest open ones', 'water', [...times(9, 'ferns'), ...times(30, 'the water')], true],
    ['the oldest completed ones', 'water', [...times(9, 'ferns'), ...times(30, 'the water', true)], true],
    ['old ones that begin with it, behind others', 'water', [...times(9, 'the water'), ...times(3, 'water')], true],
    ['many old ones that begin with it', 'water', [...times(9, 'the water'), ...times(30, 'water')], true],
    [
      'many completed ones that begin with it, behind an open one that does not',
      'water',
      [...times(9, 'ferns'), ...times(30, 'water', true), { title: 'the water' }],
      true,
    ],
    ['pieces of words that do not match', 'abab', [...times(30, 'aba bab'), { title: 'abab' }], false],
  ])('finds %s', async (name, q, todos, isExact) => {
    const { few, found } = withFew();
    await seedTitles(name, todos);
    while ((await few.indexSome(name)) > 0);
    for (const limit of [1, 2, 4]) {
      const expected = await few.findByReadingAll(name, q, limit);
      expect((await found.search(userOf(name), { q, limit })).items).toEqual(expected.map(toTodoResponse));
      expect((await few.find(name, q, limit)).isExact).toBe(isExact);
    }
  });

  it('lists all that match page by page, though a page compares few', async () => {
    await seedTitles('listed', [
      ...times(2, 'the water', true),
      ...times(7, 'ferns', true),
      ...times(2, 'water', true),
    ]);
    const lists = new TodoListService(new TodoListRepository(database, LIMITS));
    const query = { status: 'completed' as const, order: 'newest' as const, limit: 2, q: 'WATER' };
    const seen: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await lists.all(userOf('listed'), { ...query, ...(cursor && { cursor }) });
      seen.push(page.items.map(({ title }) => title));
      cursor = page.nextCursor;
      expect(seen.length).toBeLessThan(9);
    }
    expect(seen.flat().toSorted()).toEqual(['the water', 'the water', 'water', 'water']);
    expect(seen.every((page) => page.length <= 2)).toBe(true);
  });

  it('does not name todos in Trash', async () => {
    const { few } = withFew();
    await seedTitles('trash', times(8, 'water'));
    await few.indexSome('trash');
    await database.query(`UPDATE todos SET deleted_at = now(), revision = revision + 8 WHERE user_id = 'trash'`);
    while ((await few.indexSome('trash')) > 0);
    expect(await database.query(`SELECT FROM search_entries WHERE user_id = 'trash'`)).toEqual([]);
  });
});
