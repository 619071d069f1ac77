import { BoundedPool } from '@latch/server-kit/bounded-pool';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { failuresOf, passTime, startClock, stopClock } from '../support/clock.js';

const url = process.env.TEST_TODOS_DATABASE_URL!;
/** Long enough for a slow machine to connect in. */
const OPERATION_MS = 60_000;

let pool: BoundedPool;
let proxy: TcpProxy | undefined;
const open = (connectionString: string, more = {}) =>
  (pool = new BoundedPool({ connectionString, max: 2, operationMs: OPERATION_MS, mostWaiting: 5, ...more }));
afterEach(async () => {
  startClock();
  await proxy?.close();
  proxy = undefined;
  await pool.end();
});

describe('The pool', () => {
  it('takes waiting and query together no longer than one operation may take, and keeps no dead connection', async () => {
    proxy = await TcpProxy.to(url);
    open(proxy.url);
    await Promise.all([pool.query('SELECT 1'), pool.query('SELECT 1')]);
    proxy.turn('hang');
    stopClock();
    const failures = failuresOf(...Array.from({ length: 6 }, () => pool.query('SELECT 1')));
    // Each limit by itself, one after the other, would take twice as long.
    await passTime(OPERATION_MS);
    expect(failures).toEqual(Array.from({ length: 6 }, () => expect.stringMatching(/timeout/)));
    expect(pool.totalCount).toBe(0);
    startClock();
    proxy.turn('pass');
    await pool.query('SELECT 1');
  });

  it('refuses at once a caller who would wait behind too many', async () => {
    open(url, { operationMs: 60_000 });
    const held = await Promise.all([pool.connect(), pool.connect()]);
    const waiting = Array.from({ length: 5 }, () => pool.connect());
    try {
      // Nothing is given back before, so that a caller who waited would be told something else, and much later.
      await expect(pool.connect()).rejects.toThrow('Too many wait for a database connection');
    } finally {
      for (const client of held) client.release();
      for (const client of waiting) (await client).release();
    }
  });

  it('does without the server’s own limits where a pooler in between refuses them', async () => {
    const pooler = await poolerThatRefuses('lock_timeout', url);
    open(pooler.url, { lock_timeout: 1_000, statement_timeout: 1_000 });
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(pooler.refused()).toBe(1);
    await pool.query('SELECT 1');
    expect(pooler.refused()).toBe(1);
    await pool.end();
    pool = open(url);
    await pooler.close();
  });
});

/** Answers as PgBouncer does to a startup parameter it does not know, and passes on a client that comes without it. */
async function poolerThatRefuses(parameter: string, databaseUrl: string) {
  let refusals = 0;
  const proxy = await TcpProxy.to(databaseUrl, {
    asked: (chunk, client) => {
      if (!chunk.includes(parameter)) return chunk;
      refusals += 1;
      client.end(errorResponse(`unsupported startup parameter: ${parameter}`));
      return undefined;
    },
  });
  return { url: proxy.url, refused: () => refusals, close: () => proxy.close() };
}

function errorResponse(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`);
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
