import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { FakeApi } from '@latch/test-kit/fake-api';
import { freePort } from '@latch/test-kit/free-ports';
import { answerCases, builtApp, open, pageCases, streamCases } from '@latch/test-kit/gateway-cases';
import { openGateway } from './gateway.mjs';

const pages = mkdtempSync(join(tmpdir(), 'latch-answers-'));
for (const [file, text] of Object.entries(builtApp)) {
  mkdirSync(dirname(join(pages, file)), { recursive: true });
  writeFileSync(join(pages, file), text);
}
const fake = new FakeApi();
let behind = '';

before(async () => {
  const port = await freePort();
  await fake.start(port, '127.0.0.1');
  behind = `http://127.0.0.1:${port}`;
});
after(async () => {
  await fake.stop();
  rmSync(pages, { recursive: true });
});

/** @param {{ path?: string, server?: string }} [options] */
async function startGateway({ path = '', server = behind } = {}) {
  const port = await freePort();
  const gateway = await openGateway({
    port,
    hosts: ['127.0.0.1'],
    publicUrl: `http://localhost${path}`,
    authServer: server,
    backend: server,
    pages,
    silenceMs: { answer: 1_000, stream: 60_000 },
  });
  return { ...gateway, url: `http://127.0.0.1:${port}${path}` };
}

for (const path of ['', '/our/todo'])
  describe(`at ${path || 'the root'}`, () => {
    /** @type {Awaited<ReturnType<typeof startGateway>>} */
    let gateway;
    before(async () => void (gateway = await startGateway({ path })));
    after(() => gateway.stop());
    for (const [name, check] of Object.entries({ ...answerCases, ...pageCases, ...streamCases }))
      test(name, () => check({ url: gateway.url, keepsConnections: true, quietMs: 2_000 }));
  });

test('a client that does not read holds the server back, though the answer is compressed', async () => {
  // More than all the sockets on the way take in, and hardly compressible.
  const [chunk, all] = [randomBytes(32_768).toString('hex'), 600];
  /** How many chunks were taken of each answer. @type {number[]} */
  const taken = [];
  const port = await freePort();
  const server = createServer(({ url = '' }, response) => {
    if (!url.startsWith('/api/')) {
      response.end();
      return;
    }
    const answer = taken.push(0) - 1;
    const chunks = function* () {
      for (; (taken[answer] ?? 0) < all; taken[answer] = (taken[answer] ?? 0) + 1) yield chunk;
    };
    response.setHeader('Content-Type', 'application/json');
    Readable.from(chunks()).pipe(response);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const gateway = await startGateway({ server: `http://127.0.0.1:${port}` });
  const begin = () =>
    new Promise((resolve, reject) => {
      const options = { headers: { 'accept-encoding': 'gzip' }, agent: false };
      get(`${gateway.url}/api/users/ada/export`, options, resolve).on('error', reject);
    });
  const unread = await begin();
  const read = await begin();
  assert.equal(read.headers['content-encoding'], 'gzip');
  read.resume();
  await once(read, 'end');
  assert.equal(taken[1], all);
  assert.ok((taken[0] ?? 0) < all, 'an answer that nobody reads was taken in whole');
  unread.destroy();
  await gateway.stop();
  server.close();
});

test('a gateway that stops ends the streams instead of waiting for them', async () => {
  const gateway = await startGateway();
  const streams = await Promise.all([open(gateway.url), open(gateway.url)]);
  const stopped = gateway.stop();
  for (const stream of streams) assert.deepEqual([await stream.next(), stream.complete], [undefined, true]);
  await stopped;
});
