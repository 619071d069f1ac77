import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FakeApi } from '@latch/test-kit/fake-api';
import { freePort } from '@latch/test-kit/free-ports';
import { streamCases } from '@latch/test-kit/gateway-cases';
import { root } from '../settings/settings.mjs';
import { untilOk } from '../stack/ports.mjs';

const fake = new FakeApi();
/** @type {import('node:child_process').ChildProcess} */
let vite;
let url = '';

before(async () => {
  const [port, behind] = [await freePort(), await freePort()];
  await fake.start(behind, '127.0.0.1');
  url = `http://127.0.0.1:${port}`;
  vite = spawn(join(root, 'node_modules', '.bin', 'vite'), ['--port', String(port), '--strictPort'], {
    cwd: join(root, 'frontend'),
    env: { ...process.env, AUTH_PORT: String(behind), BACKEND_PORT: String(behind) },
    stdio: 'ignore',
  });
  await untilOk(`${url}/api/fake/streams`, 60_000);
});
after(async () => {
  vite.kill();
  await fake.stop();
});

// The proxy of `npm run dev`, in the place of the gateway.
for (const [name, check] of Object.entries(streamCases))
  test(name, async () => {
    assert.equal(vite.exitCode, null);
    await check({ url, keepsConnections: false, quietMs: 0 });
  });
