import { isDeepStrictEqual } from 'node:util';
import { Client } from 'pg';
import { runMigrations } from '../../src/database/run-migrations.js';
import { contract } from '../support/contract.js';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { FlakyProxy } from '../support/flaky-proxy.js';
import { openDatabase } from '../support/scratch-database.mjs';

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
    const scratch = await openDatabase();
    const stack = await startFakeStack({ variables: { TODOS_DATABASE_URL: scratch.url } });
    const checks = { database: 'ok', migrations: 'unavailable', authServer: 'ok' };
    await untilReadiness(stack, 503, { status: 'unavailable', checks });
    await runMigrations(scratch.url, 'up');
    await untilReadiness(stack, 200, { status: 'ok', checks: { ...checks, migrations: 'ok' } });
    const client = new Client({ connectionString: scratch.url });
    await client.connect();
    await client.query('DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)');
    await client.end();
    await untilReadiness(stack, 503, { status: 'unavailable', checks });
    await stack.close();
    await scratch.close();
  });

  it.each(['hang', 'refuse'] as const)('is live but not ready when the database would %s', async (mood) => {
    const proxy = await FlakyProxy.to(process.env.TEST_TODOS_DATABASE_URL!);
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

describe('The contract as a page', () => {
  let stack: FakeStack;
  beforeAll(async () => {
    stack = await startFakeStack();
  });
  afterAll(() => stack.close());

  it('is served as JSON, word for word', async () => {
    expect((await stack.http.get('/api/docs/openapi.json').expect(200)).body).toEqual(contract);
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
