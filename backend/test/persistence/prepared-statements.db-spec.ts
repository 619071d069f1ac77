import { BoundedPool } from '@latch/server-kit/bounded-pool';
import type { TimedClient } from '@latch/server-kit/timed-client';
import type { PoolClient } from 'pg';
import { TcpProxy, type Wire } from '@latch/test-kit/tcp-proxy';
import { failuresOf, passTime, startClock, stopClock } from '../support/clock.js';

const url = process.env.TEST_TODOS_DATABASE_URL!;
/** Long enough for a slow machine to connect in. */
const OPERATION_MS = 60_000;
const KEPT = 'SELECT count(*)::int AS count FROM pg_prepared_statements WHERE statement = $1';

let pool: BoundedPool;
let proxy: TcpProxy | undefined;
const open = (connectionString: string) =>
  (pool = new BoundedPool({ connectionString, max: 1, operationMs: OPERATION_MS, mostWaiting: 5, preparesAll: true }));
async function openThrough(wire: Wire): Promise<void> {
  proxy = await TcpProxy.to(url, wire);
  open(proxy.url);
}
afterEach(async () => {
  startClock();
  await proxy?.close();
  proxy = undefined;
  await pool.end();
});

/** How often the session keeps a statement that was sent twice, with another value each time. */
async function keptOf(statement: string): Promise<number> {
  for (const value of [1, 2]) expect((await pool.query(statement, [value])).rows).toEqual([{ value }]);
  return (await pool.query<{ count: number }>(KEPT, [statement])).rows[0]!.count;
}

describe('A statement', () => {
  it('is parsed and planned once by a connection with a session of its own', async () => {
    open(url);
    const [{ isShared } = { isShared: false }] = (
      await pool.query<{ isShared: boolean }>(`SELECT version() LIKE '%PGlite%' AS "isShared"`)
    ).rows;
    expect(await keptOf('SELECT $1::int AS value')).toBe(isShared ? 0 : 1);
  });

  it('has no name where a pooler may give the next one to another session', async () => {
    await openThrough({ answered: withAnotherKey });
    expect(await keptOf('SELECT $1::int + 0 AS value')).toBe(0);
  });

  it('is planned anew once a migration changed what it reads', async () => {
    open(url);
    await pool.query('DROP TABLE IF EXISTS replanned');
    await pool.query('CREATE TABLE replanned AS SELECT 1::int AS value');
    const read = async () => {
      const client = await pool.connect();
      return client.query('SELECT * FROM replanned WHERE $1::int = 1', [1]).finally(() => client.release());
    };
    expect((await read()).rows).toEqual([{ value: 1 }]);
    await pool.query(`ALTER TABLE replanned ALTER value TYPE text USING 'one'`);
    // The first may be refused; nobody after.
    await read().catch((error: { code?: unknown }) => expect(error.code).toBe('0A000'));
    expect((await read()).rows).toEqual([{ value: 'one' }]);
    await pool.query('DROP TABLE replanned');
  });
});

it('statements sent together end with the first that fails, and can be sent again', async () => {
  open(url);
  await pool.query('DROP TABLE IF EXISTS together');
  await pool.query('CREATE TABLE together (value int CHECK (value < 9))');
  const client = (await pool.connect()) as unknown as TimedClient & PoolClient;
  const insert = (value: number) => ({ text: 'INSERT INTO together SELECT $1::int', values: [value] });
  const all = (value: number) => [
    { text: 'BEGIN' },
    insert(1),
    insert(value),
    { text: 'SELECT sum(value)::int, $1::text AS name FROM together', values: ['ada'] },
    { text: 'COMMIT' },
  ];
  for (const sum of [3, 6]) {
    await expect(client.queryAll(all(9))).rejects.toMatchObject({ code: '23514' });
    await client.query('ROLLBACK');
    const results = await client.queryAll(all(2));
    expect(results.map(({ command }) => command)).toEqual(['BEGIN', 'INSERT', 'INSERT', 'SELECT', 'COMMIT']);
    expect(results[3]!.rows).toEqual([{ sum, name: 'ada' }]);
  }
  await expect(client.queryAll([insert(Number.NaN)])).rejects.toMatchObject({ code: '22P02' });
  client.release();
  await pool.query('DROP TABLE together');
});

it('a statement of a batch that failed can be sent by itself', async () => {
  open(url);
  const client = (await pool.connect()) as unknown as TimedClient & PoolClient;
  const text = 'SELECT 1 / $1::int AS value';
  await expect(client.queryAll([{ text: 'BEGIN' }, { text, values: [0] }])).rejects.toMatchObject({ code: '22012' });
  await client.query('ROLLBACK');
  const answer = await client.query<{ value: number }>(text, [1]).finally(() => client.release());
  expect(answer.rows).toEqual([{ value: 1 }]);
});

it('a server that goes silent once it is connected to keeps nobody longer than one operation may take', async () => {
  const { wire, askedInVain } = silentOnceReady();
  await openThrough(wire);
  stopClock();
  const failures = failuresOf(pool.query('SELECT 1'));
  await askedInVain;
  await passTime(OPERATION_MS);
  expect(failures).toEqual([expect.stringMatching(/timeout/)]);
  expect(pool.totalCount).toBe(0);
});

/** BackendKeyData: its letter, its length, and then the id of the process. */
const KEY = Buffer.from([...Buffer.from('K'), 0, 0, 0, 12]);

const withAnotherKey = (chunk: Buffer) => {
  const at = chunk.indexOf(KEY);
  if (at >= 0) chunk.writeInt32BE(chunk.readInt32BE(at + KEY.length) + 1, at + KEY.length);
  return chunk;
};

/** ReadyForQuery, outside of a transaction. */
const READY = Buffer.from([...Buffer.from('Z'), 0, 0, 0, 5, ...Buffer.from('I')]);

/** @returns a wire on which no more is answered, and what resolves once something was asked there */
function silentOnceReady() {
  let isReady = false;
  let ask = () => {};
  const askedInVain = new Promise<void>((resolve) => (ask = resolve));
  const wire: Wire = {
    asked(chunk) {
      if (isReady) ask();
      return chunk;
    },
    answered(chunk) {
      const passed = isReady ? undefined : chunk;
      isReady ||= chunk.includes(READY);
      return passed;
    },
  };
  return { wire, askedInVain };
}
