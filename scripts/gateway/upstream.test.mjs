import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openGateway } from './gateway.mjs';
import { freePort } from '@latch/test-kit/free-ports';

/** @type {(() => unknown)[]} */
const cleanUp = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).toReversed()) await task();
});

test(
  'a server that is down is a 503 at once, and is asked again once it is started',
  { timeout: 120_000 },
  async (t) => {
    const server = await startServer();
    const gateway = await startGateway(server.url);
    assert.equal(await gateway.text('/api/x'), 'a');
    await server.stop();
    // While no timer ends, an answer that waits for one never comes.
    t.mock.timers.enable({ apis: ['setTimeout'] });
    for (let n = 0; n < 10; n++) await gateway.isUnavailable('/api/x');
    t.mock.timers.reset();
    await server.start();
    await gateway.until('/api/x', 'a');
  },
);

test('a server that is about to stop is asked to the end', async () => {
  const server = await startServer();
  const gateway = await startGateway(server.url);
  server.leaving = true;
  await server.asked(2);
  for (let n = 0; n < 6; n++) assert.equal(await gateway.text('/api/x'), 'a');
});

test('all who wait for a server that hangs are told so, the next without asking it, until it answers again', async () => {
  const server = await startServer();
  const gateway = await startGateway(server.url);
  await Promise.all([gateway.text('/api/x'), gateway.text('/api/x')]);
  server.hanging = true;
  await Promise.all(Array.from({ length: 4 }, () => gateway.isUnavailable('/api/x')));
  const { requests } = server;
  await gateway.isUnavailable('/api/x');
  assert.equal(server.requests, requests);
  server.hanging = false;
  await gateway.until('/api/x', 'a');
});

test('a stream on which nothing is said is open for as long as the server lives, and no longer', async () => {
  const server = await startServer();
  const gateway = await startGateway(server.url);
  const stream = (await gateway.fetch('/api/events')).body?.getReader();
  // For longer than the gateway waits for a server that hangs.
  await server.asked(14);
  server.say('still here');
  assert.equal(Buffer.from((await stream?.read())?.value ?? []).toString(), 'still here');
  server.hanging = true;
  await assert.rejects(async () => stream?.read());
});

test('an answer that takes its time is not cut while the server lives', async () => {
  const server = await startServer();
  const gateway = await startGateway(server.url);
  assert.equal(await gateway.text('/api/slow'), 'a at last');
});

test('a server too busy for the probe, but answering others, is not cut', async () => {
  const server = await startServer();
  const gateway = await startGateway(server.url);
  server.deafToProbes = true;
  const slow = gateway.text('/api/slow');
  const deadline = Date.now() + 2_500;
  while (Date.now() < deadline) assert.equal(await gateway.text('/api/x'), 'a');
  assert.equal(await slow, 'a at last');
});

test('a server that does nothing for a while gets nothing new, and nobody who waits for it is cut', async () => {
  const server = await startServer();
  const gateway = await startGateway(server.url);
  assert.equal(await gateway.text('/api/x'), 'a');
  server.freeze();
  const { requests } = server;
  /** @type {number[]} */
  const statuses = [];
  /** @type {Promise<void>[]} */
  const asked = [];
  while (!statuses.includes(503)) {
    const answered = gateway.fetch('/api/x').then(({ status }) => void statuses.push(status));
    asked.push(answered);
    await Promise.race([answered, wait(100)]);
  }
  server.thaw();
  await Promise.all(asked);
  assert.deepEqual(new Set(statuses), new Set([200, 503]));
  // All that had reached the server were answered by it. A refusal may come late on a busy machine, after the next request.
  assert.equal(statuses.filter((status) => status === 200).length, server.requests - requests);
  await gateway.until('/api/x', 'a');
});

test('a server too busy for the probe, but in the middle of an answer, is not cut', async () => {
  const server = await startServer();
  const gateway = await startGateway(server.url);
  server.deafToProbes = true;
  const answer = await gateway.fetch('/api/drip');
  await wait(6_500);
  server.deafToProbes = false;
  server.dripping = false;
  assert.match(await answer.text(), /^\.+ a$/);
});

test('beyond a thousand in flight the next is refused at once', async () => {
  const server = await startServer();
  const gateway = await startGateway(server.url);
  // Streams take nobody's place.
  const streams = await Promise.all(Array.from({ length: 20 }, () => gateway.fetch('/api/events')));
  /** @type {Promise<string>[]} */
  const held = [];
  while (held.length < 1_000) {
    // Not all at once: more than 511 connections that nobody has accepted yet are not taken by the operating system.
    held.push(...Array.from({ length: 100 }, () => gateway.text('/api/held')));
    await server.holds(held.length);
  }
  const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.fetch('/api/x')));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [503]);
  server.letGo();
  assert.deepEqual([...new Set(await Promise.all(held))], ['a']);
  // A probe may have found no room meanwhile.
  await gateway.until('/api/x', 'a');
  for (const { body } of streams) await body?.cancel();
});

/** A server that can be in many moods, and answers `a`. */
async function startServer() {
  const port = await freePort();
  /** @type {(() => void)[]} */
  const held = [];
  /** @type {Set<import('node:http').ServerResponse>} */
  const streams = new Set();
  const mood = { hanging: false, leaving: false, deafToProbes: false, dripping: true, probes: 0, requests: 0 };
  /** Resolved unless it does nothing at all. */
  let thawed = Promise.resolve();
  let thaw = () => {};
  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  const answer = async (request, response) => {
    const isProbe = request.url === '/health/live';
    if (!isProbe) mood.requests += 1;
    await thawed;
    if (mood.hanging || (isProbe && mood.deafToProbes)) return;
    if (isProbe) mood.probes += 1;
    if (mood.leaving) response.shouldKeepAlive = false;
    if (request.url === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      streams.add(response);
      return;
    }
    if (request.url === '/api/slow') await wait(2_200);
    if (request.url === '/api/held') await new Promise((resolve) => held.push(() => resolve(undefined)));
    if (request.url === '/api/drip') for (; mood.dripping; await wait(200)) response.write('.');
    response.end(`${request.url === '/api/drip' ? ' ' : ''}a${request.url === '/api/slow' ? ' at last' : ''}`);
  };
  let listener = createServer();
  const server = Object.assign(mood, {
    url: `http://127.0.0.1:${port}`,
    async start() {
      listener = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
      await new Promise((resolve) => listener.listen(port, '127.0.0.1', () => resolve(undefined)));
    },
    async stop() {
      if (!listener.listening) return;
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
    /** Resolves once this many requests are held. @param {number} count */
    async holds(count) {
      while (held.length < count) await wait(20);
    },
    freeze() {
      thawed = new Promise((resolve) => (thaw = resolve));
    },
    thaw: () => thaw(),
    /** @param {string} text */
    say(text) {
      for (const stream of streams) stream.write(text);
    },
    letGo() {
      for (const release of held.splice(0)) release();
    },
    /** Resolves after this many more probes were answered. @param {number} times */
    async asked(times) {
      const wanted = mood.probes + times;
      while (mood.probes < wanted) await wait(20);
    },
  });
  await server.start();
  cleanUp.push(() => server.stop());
  return server;
}

/** @param {string} backend */
async function startGateway(backend) {
  const port = await freePort();
  const pages = mkdtempSync(join(tmpdir(), 'latch-test-'));
  const options = { port, hosts: ['127.0.0.1'], publicUrl: 'http://localhost', authServer: 'http://127.0.0.1:9' };
  // So long that a gateway which ends a request within a test has done so because of its probes.
  const silenceMs = { answer: 3_600_000, stream: 3_600_000 };
  const gateway = await openGateway({ ...options, backend, pages, silenceMs });
  cleanUp.push(
    () => rmSync(pages, { recursive: true }),
    () => gateway.stop(),
  );
  const url = `http://127.0.0.1:${port}`;
  const text = async (/** @type {string} */ path) => (await fetch(url + path)).text();
  const isUnavailable = async (/** @type {string} */ path) => {
    const response = await fetch(url + path);
    const { error_code } = await response.json();
    assert.deepEqual([response.status, error_code], [503, 'SERVER_UNAVAILABLE']);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
  };
  return {
    fetch: (/** @type {string} */ path, /** @type {RequestInit} */ init = {}) => fetch(url + path, init),
    text,
    /** @param {string} path @param {string} expected */
    async until(path, expected) {
      const deadline = Date.now() + 60_000;
      while ((await text(path)) !== expected) {
        assert.ok(Date.now() < deadline, `no "${expected}" within a minute`);
        await wait(20);
      }
    },
    isUnavailable,
  };
}
