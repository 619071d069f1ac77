import type { DataSource } from 'typeorm';
import { ErasingService } from '../../src/account-data/erasing.service.js';
import { ExportService } from '../../src/account-data/export.service.js';
import type { AuthenticatedUser } from '../../src/auth/authenticated-user.js';
import { TodoEditService } from '../../src/todos/todo-edit.service.js';
import { type ScratchApp, createScratchApp } from '../support/create-scratch-app.js';
import { plansOf, statementsOf } from '../support/plans.js';

const HEAVY = 100_000;
/** In characters; a hundredth of what all of it takes. */
const SMALL = 1_000_000;

/** 40 people with 250 todos each, and one with 100,000, with something in each table. */
const SEED = [
  `CREATE TEMP TABLE people AS SELECT 'user ' || n AS user_id, 250 AS many FROM generate_series(1, 40) n
   UNION ALL SELECT 'heavy', ${HEAVY}`,
  `INSERT INTO owners SELECT user_id, many FROM people`,
  `INSERT INTO projects (user_id, id, name, inbox, position, deleted_at)
   SELECT user_id, gen_random_uuid(), 'P', n = 0, 'a' || n, CASE WHEN n > 4 THEN now() END FROM people, generate_series(0, 5) n`,
  `INSERT INTO sections (user_id, id, project_id, name, position) SELECT user_id, gen_random_uuid(), id, 'S', 'a0' FROM projects`,
  `INSERT INTO labels (user_id, id, name) SELECT user_id, gen_random_uuid(), 'L' || n FROM people, generate_series(1, 3) n`,
  `INSERT INTO todos (user_id, id, title, notes, project_id, position, create_digest, completed_at, deleted_at)
   SELECT user_id, gen_random_uuid(), 'T' || n, repeat('notes ', 20), gen_random_uuid(), 'a0', '',
     CASE WHEN n % 3 = 0 THEN now() END, CASE WHEN n % 50 = 0 THEN now() END
   FROM people, generate_series(1, many) n`,
  `INSERT INTO todo_labels SELECT todos.user_id, todos.id, labels.id FROM todos JOIN labels USING (user_id) WHERE labels.name = 'L1'`,
  `INSERT INTO changes SELECT user_id, n, gen_random_uuid(), user_id, now(), 'change' FROM people, generate_series(1, many) n`,
  `INSERT INTO events SELECT user_id, revision, seq, 'todo', gen_random_uuid(), 'T', 'title', '1', '2'
   FROM changes, generate_series(0, 1) seq`,
  // The planner goes by statistics and by what vacuum has seen, as it does on a server that has run for a while.
  'VACUUM (ANALYZE)',
];

let backend: ScratchApp;
let database: DataSource;
const somebody = (userId: string): AuthenticatedUser => ({ userId, email: 'ada@example.com', name: null });
const ada = somebody('user 7');

beforeAll(async () => {
  backend = await createScratchApp();
  ({ database } = backend);
  await backend.seed(SEED);
});
afterAll(() => backend.close());

const erase = (user: AuthenticatedUser) => backend.app.get(ErasingService).erase(user);

async function readExport(user: AuthenticatedUser, atMost = Infinity): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of await backend.app.get(ExportService).open(user)) {
    pieces.push(piece as string);
    if (pieces.length >= atMost) break;
  }
  return pieces;
}

/** As the database itself names them, so that no later one is forgotten here. */
async function tablesOfOwners(): Promise<string[]> {
  const rows = await database.query<{ table_name: string }[]>(
    `SELECT table_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND column_name = 'user_id' AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  return rows.map(({ table_name }) => table_name);
}

/** How many rows each owner has in each table. */
async function rowsByOwner(): Promise<Record<string, Record<string, number>>> {
  const counts = (await tablesOfOwners()).map(async (table) => {
    const rows = await database.query<{ user_id: string; n: number }[]>(
      `SELECT user_id, count(*)::int AS n FROM ${table} GROUP BY user_id`,
    );
    return [table, Object.fromEntries(rows.map(({ user_id, n }) => [user_id, n]))] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

describe('Somebody’s data among that of others', () => {
  it.each<[string, (user: AuthenticatedUser) => Promise<unknown>]>([
    ['exported', (user) => readExport(user)],
    ['erased', erase],
  ])('is %s by way of an index', async (_what, work) => {
    const plans = await plansOf(database, () => work(somebody('user 3')));
    expect(plans.length).toBeGreaterThanOrEqual(4);
    for (const { statement, text } of plans) {
      // The others are so small here that the planner rightly reads them whole.
      if (/Seq Scan on (todos|todo_labels|changes|events)\b/.test(text)) throw new Error(`${statement}\n${text}`);
    }
  });

  it('goes from every table that has owners when it is erased, and nothing else does', async () => {
    const before = await rowsByOwner();
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(8);
    for (const [table, owners] of Object.entries(before))
      expect([table, owners[ada.userId]! > 0]).toEqual([table, true]);
    await erase(ada);
    for (const owners of Object.values(before)) delete owners[ada.userId];
    expect(await rowsByOwner()).toEqual(before);
  });

  it('stays as it was when erasing fails at the end', async () => {
    const before = await rowsByOwner();
    await database.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no' USING ERRCODE = '53100'; END $$`,
    );
    await database.query('CREATE TRIGGER refuse BEFORE DELETE ON owners FOR EACH ROW EXECUTE FUNCTION refuse()');
    await expect(erase(somebody('user 8'))).rejects.toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
    await database.query('DROP TRIGGER refuse ON owners');
    expect(await rowsByOwner()).toEqual(before);
  });

  it('and changes of other devices come before or after it, never half-way', async () => {
    const user = somebody('user 9');
    const edits = backend.app.get(TodoEditService);
    const add = () => edits.create(user, crypto.randomUUID(), { title: 'From another device' }).catch(() => undefined);
    const before = Array.from({ length: 5 }, add);
    await Promise.all([...before, erase(user), ...Array.from({ length: 5 }, add)]);
    // What came after stands in an Inbox of its own time, with its event; what came before is gone with all the rest.
    const [found] = await database.query<Record<string, number>[]>(
      `SELECT (SELECT count(*)::int FROM todos WHERE user_id = $1 AND title <> 'From another device') AS old,
         (SELECT count(*)::int FROM todos WHERE user_id = $1 AND project_id NOT IN (SELECT id FROM projects WHERE user_id = $1)) AS homeless,
         (SELECT count(*)::int FROM todos WHERE user_id = $1 AND id NOT IN (SELECT entity_id FROM events WHERE user_id = $1)) AS untold`,
      [user.userId],
    );
    expect(found).toEqual({ old: 0, homeless: 0, untold: 0 });
  });
});

describe(`${HEAVY} todos`, () => {
  it('are exported in full, in small pieces', async () => {
    const pieces = await readExport(somebody('heavy'));
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(SMALL);
    const { todos } = JSON.parse(pieces.join('')) as { todos: { id: string }[] };
    expect(new Set(todos.map(({ id }) => id)).size).toBe(HEAVY);
  });

  it('are read no faster than the export is taken', async () => {
    const statements = await statementsOf(database, () => readExport(somebody('heavy'), 6));
    expect(statements.length).toBeLessThan(10);
  });

  it('are erased within the time there is', async () => {
    await erase(somebody('heavy'));
    for (const owners of Object.values(await rowsByOwner())) expect(owners.heavy).toBeUndefined();
  });
});
