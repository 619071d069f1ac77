import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { Database, OPERATION_MS } from '../../src/database.js';
import { PATIENT_MS, sharedDatabaseUrl } from '../support/databases.mjs';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';

let proxy: TcpProxy;
let database: Database;

/** Short enough to wait for. What is to succeed in it is tried until it does: a slow machine may take longer. */
const IMPATIENT_MS = 1_500;

beforeEach(async () => {
  proxy = await TcpProxy.to(sharedDatabaseUrl());
  database = new Database(proxy.url, pino({ level: 'silent' }), PATIENT_MS);
});
afterEach(async () => {
  proxy.turn('pass');
  await database.close();
  await proxy.close();
});

/** Waits no longer for anything than one needs to see that it gives up. */
async function beImpatient(): Promise<void> {
  await database.close();
  database = new Database(proxy.url, pino({ level: 'silent' }), IMPATIENT_MS);
}

/** What a statement brings, as soon as it is answered. */
async function once<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!/timeout|a moment ago/.test(String(error))) throw error;
    }
  }
}

/** One statement the way Kysely, and so Better Auth, sends it. */
async function throughKysely(): Promise<unknown> {
  const client = await database.asKyselyPool().connect();
  try {
    return (await client.query('select $1::int as one', [1])).rows;
  } finally {
    client.release();
  }
}

it('gives a connection up when a query on it never came back, rather than let the next one wait behind it', async () => {
  await beImpatient();
  expect(await once(throughKysely)).toEqual([{ one: 1 }]);
  proxy.stall();
  await expect(throughKysely()).rejects.toThrow('timeout');
  expect(await once(throughKysely)).toEqual([{ one: 1 }]);
});

it('tells the work it happened in of an outage, and no other', async () => {
  proxy.turn('refuse');
  const [struck, spared] = await Promise.all([
    database.watching(async (trouble) => (await throughKysely().catch(() => undefined), trouble)),
    database.watching((trouble) => Promise.resolve(trouble)),
  ]);
  expect([struck, spared]).toEqual([{ outage: true }, {}]);
});

it('gives up by itself before the backend would', () => {
  expect(OPERATION_MS).toBeLessThan(1_500);
});

it('answers or fails within the time of one operation, however many ask while nothing comes back', async () => {
  await beImpatient();
  await once(() => database.query('select 1'));
  proxy.turn('hang');
  // Waiting for a connection and then for its answer, each for that long, would end after this one; timers of one process end
  // in their order, however slow the machine is.
  const twice = wait(1.9 * IMPATIENT_MS, 'too late', { ref: false });
  const asked = Array.from({ length: 40 }, () => expect(database.query('select 1')).rejects.toThrow('timeout'));
  expect(await Promise.race([Promise.all(asked).then(() => 'in time'), twice])).toBe('in time');
  proxy.turn('pass');
  expect(await once(() => database.query('select 1 as one'))).toEqual([{ one: 1 }]);
});

it('refuses at once a caller who would wait behind 500 others', async () => {
  await beImpatient();
  proxy.turn('hang');
  const refused: string[] = [];
  const note = (error: Error) => void refused.push(error.message);
  const asked = Array.from({ length: 520 }, () => database.query('select 1').catch(note));
  await new Promise(setImmediate);
  expect(refused).toEqual(Array.from({ length: 10 }, () => 'Too many wait for a database connection'));
  await Promise.all(asked);
});

it('goes on when a connection is lost between two statements of a transaction, which fails', async () => {
  const work = database.transaction(async (query) => {
    await query('select 1');
    proxy.turn('refuse');
    // By the time another one was refused, the end of this one has been heard of.
    await expect(database.query('select 1')).rejects.toThrow();
    await query('select 1');
  });
  await expect(work).rejects.toThrow();
  proxy.turn('pass');
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
});

it('does not make the same work wait for a second outage', async () => {
  await beImpatient();
  proxy.turn('hang');
  await database.watching(async () => {
    await throughKysely().catch(() => undefined);
    await expect(throughKysely()).rejects.toThrow('a moment ago');
  });
});

it('gives a bigint as a number', async () => {
  expect(await database.query('select 1795224408321::bigint as at')).toEqual([{ at: 1795224408321 }]);
});

describe('A prepared statement', () => {
  const double = 'select $1::int * 2 as double';
  const twice = (value: number) => database.queryPrepared(double, [value]);

  it('answers on every connection, also where they share a session in which its name is taken', async () => {
    const values = Array.from({ length: 50 }, (_, index) => index);
    const expected = values.map((value) => [{ double: value * 2 }]);
    expect(await Promise.all(values.map(twice))).toEqual(expected);
    expect(await Promise.all(values.map(twice))).toEqual(expected);
  });

  it('is the only one that is kept, and only by a connection with a session of its own', async () => {
    const [{ isShared } = { isShared: false }] = await database.query<{ isShared: boolean }>(
      `select version() like '%PGlite%' as "isShared"`,
    );
    for (const value of [1, 2]) expect(await twice(value)).toEqual([{ double: value * 2 }]);
    await database.query('select $1::int as one', [1]);
    const kept = await database.query<{ statement: string }>('select statement from pg_prepared_statements');
    expect(kept).toEqual(isShared ? [] : [{ statement: double }]);
  });

  it('is answered also once its session has lost it', async () => {
    expect(await twice(1)).toEqual([{ double: 2 }]);
    await database.query('deallocate all');
    expect(await twice(2)).toEqual([{ double: 4 }]);
    expect(await twice(3)).toEqual([{ double: 6 }]);
  });

  it('fails as any other when the database is away', async () => {
    proxy.turn('refuse');
    await expect(twice(1)).rejects.toThrow();
  });
});
