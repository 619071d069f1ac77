import { pino } from 'pino';
import { Database } from '../../src/database.js';
import { sharedDatabaseUrl } from '../support/databases.mjs';
import { TcpProxy } from '../support/tcp-proxy.js';

let proxy: TcpProxy;
let database: Database;

beforeEach(async () => {
  proxy = await TcpProxy.to(sharedDatabaseUrl());
  database = new Database(proxy.url, pino({ level: 'silent' }));
});
afterEach(async () => {
  proxy.open();
  await database.close();
  await proxy.close();
});

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
  expect(await throughKysely()).toEqual([{ one: 1 }]);
  proxy.stall();
  await expect(throughKysely()).rejects.toThrow('timeout');
  expect(await throughKysely()).toEqual([{ one: 1 }]);
});

it('tells the work it happened in of an outage, and no other', async () => {
  proxy.cut();
  const [struck, spared] = await Promise.all([
    database.watching(async (trouble) => (await throughKysely().catch(() => undefined), trouble)),
    database.watching((trouble) => Promise.resolve(trouble)),
  ]);
  expect([struck, spared]).toEqual([{ outage: true }, {}]);
});

it('gives a bigint as a number', async () => {
  expect(await database.query('select 1795224408321::bigint as at')).toEqual([{ at: 1795224408321 }]);
});
