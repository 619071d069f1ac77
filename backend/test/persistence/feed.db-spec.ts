import type { DataSource } from 'typeorm';
import { FeedService } from '../../src/sync/feed.service.js';
import { type ScratchApp, createScratchApp } from '../support/create-scratch-app.js';
import { statementsOf } from '../support/plans.js';

const LARGE = 100_000;

/** An owner of so many todos, written one change after the other, a third of them completed long ago. */
const seed = (owner: string, todos: number) => [
  `INSERT INTO owners (user_id, revision) VALUES ('${owner}', ${todos})`,
  `INSERT INTO projects (user_id, id, name, inbox, position, revision) VALUES ('${owner}', gen_random_uuid(), 'Inbox', true, 'a0', 1)`,
  `INSERT INTO todos (user_id, id, title, project_id, position, create_digest, revision, completed_at)
   SELECT '${owner}', gen_random_uuid(), 'Todo ' || n, id, 'a' || lpad(n::text, 6, '1'), '', n,
     CASE WHEN n % 3 = 0 THEN now() - interval '1 year' END
   FROM projects, generate_series(1, ${todos}) n WHERE user_id = '${owner}'`,
];

interface Node {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

describe(`The feed of an owner of ${LARGE} todos`, () => {
  let backend: ScratchApp;
  let database: DataSource;

  beforeAll(async () => {
    backend = await createScratchApp();
    ({ database } = backend);
    await backend.seed([...seed('large', LARGE), ...seed('small', 100), 'VACUUM (ANALYZE)']);
  });
  afterAll(() => backend.close());

  const feed = () => backend.app.get(FeedService);
  const page = (userId: string, since: string, limit = 500) =>
    feed().page({ userId, email: 'ada@example.com', name: null }, since, limit);

  /** How many blocks the statements of a page read, each planned for any owner. */
  async function blocksOf(userId: string, since: string, limit?: number): Promise<number> {
    let blocks = 0;
    for (const [statement, given] of await statementsOf(database, () => page(userId, since, limit)))
      await database.transaction(async (manager) => {
        await manager.query('SET LOCAL plan_cache_mode = force_generic_plan');
        const [row] = await manager.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`, given);
        const plan = row['QUERY PLAN'][0].Plan as Node;
        blocks += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
      });
    return blocks;
  }

  it('costs no more for one change than that of an owner of 100', async () => {
    expect((await page('large', String(LARGE - 1))).todos).toHaveLength(1);
    const [large, small] = [await blocksOf('large', String(LARGE - 1)), await blocksOf('small', '99')];
    expect(large).toBeLessThanOrEqual(small + 15);
  });

  it('costs the same for each page of the whole, wherever it begins', async () => {
    const first = await page('large', '0', 20);
    expect(first).toMatchObject({ more: true, reset: false });
    let deep = first.revision;
    for (let n = 0; n < 60; n++) deep = (await page('large', deep, 500)).revision;
    const [one, other] = [await blocksOf('large', first.revision, 20), await blocksOf('large', deep, 20)];
    expect(other).toBeLessThanOrEqual(one + 30);
  });

  it('is whole in pages: each thing once, without what was completed long ago', async () => {
    const ids: string[] = [];
    for (let since = '0', more = true; more;) {
      const { revision, more: isMore, todos } = await page('large', since);
      ids.push(...todos.map(({ id }) => id));
      [since, more] = [revision, isMore];
      if (!more) expect(revision).toBe(String(LARGE));
    }
    const open = await database.query(
      `SELECT id FROM todos WHERE user_id = 'large' AND completed_at IS NULL ORDER BY id`,
    );
    // A difference between so many is not shown, since finding it takes minutes.
    expect(ids.length).toBe(open.length);
    expect(ids.sort().join() === open.map(({ id }: { id: string }) => id).join()).toBe(true);
  });
});
