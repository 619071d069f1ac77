import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openGateway } from './gateway.mjs';
import { freePort } from '../stack/ports.mjs';

/** @type {(() => unknown)[]} */
const cleanUp = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).toReversed()) await task();
});

test('each replica is asked in turn', async () => {
  const [a, b] = [await startReplica('a'), await startReplica('b')];
  const gateway = await startGateway([a.url, b.url]);
  const names = [];
  for (let n = 0; n < 6; n++) names.push(await gateway.text('/api/x'));
  assert.equal(names.filter((name) => name === 'a').length, 3);
  assert.equal(names.filter((name) => name === 'b').length, 3);
});

test('one that is down is passed over, a request with a body included, and is back once it is started again', async () => {
  const [a, b] = [await startReplica('a'), await startReplica('b')];
  const gateway = await startGateway([a.url, b.url]);
  await a.stop();
  for (let n = 0; n < 6; n++) {
    const body = `${n}`.repeat(40_000);
    const response = await gateway.fetch('/api/x', { method: 'POST', body });
    assert.equal(await response.text(), `b got ${body.length}`);
  }
  await a.start();
  await gateway.until('/api/x', 'a');
});

test('one that says it is leaving gets nothing more, and still everything when it is the only one', async () => {
  const [a, b] = [await startReplica('a'), await startReplica('b')];
  const gateway = await startGateway([a.url, b.url]);
  a.leaving = true;
  await a.asked(2);
  for (let n = 0; n < 6; n++) assert.equal(await gateway.text('/api/x'), 'b');
  await b.stop();
  await gateway.until('/api/x', 'a');
});

test('with all of them down it is a 503 at once', async () => {
  const a = await startReplica('a');
  const gateway = await startGateway([a.url]);
  await a.stop();
  await gateway.isUnavailableAtOnce('/api/x');
});

test('who waits for one that hangs is told so, and the others go on', async () => {
  const [a, b] = [await startReplica('a'), await startReplica('b')];
  const gateway = await startGateway([a.url, b.url]);
  await Promise.all([gateway.text('/api/x'), gateway.text('/api/x')]);
  a.hanging = true;
  const answers = await Promise.all(Array.from({ length: 8 }, () => gateway.fetch('/api/x')));
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(
    [200, 503].map((wanted) => statuses.filter((status) => status === wanted).length),
    [4, 4],
  );
  for (let n = 0; n < 6; n++) assert.equal(await gateway.text('/api/x'), 'b');
  a.hanging = false;
  await gateway.until('/api/x', 'a');
});

test('one alone that hangs is a 503 within seconds, then at once', async () => {
  const a = await startReplica('a');
  const gateway = await startGateway([a.url]);
  a.hanging = true;
  await gateway.isUnavailable('/api/x', 12_000);
  await gateway.isUnavailableAtOnce('/api/x');
});

test('an answer that takes its time is not cut while the server lives', async () => {
  const a = await startReplica('a');
  const gateway = await startGateway([a.url]);
  assert.equal(await gateway.text('/api/slow'), 'a at last');
});

test('a server too busy for the probe, but answering others, is not cut', async () => {
  const a = await startReplica('a');
  const gateway = await startGateway([a.url]);
  a.deafToProbes = true;
  const slow = gateway.text('/api/slow');
  const deadline = Date.now() + 2_500;
  while (Date.now() < deadline) assert.equal(await gateway.text('/api/x'), 'a');
  assert.equal(await slow, 'a at last');
});

test('a server that does nothing for a while gets nothing new, and nobody who waits for it is cut', async () => {
  const a = await startReplica('a');
  const gateway = await startGateway([a.url]);
  assert.equal(await gateway.text('/api/x'), 'a');
  a.freeze();
  /** @type {Promise<number>[]} */
  const waiting = [];
  for (let refused = false; !refused;) {
    const asked = gateway.fetch('/api/x').then(({ status }) => status);
    refused = await Promise.race([asked.then((status) => status === 503), wait(100).then(() => false)]);
    if (!refused) waiting.push(asked);
  }
  a.thaw();
  assert.deepEqual(new Set(await Promise.all(waiting)), new Set([200]));
  await gateway.until('/api/x', 'a');
});

test('a server too busy for the probe, but in the middle of an answer, is not cut', async () => {
  const a = await startReplica('a');
  const gateway = await startGateway([a.url]);
  a.deafToProbes = true;
  const answer = await gateway.fetch('/api/drip');
  await wait(6_500);
  a.deafToProbes = false;
  a.dripping = false;
  assert.match(await answer.text(), /^\.+ a$/);
});

test('beyond a thousand in flight the next is refused at once', async () => {
  const a = await startReplica('a');
  const gateway = await startGateway([a.url]);
  /** @type {Promise<string>[]} */
  const held = [];
  while (held.length < 1_000) {
    // Not all at once: more than 511 connections that nobody has accepted yet are not taken by the operating system.
    held.push(...Array.from({ length: 100 }, () => gateway.text('/api/held')));
    await a.holds(held.length);
  }
  const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.fetch('/api/x')));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [503]);
  a.letGo();
  assert.deepEqual([...new Set(await Promise.all(held))], ['a']);
  // A probe may have found no room meanwhile.
  await gateway.until('/api/x', 'a');
});

/** A server that can be in many moods. @param {string} name */
async function startReplica(name) {
  const port = await freePort();
  /** @type {(() => void)[]} */
  const held = [];
  const mood = { hanging: false, leaving: false, deafToProbes: false, dripping: true, probes: 0 };
  /** Resolved unless it does nothing at all. */
  let thawed = Promise.resolve();
  let thaw = () => {};
  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  const answer = async (request, response) => {
    const isProbe = request.url === '/health/live';
    await thawed;
    if (mood.hanging || (isProbe && mood.deafToProbes)) return;
    if (isProbe) mood.probes += 1;
    if (mood.leaving) response.shouldKeepAlive = false;
    if (request.url === '/api/slow') await wait(2_200);
    if (request.url === '/api/held') await new Promise((resolve) => held.push(() => resolve(undefined)));
    if (request.url === '/api/drip') for (; mood.dripping; await wait(200)) response.write('.');
    let length = 0;
    for await (const chunk of request) length += chunk.length;
    const more = request.method === 'POST' ? ` got ${length}` : request.url === '/api/slow' ? ' at last' : '';
    response.end(`${request.url === '/api/drip' ? ' ' : ''}${name}${more}`);
  };
  let server = createServer();
  const replica = Object.assign(mood, {
    url: `http://127.0.0.1:${port}`,
    async start() {
      server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
      await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
    },
    async stop() {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    /** Resolves once this many requests are held. @param {number} count */
    async holds(count) {
      while (held.length < count) await wait(20);
    },
    freeze() {
      thawed = new Promise((resolve) => (thaw = resolve));
    },
    thaw: () => thaw(),
    letGo() {
      for (const release of held.splice(0)) release();
    },
    /** Resolves after this many more probes were answered. @param {number} times */
    async asked(times) {
      const wanted = mood.probes + times;
      while (mood.probes < wanted) await wait(20);
    },
  });
  await replica.start();
  cleanUp.push(() => replica.stop());
  return replica;
}

/** @param {string[]} backends */
async function startGateway(backends) {
  const port = await freePort();
  const pages = mkdtempSync(join(tmpdir(), 'latch-test-'));
  const options = { port, hosts: ['127.0.0.1'], publicUrl: 'http://localhost', authServers: ['http://127.0.0.1:9'] };
  const gateway = await openGateway({ ...options, backends, pages });
  cleanUp.push(
    () => rmSync(pages, { recursive: true }),
    () => gateway.stop(),
  );
  const url = `http://127.0.0.1:${port}`;
  const text = async (/** @type {string} */ path) => (await fetch(url + path)).text();
  /** @param {string} path @param {number} limit milliseconds; without any limit it would be 15 s of silence */
  const isUnavailable = async (path, limit) => {
    const began = performance.now();
    const response = await fetch(url + path);
    const { error_code } = await response.json();
    const took = performance.now() - began;
    assert.deepEqual([response.status, error_code], [503, 'SERVER_UNAVAILABLE']);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
    assert.ok(took < limit, `it took ${took} ms`);
    return took;
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
    /** Where nothing is waited for the fastest of some answers tells; a busy machine may keep any one of them. */
    async isUnavailableAtOnce(/** @type {string} */ path) {
      const times = [];
      for (let n = 0; n < 10; n++) times.push(await isUnavailable(path, 5_000));
      assert.ok(Math.min(...times) < 300, `they took ${times.join(', ')} ms`);
    },
  };
}
