import { pino } from 'pino';
import { Database } from '../../src/database.js';
import { ExpiredRowsSweeper } from '../../src/expired-rows-sweeper.js';
import { migrate } from '../../src/migrations/migrator.js';
import { emptyDatabase, sql, type TestDatabase } from '../support/databases.mjs';

const logger = pino({ level: 'silent' });

let scratch: TestDatabase;
let database: Database;
let sweeper: ExpiredRowsSweeper;

beforeAll(async () => {
  scratch = await emptyDatabase();
  await migrate(scratch.url, 'up');
  await sql(scratch.url, `insert into "user" (id, name, email) values ('ada', 'Ada', 'ada@example.com')`);
  database = new Database(scratch.url, logger);
  sweeper = new ExpiredRowsSweeper(database, logger);
});
afterAll(async () => {
  await database.close();
  await scratch.drop();
});

/** Fills the tables: so many sessions that ended, and two rows of each kind that still count. */
async function fill(expiredSessions: number): Promise<void> {
  const session = `insert into session (id, "expiresAt", token, "updatedAt", "userId")`;
  const statements = [
    `delete from session`,
    `delete from verification`,
    `delete from "rateLimit"`,
    `${session} select 'old' || n, now() - interval '1 second', 'old' || n, now(), 'ada' from generate_series(1, ${expiredSessions}) n`,
    `${session} select 'new' || n, now() + interval '1 minute', 'new' || n, now(), 'ada' from generate_series(1, 2) n`,
    `insert into verification (id, identifier, value, "expiresAt")
      values ('old', 'x', 'y', now() - interval '1 second'), ('new1', 'x', 'y', now() + interval '1 minute'), ('new2', 'x', 'y', now() + interval '1 minute')`,
    `insert into "rateLimit" (id, key, count, "lastRequest")
      values ('old', 'a', 1, ${Date.now() - 660_000}), ('new1', 'b', 1, ${Date.now() - 300_000}), ('new2', 'c', 1, ${Date.now()})`,
  ];
  for (const statement of statements) await sql(scratch.url, statement);
}

async function left(): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    scratch.url,
    `select id from session union all select id from verification union all select id from "rateLimit"`,
  );
  return rows.map(({ id }) => id).sort();
}

const STILL_COUNTING = ['new1', 'new1', 'new1', 'new2', 'new2', 'new2'];

it('deletes what is over, in as many batches as it takes, and nothing else', async () => {
  await fill(1200);
  expect(await sweeper.sweep()).toBe(1202);
  expect(await left()).toEqual(STILL_COUNTING);
  expect(await sweeper.sweep()).toBe(0);
});

it('two servers that sweep at once share the work', async () => {
  await fill(1200);
  const other = new ExpiredRowsSweeper(database, logger);
  const counts = await Promise.all([sweeper.sweep(), other.sweep()]);
  // A row that one of them holds is skipped by the other, so a full batch may look like the last.
  expect(counts[0] + counts[1] + (await sweeper.sweep())).toBe(1202);
  expect(await left()).toEqual(STILL_COUNTING);
});

it('sweeps when it starts, and has finished when it has stopped', async () => {
  await fill(1);
  sweeper.start();
  await sweeper.stop();
  expect(await left()).toEqual(STILL_COUNTING);
});

it('carries on when the database does not answer', async () => {
  const nowhere = new Database('postgres://localhost:1/auth', logger);
  const lost = new ExpiredRowsSweeper(nowhere, logger);
  lost.start();
  await expect(lost.stop()).resolves.toBeUndefined();
  await nowhere.close();
});
