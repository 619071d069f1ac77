import { auditCursors } from '../../src/audit/audit-log.js';
import { PAGE as EVENTS } from '../../src/administration/all-events.js';
import { PAGE as USERS } from '../../src/administration/users.js';
import { migrate } from '../../src/migrations/migrator.js';
import { emptyDatabase, migratedDatabase, sql, type TestDatabase } from '../support/databases.mjs';

let database: TestDatabase;
beforeAll(async () => void (database = await migratedDatabase()));
afterAll(() => database.drop());

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: Plan[];
}

/** All nodes of how a statement was carried out. */
async function planOf(text: string, values: string[]): Promise<Plan[]> {
  const given = values.reduceRight((all, value, index) => all.replaceAll(`$${index + 1}`, `'${value}'`), text);
  const [row] = await sql<{ 'QUERY PLAN': { Plan: Plan }[] }>(database.url, `explain (analyze, format json) ${given}`);
  const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
  return flat(row!['QUERY PLAN'][0]!.Plan);
}

it('reads a page of many people, and of a long log, by their indexes', async () => {
  await sql(
    database.url,
    `insert into "user" (id, name, email, "createdAt")
     select 'u' || n, 'Ada', n || '@example.com', now() - n * interval '1 minute' from generate_series(1, 20000) n`,
  );
  await sql(
    database.url,
    `insert into session (id, token, "userId", "expiresAt", "updatedAt")
     select 's' || n, 's' || n, 'u' || n, now() + interval '1 day', now() from generate_series(1, 20000) n`,
  );
  await sql(
    database.url,
    `insert into "auditEvent" (id, at, event, "userId")
     select gen_random_uuid(), now() - n / 100 * interval '1 minute', 'signed-in', 'u' || (n % 20000 + 1) from generate_series(1, 50000) n`,
  );
  await sql(database.url, 'analyze');

  for (const [statement, values, index] of [
    [USERS, ['infinity', ''], 'user_newest_idx'],
    [USERS, [new Date(Date.now() - 600_000_000).toISOString(), 'u'], 'user_newest_idx'],
    [EVENTS, [auditCursors.start.at, auditCursors.start.id], 'auditEvent_at_idx'],
    [EVENTS, [new Date(Date.now() - 20_000_000).toISOString(), auditCursors.start.id], 'auditEvent_at_idx'],
  ] as const) {
    const plan = await planOf(statement, [...values]);
    expect(plan.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    expect(plan.map((node) => node['Index Name'])).toContain(index);
    // Those of one moment have to be put in order, so somewhat more than a page.
    for (const node of plan) expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThan(500);
  }
});

it('makes the oldest account of a database that has some the administrator’s, and forgets it on the way back', async () => {
  const older = await emptyDatabase();
  await migrate(older.url, 'up', { to: '0006-passkeys' });
  await sql(
    older.url,
    `insert into "user" (id, name, email, "createdAt") values
     ('new', 'New', 'new@example.com', '2026-02-01'), ('old', 'Old', 'old@example.com', '2026-01-01')`,
  );
  await migrate(older.url, 'up');
  expect(await sql(older.url, 'select id, role, banned from "user" order by id')).toEqual([
    { id: 'new', role: 'user', banned: false },
    { id: 'old', role: 'admin', banned: false },
  ]);
  await migrate(older.url, 'down');
  const columns = `select column_name as name from information_schema.columns where table_name = 'user'`;
  const names = (await sql<{ name: string }>(older.url, columns)).map(({ name }) => name);
  expect(names).not.toContain('role');
  expect(await sql(older.url, 'select id from "user" order by id')).toEqual([{ id: 'new' }, { id: 'old' }]);
  await older.drop();
});
