import { setTimeout as pause } from 'node:timers/promises';
import { tablesThatName } from '@latch/test-kit/databases';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { ErasingService } from '../../src/account-data/erasing.service.js';
import { ExportService } from '../../src/account-data/export.service.js';
import type { AuthenticatedUser } from '../../src/auth/authenticated-user.js';
import { ChangeService } from '../../src/history/change.service.js';
import { LabelService } from '../../src/labels/label.service.js';
import { OutlineService } from '../../src/outline/outline.service.js';
import { ProjectService } from '../../src/projects/project.service.js';
import { TodoService } from '../../src/todos/commands/todo.service.js';
import { PurgeService } from '../../src/trash/purge.service.js';
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
  `INSERT INTO filters (user_id, id, name, query, position) SELECT user_id, gen_random_uuid(), 'F' || n, 'p1', 'a0' FROM people, generate_series(1, 3) n`,
  `INSERT INTO todos (user_id, id, title, notes, project_id, position, create_digest, completed_at, deleted_at)
   SELECT user_id, gen_random_uuid(), 'T' || n, repeat('notes ', 20), gen_random_uuid(), 'a0', '',
     CASE WHEN n % 3 = 0 THEN now() END, CASE WHEN n % 50 = 0 THEN now() END
   FROM people, generate_series(1, many) n`,
  `INSERT INTO todo_labels SELECT todos.user_id, todos.id, labels.id FROM todos JOIN labels USING (user_id) WHERE labels.name = 'L1'`,
  `INSERT INTO events SELECT user_id, n, seq, gen_random_uuid(), now(), 'change', NULL, 'todo', gen_random_uuid(), 'T', 'title', '1', '2'
   FROM people, generate_series(1, many) n, generate_series(0, 1) seq`,
  `INSERT INTO gone (user_id, revision, id, entity) SELECT user_id, n, gen_random_uuid(), 'todo' FROM people, generate_series(1, 5) n`,
  `INSERT INTO search_entries SELECT user_id, id, true, now(), '{1,2}' FROM todos`,
  `INSERT INTO search_progress SELECT user_id, many, gen_random_uuid() FROM people`,
  // The planner goes by statistics and by what vacuum has seen, as it does on a server that has run for a while.
  'VACUUM (ANALYZE)',
];

let backend: ScratchApp;
let database: DataSource;
let observer: Client;
/** It serves one connection after the other. */
let embedded: boolean;
const somebody = (userId: string): AuthenticatedUser => ({ userId, email: 'ada@example.com', name: null });
const ada = somebody('user 7');

beforeAll(async () => {
  backend = await createScratchApp();
  ({ database } = backend);
  await backend.seed(SEED);
  observer = new Client(backend.databaseUrl);
  await observer.connect();
  embedded = (await observer.query<{ version: string }>('SELECT version()')).rows[0]!.version.includes('PGlite');
});
afterAll(async () => {
  await observer.end();
  await backend.close();
});

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
      if (/Seq Scan on (todos|todo_labels|events)\b/.test(text)) throw new Error(`${statement}\n${text}`);
    }
  });

  it('goes from every table that has owners when it is erased, and nothing else does', async () => {
    const before = await rowsByOwner();
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(7);
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

  it('and what other devices ask for behind it is refused, and leaves nothing', async () => {
    const user = somebody('user 9');
    const [todos, projects, labels] = [TodoService, ProjectService, LabelService].map((one) =>
      backend.app.get(one),
    ) as [TodoService, ProjectService, LabelService];
    const outline = backend.app.get(OutlineService);
    const { letGo, done: before } = await holdTurn(user);
    const erasing = erase(user);
    await untilSoManyWait(1);
    const behind = [
      todos.create(user, crypto.randomUUID(), { title: 'From another device' }),
      todos.create(user, crypto.randomUUID(), { title: 'And another' }),
      projects.create(user, crypto.randomUUID(), { name: 'From another device' }),
      labels.create(user, crypto.randomUUID(), { name: 'From another device' }),
      // Nothing is there yet, or not any more: the Inbox would be made.
      database.query('DELETE FROM projects WHERE user_id = $1', [user.userId]).then(() => outline.get(user)),
      todos.create(user, crypto.randomUUID(), { title: 'The last one' }),
    ];
    const outcomes = Promise.allSettled(behind);
    await untilSoManyWait(7);
    letGo();
    await Promise.all([before, erasing]);
    const refused = (await outcomes).map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'done',
    );
    // An embedded database keeps a line of its own, in which some may have been before it.
    if (embedded) expect(new Set([...refused, 'done'])).toEqual(new Set(['done', 'ACCOUNT_BEING_DELETED']));
    else expect(refused).toEqual(Array(6).fill('ACCOUNT_BEING_DELETED'));
    expect(await tablesThatName(backend.databaseUrl, user.userId)).toEqual([]);
  });

  it('is refused to be written again until the account must be gone, and then no longer', async () => {
    const user = somebody('user 10');
    const add = () => backend.app.get(TodoService).create(user, crypto.randomUUID(), { title: 'Anew' });
    await erase(user);
    await expect(add()).rejects.toMatchObject({ status: 503, code: 'ACCOUNT_BEING_DELETED' });
    const [row] = await database.query<{ left: number }[]>(
      'SELECT extract(epoch FROM max(refused_until) - clock_timestamp())::float8 AS left FROM erased_owners',
    );
    // 13 s and a statement in which the auth server deletes the account, and what an operation may take until its turn.
    const operation = backend.environment.databaseTimeoutMs / 1000;
    expect(row!.left).toBeGreaterThan(20 + operation);
    expect(row!.left).toBeLessThanOrEqual(30 + 2 * operation);
    await erase(user);
    await database.query(`UPDATE erased_owners SET refused_until = now() - interval '1 second'`);
    expect(await add()).toMatchObject({ title: 'Anew' });
    expect(await tablesThatName(backend.databaseUrl, user.userId)).toContain('todos');
  });

  it('and nobody is kept who was refused once', async () => {
    await erase(somebody('user 11'));
    const kept = async () => (await database.query<unknown[]>('SELECT FROM erased_owners')).length;
    const purge = () => backend.app.get(PurgeService).purge();
    await database.query(`UPDATE erased_owners SET refused_until = now() + interval '1 minute'`);
    const before = await kept();
    await purge();
    expect(await kept()).toBe(before);
    await database.query(`UPDATE erased_owners SET refused_until = now() - interval '1 second'`);
    await purge();
    expect([before > 0, await kept()]).toEqual([true, 0]);
  });
});

/** Takes the owner's turn, and keeps it until it is let go. */
async function holdTurn(user: AuthenticatedUser) {
  let letGo = () => {};
  let done: Promise<unknown> = Promise.resolve();
  await new Promise<void>((began) => {
    done = backend.app.get(ChangeService).run(user, undefined, () => {
      began();
      return new Promise<void>((resolve) => (letGo = resolve));
    });
  });
  return { letGo, done };
}

/** Not on an embedded database, which answers nobody while a transaction goes on. */
async function untilSoManyWait(count: number): Promise<void> {
  const waiting = `SELECT FROM pg_locks WHERE NOT granted
    AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`;
  if (embedded) return;
  while ((await observer.query(waiting)).rowCount! < count) await pause(5);
}

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
