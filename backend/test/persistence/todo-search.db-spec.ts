import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import type { AuthenticatedUser } from '../../src/auth/authenticated-user.js';
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

describe(`A search among ${LARGE} todos`, () => {
  /** Four of five completed; every hundredth with a word of its own, and every tenth with notes. */
  const seed = (owner: string, todos: number) => [
    `INSERT INTO owners (user_id, revision) VALUES ('${owner}', ${todos})`,
    `INSERT INTO todos (user_id, id, title, notes, project_id, position, create_digest, revision, created_at, completed_at)
     SELECT '${owner}', gen_random_uuid(), 'Water the plants in room ' || n || CASE WHEN n % 100 = 0 THEN ' Ölfarbe' || n ELSE '' END,
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
      expect(text).not.toMatch(/Seq Scan on (todos|search_entries)/);
    }
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

  it('finds what reading all of them finds, in the same order, whatever is indexed by then', async () => {
    const small = new TodoSearchRepository(database, { candidates: 12, recent: 20 });
    const found = new TodoSearchService(small, { candidates: 12, recent: 20 }, pino({ level: 'silent' }));
    let ways = 0;
    for (let revision = 1; revision <= 300; revision++) {
      await change(revision, CHANGES[random(CHANGES.length)]!);
      if (revision % 10 > 0) continue;
      const q = QUERIES[(revision / 10) % QUERIES.length]!;
      for (const limit of [1, 5, 20]) {
        const expected = await small.findByReadingAll(userId, q, limit);
        const { items } = await found.search(userOf(userId), { q, limit });
        expect([q, limit, items.map(({ id }) => id)]).toEqual([q, limit, expected.map(({ id }) => id)]);
        if ((await small.findFew(userId, q, limit)).isExact) ways |= 1;
        else if ((await small.findRecent(userId, q, 'open', limit)).isExact) ways |= 2;
        else ways |= 4;
      }
      if (random(2) === 0) await small.indexSome(userId);
    }
    await found.indexed();
    for (const q of QUERIES) {
      const expected = await small.findByReadingAll(userId, q, 20);
      expect([q, (await found.search(userOf(userId), { q, limit: 20 })).items]).toEqual([
        q,
        expected.map(toTodoResponse),
      ]);
    }
    // Each of the ways was gone.
    expect(ways).toBe(7);
  });

  it.each([
    ['of the open ones', 1, 100],
    ['of the completed ones, where the open ones leave room for one', 20, 119],
  ])('reads on where none of the newest %s match', async (_name, limit, todos) => {
    const owner = `old${limit}`;
    await backend.seed([
      `INSERT INTO todos (user_id, id, title, notes, project_id, position, create_digest, revision, created_at, completed_at)
       SELECT '${owner}', gen_random_uuid(), CASE WHEN n BETWEEN 14 AND 100 THEN 'Train' ELSE 'The ferns' END, '', gen_random_uuid(),
         'a0', '', n, now() + n * interval '1 minute', CASE WHEN n <= 100 AND ${limit} > 1 THEN now() END
       FROM generate_series(1, ${todos}) n`,
    ]);
    const small = new TodoSearchRepository(database, { candidates: 12, recent: 20 });
    const found = new TodoSearchService(small, { candidates: 12, recent: 20 }, pino({ level: 'silent' }));
    while ((await small.indexSome(owner)) > 0);
    const expected = await small.findByReadingAll(owner, 'ferns', limit);
    expect(expected).toHaveLength(limit);
    expect((await found.search(userOf(owner), { q: 'ferns', limit })).items).toEqual(expected.map(toTodoResponse));
  });
});
