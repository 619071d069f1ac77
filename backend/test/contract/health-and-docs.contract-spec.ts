import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, promisify } from 'node:util';
import { emptyDatabase, sql } from '@latch/test-kit/databases';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { runMigrations } from '../../src/database/run-migrations.js';
import { contract } from '../support/client.js';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';

/**
 * Asks whether it is ready until it says this. A part has a second to answer, which a busy machine may miss once, and
 * nothing else may ever be said.
 */
async function untilReadiness({ http }: FakeStack, status: number, body: object): Promise<void> {
  for (;;) {
    const answer = await http.get('/health/ready');
    expect(answer.status).toBe(answer.body.status === 'ok' ? 200 : 503);
    if (answer.status === status && isDeepStrictEqual(answer.body, body)) return;
  }
}

describe('Health', () => {
  it('is live and ready while all answer', async () => {
    const stack = await startFakeStack();
    expect((await stack.http.get('/health/live').expect(200)).body).toEqual({ status: 'ok' });
    await untilReadiness(stack, 200, { status: 'ok', checks: { database: 'ok', migrations: 'ok', authServer: 'ok' } });
    await stack.close();
  });

  it('is live but not ready without the auth server', async () => {
    const stack = await startFakeStack();
    await stack.auth.stop();
    await untilReadiness(stack, 503, {
      status: 'unavailable',
      checks: { database: 'ok', migrations: 'ok', authServer: 'unavailable' },
    });
    await stack.http.get('/health/live').expect(200);
    await stack.auth.start();
    await stack.close();
  });

  it('is live but not ready while migrations are missing', async () => {
    const scratch = await emptyDatabase();
    const stack = await startFakeStack({ variables: { TODOS_DATABASE_URL: scratch.url } });
    const checks = { database: 'ok', migrations: 'unavailable', authServer: 'ok' };
    await untilReadiness(stack, 503, { status: 'unavailable', checks });
    await runMigrations(scratch.url, 'up');
    await untilReadiness(stack, 200, { status: 'ok', checks: { ...checks, migrations: 'ok' } });
    await sql(scratch.url, 'DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)');
    await untilReadiness(stack, 503, { status: 'unavailable', checks });
    await stack.close();
    await scratch.drop();
  });

  it.each(['hang', 'refuse'] as const)('is live but not ready when the database would %s', async (mood) => {
    const proxy = await TcpProxy.to(process.env.TEST_TODOS_DATABASE_URL!);
    const stack = await startFakeStack({ variables: { TODOS_DATABASE_URL: proxy.url } });
    proxy.turn(mood);
    await untilReadiness(stack, 503, {
      status: 'unavailable',
      checks: { database: 'unavailable', migrations: 'unavailable', authServer: 'ok' },
    });
    await stack.http.get('/health/live').expect(200);
    proxy.turn('pass');
    await stack.close();
    await proxy.close();
  });
});

/** What PostgreSQL sends to somebody with the wrong password, in its protocol. */
const PASSWORD_REFUSED = (() => {
  const fields = Buffer.from('SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed\0\0');
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
})();

describe('A database that refuses the password', () => {
  const answer = /refuses the password of its role \w+\. Set TODOS_DATABASE_URL .*: psql -c '\\password \w+'$/m;
  const refusing = createServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.end(PASSWORD_REFUSED));
  });
  afterAll(() => void refusing.close());

  it('is told while running, in the log and in the readiness', async () => {
    const proxy = await TcpProxy.to(process.env.TEST_TODOS_DATABASE_URL!);
    const { port } = new URL(proxy.url);
    const lines: string[] = [];
    const stack = await startFakeStack({
      variables: { TODOS_DATABASE_URL: proxy.url.replace('postgres://postgres@', 'postgres://postgres:S3CRET@') },
      log: { write: (line) => void lines.push(line) },
    });
    await proxy.close();
    refusing.listen(Number(port), '127.0.0.1');
    await once(refusing, 'listening');
    let body: { problem?: string };
    // The connections that were cut may be noticed one after the other.
    do ({ body } = await stack.http.get('/health/ready').expect(503));
    while (!body.problem);
    expect(body.problem).toMatch(answer);
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toContain(body.problem);
    expect(lines.join('')).not.toContain('S3CRET');
    await stack.close();
  });

  it('is told in one line when it is to be migrated', async () => {
    if (!refusing.listening) await once(refusing.listen(0, '127.0.0.1'), 'listening');
    const { port } = refusing.address() as AddressInfo;
    const migrate = fileURLToPath(new URL('../../dist/database/migrate.js', import.meta.url));
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      TODOS_DATABASE_URL: `postgres://todos:S3CRET@127.0.0.1:${port}/todos`,
    };
    const { stderr, code } = (await promisify(execFile)(process.execPath, [migrate], { env }).catch(
      (error: unknown) => error,
    )) as { stderr: string; code?: number };
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(answer)]);
    expect(stderr).not.toContain('S3CRET');
  });
});

describe('The contract as a page', () => {
  let stack: FakeStack;
  beforeAll(async () => {
    stack = await startFakeStack();
  });
  afterAll(() => stack.close());

  it('is served as JSON, word for word', async () => {
    expect((await stack.http.get('/api/docs/openapi.json').expect(200)).body).toEqual(contract.document);
  });

  it('needs nobody else, and no inline script or style', async () => {
    const { text, headers } = await stack.http.get('/api/docs').expect(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(text).not.toMatch(/<script(?![^>]*src=)|<style|style=|\son\w+=|https?:\/\//);
    // From where the page is, so that they are found below a path too.
    const addresses = [...text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)];
    expect(addresses).toHaveLength(3);
    for (const [, address] of addresses) await stack.http.get(`/api/${address!}`).expect(200);
  });

  it('allows no script at all on the answers themselves', async () => {
    const { headers } = await stack.http.get('/health/live').expect(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('script-src');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});
