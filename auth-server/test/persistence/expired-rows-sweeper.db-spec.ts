import { pino } from 'pino';
import { Database } from '../../src/database.js';
import { ExpiredRowsSweeper } from '../../src/expired-rows-sweeper.js';
import { migratedDatabase, PATIENT_MS, sql, type TestDatabase } from '../support/databases.mjs';

const logger = pino({ level: 'silent' });

let scratch: TestDatabase;
let database: Database;
let sweeper: ExpiredRowsSweeper;

beforeAll(async () => {
  scratch = await migratedDatabase();
  await sql(scratch.url, `insert into "user" (id, name, email) values ('ada', 'Ada', 'ada@example.com')`);
  database = new Database(scratch.url, logger, PATIENT_MS);
  sweeper = new ExpiredRowsSweeper(database, logger);
});
afterAll(async () => {
  await database.close();
  await scratch.drop();
});

/** Fills the tables: so many sessions that ended, rows of each other kind that are over, and two of each that still count. */
async function fill(expiredSessions: number): Promise<void> {
  const session = `insert into session (id, "expiresAt", token, "updatedAt", "userId")`;
  const statements = [
    `delete from session`,
    `delete from verification`,
    `delete from "rateLimit"`,
    `delete from "auditEvent"`,
    `delete from mail`,
    `delete from invitation`,
    `delete from attempt`,
    `delete from "knownNetwork"`,
    `${session} select 'old' || n, now() - interval '1 second', 'old' || n, now(), 'ada' from generate_series(1, ${expiredSessions}) n`,
    `${session} select 'new' || n, now() + interval '1 minute', 'new' || n, now(), 'ada' from generate_series(1, 2) n`,
    `insert into verification (id, identifier, value, "expiresAt")
      values ('old', 'x', 'y', now() - interval '1 second'), ('new1', 'x', 'y', now() + interval '1 minute'), ('new2', 'x', 'y', now() + interval '1 minute')`,
    `insert into "rateLimit" (id, key, count, "lastRequest")
      values ('old', 'a', 1, ${Date.now() - 660_000}), ('new1', 'b', 1, ${Date.now() - 300_000}), ('new2', 'c', 1, ${Date.now()})`,
    `insert into invitation (id, email, token, mailed, "expiresAt") values
      (gen_random_uuid(), 'old', 'old', true, now() - interval '1 second'),
      (gen_random_uuid(), 'new1', 'new1', true, now() + interval '1 minute'),
      (gen_random_uuid(), 'new2', 'new2', true, now() + interval '7 days')`,
    `insert into mail (id, "to", subject, "createdAt", "nextAttemptAt", "sentAt", failure) values
      (gen_random_uuid(), 'x', 'old', now() - interval '26 hours', now(), now() - interval '25 hours', null),
      (gen_random_uuid(), 'x', 'old', now() - interval '49 hours', now() - interval '25 hours', null, 'refused'),
      (gen_random_uuid(), 'x', 'old', now() - interval '73 hours', now(), null, null),
      (gen_random_uuid(), 'x', 'new1', now() - interval '47 hours', now(), null, null),
      (gen_random_uuid(), 'x', 'new2', now() - interval '47 hours', now(), now() - interval '23 hours', null)`,
    `insert into "auditEvent" (id, at, event, "userId", detail) values
      (gen_random_uuid(), now() - interval '366 days', 'signed-in', 'ada', 'old'),
      (gen_random_uuid(), now() - interval '31 days', 'sign-in-failed', null, 'old'),
      (gen_random_uuid(), now() - interval '364 days', 'signed-in', 'ada', 'new1'),
      (gen_random_uuid(), now() - interval '29 days', 'sign-in-failed', null, 'new2')`,
    `insert into attempt (key, count, "endsAt")
      values ('old', 1, now() - interval '1 second'), ('new1', 1, now() + interval '1 minute'), ('new2', 1, now() + interval '1 hour')`,
    `insert into "knownNetwork" ("userId", network, "lastSignInAt")
      values ('ada', 'old', now() - interval '91 days'), ('ada', 'new1', now() - interval '89 days'), ('ada', 'new2', now())`,
  ];
  for (const statement of statements) await sql(scratch.url, statement);
}

async function left(): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    scratch.url,
    `select id from session union all select id from verification union all select id from "rateLimit"
     union all select detail from "auditEvent" union all select subject from mail union all select key from attempt
     union all select network from "knownNetwork" union all select email from invitation`,
  );
  return rows.map(({ id }) => id).sort();
}

const STILL_COUNTING = [...Array<string>(8).fill('new1'), ...Array<string>(8).fill('new2')];

it('deletes what is over, in as many batches as it takes, and nothing else', async () => {
  await fill(1200);
  expect(await sweeper.sweep()).toBe(1210);
  expect(await left()).toEqual(STILL_COUNTING);
  expect(await sweeper.sweep()).toBe(0);
});

it('two servers that sweep at once share the work', async () => {
  await fill(1200);
  const other = new ExpiredRowsSweeper(database, logger);
  const counts = await Promise.all([sweeper.sweep(), other.sweep()]);
  // A row that one of them holds is skipped by the other, so a full batch may look like the last.
  expect(counts[0] + counts[1] + (await sweeper.sweep())).toBe(1210);
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
