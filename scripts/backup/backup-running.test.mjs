import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { backup } from './backup-command.mjs';
import { environment, testFolder } from './backup-testing.mjs';
import { freePort } from '@latch/test-kit/free-ports';
import { restore } from './restore-command.mjs';
import { readSettings } from '../settings/settings.mjs';
import { startStack } from '../stack/stack.mjs';

const folder = testFolder();
const password = 'correct horse battery';
/** A busy machine is slow, not out of order. */
const PATIENCE = { AUTH_SERVER_TIMEOUT_MS: '20000', DATABASE_TIMEOUT_MS: '20000' };

/** @type {Awaited<ReturnType<typeof startStack>> | undefined} */
let stack;
after(() => stack?.stop());

/** @param {NodeJS.ProcessEnv} env */
function client(env) {
  const origin = `http://localhost:${env.PORT}`;
  /**
   * @param {string} path
   * @param {{ cookie?: string, body?: unknown }} [options]
   */
  return async function ask(path, { cookie, body } = {}) {
    const port = path.startsWith('/api/auth') ? env.AUTH_PORT : env.BACKEND_PORT;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { origin, ...(cookie && { cookie }), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const session = answer.headers.getSetCookie().find((line) => /session_token=[^;]/.test(line));
    return { status: answer.status, cookie: session?.split(';')[0] ?? '', json: await answer.json() };
  };
}

test('Latch is backed up while it runs; a restore wants it stopped, and then it is as it was but for sessions', async () => {
  // So long that its databases' sockets lie elsewhere.
  const dataDir = join(folder, 'data'.repeat(30));
  const [port, authPort, backendPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const env = { ...environment(dataDir), PORT: `${port}`, AUTH_PORT: `${authPort}`, BACKEND_PORT: `${backendPort}` };
  const ask = client(env);
  const start = async () =>
    (stack = await startStack(readSettings(env), { gateway: false, serverEnvironment: PATIENCE }));
  await start();

  const credentials = { email: 'ada@example.com', password };
  const { cookie } = await ask('/api/auth/sign-up/email', { body: { name: 'Ada', ...credentials } });
  const { json: me } = await ask('/api/me', { cookie });
  const todos = `/api/users/${me.userId}/todos`;
  assert.equal((await ask(todos, { cookie, body: { title: 'kept' } })).status, 201);

  const file = join(folder, 'running.backup');
  const backingUp = new AbortController();
  const statuses = /** @type {number[]} */ ([]);
  const asking = (async () => {
    while (!backingUp.signal.aborted) statuses.push((await ask(todos, { cookie })).status);
  })();
  await backup(['--output', file], env).finally(() => backingUp.abort());
  await asking;
  assert.deepEqual([...new Set(statuses)], [200]);

  assert.equal((await ask(todos, { cookie, body: { title: 'made afterwards' } })).status, 201);
  await assert.rejects(restore([file, '--yes'], env), /Latch is running: it answers on port/);
  await assert.rejects(restore([file, '--yes'], environment(dataDir)), /Latch is running on .* Stop it/s);
  assert.equal((await ask(todos, { cookie })).json.items.length, 2);

  await stack?.stop();
  await restore([file, '--yes'], env);
  await start();
  assert.equal((await ask('/api/me', { cookie })).status, 401);
  const again = await ask('/api/auth/sign-in/email', { body: credentials });
  const { json } = await ask(todos, { cookie: again.cookie });
  assert.deepEqual(
    json.items.map((/** @type {any} */ { title }) => title),
    ['kept'],
  );
});
