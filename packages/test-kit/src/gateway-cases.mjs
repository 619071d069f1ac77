import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';

/** @typedef {import('./fake-api.mjs').Wanted} Wanted */
/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

/**
 * A gateway with `FakeApi` behind it as both servers.
 * @typedef {object} Gateway
 * @property {string} url
 * @property {boolean} keepsConnections
 * @property {number} quietMs longer than it waits for the rest of an ordinary answer, shorter than for an event
 */

const TODOS = '/api/users/ada/todos';
const EVENTS = '/api/users/ada/events';
/** What is shorter is not compressed. */
const LEAST_LENGTH = 1_024;
const gzip = { 'accept-encoding': 'gzip, deflate, br' };

/** @typedef {Record<string, (gateway: Gateway) => Promise<void>>} Cases */

/** What both gateways do with answers. @type {Cases} */
export const answerCases = {
  async 'answers about the todos of a person are compressed, and come out as they were'({ url }) {
    for (const wanted of [{ length: LEAST_LENGTH }, { length: 200_000 }, { length: 200_000, chunked: true }]) {
      const { headers, body } = await ask(url, TODOS, wanted, { headers: gzip });
      assert.equal(headers['content-encoding'], 'gzip');
      assert.equal(headers['content-length'], undefined);
      assert.equal(headers['vary'], 'Accept-Encoding');
      assert.equal(headers['content-type'], 'application/json; charset=utf-8');
      const plain = await ask(url, TODOS, wanted);
      assert.ok(gunzipSync(body).equals(plain.body));
      assert.ok(body.length < plain.body.length / 4, `${body.length} of ${plain.body.length} bytes`);
    }
  },

  async 'a page of 500 todos is 20 kB at most, so that a device reads 10,000 in 400 kB'({ url }) {
    const { body } = await ask(url, TODOS, { todos: 500 }, { headers: gzip });
    assert.ok(body.length <= 20_000, `${body.length} bytes`);
    assert.equal(JSON.parse(gunzipSync(body).toString()).todos.length, 500);
  },

  async 'nothing is compressed that could hold a secret, that is short, or that is no plain JSON'({ url }) {
    const long = { length: 5_000 };
    /** @type {[string, Wanted][]} */
    const answers = [
      ['/api/auth/outbox', long],
      ['/api/auth/second-factor/recovery-codes', long],
      ['/api/auth/admin/invitations', { ...long, chunked: true }],
      ['/api/auth/setup', long],
      ['/api/me', long],
      ['/api/docs/openapi.json', long],
      ['/api/userss', long],
      [TODOS, { length: LEAST_LENGTH - 1 }],
      [TODOS, { ...long, headers: { 'content-type': 'text/plain' } }],
      [TODOS, { ...long, headers: { 'content-type': 'application/json-lines' } }],
      [TODOS, { ...long, status: 206, headers: { 'content-range': 'bytes 0-4999/9000' } }],
      [TODOS, { ...long, status: 409 }],
      [TODOS, { ...long, headers: { 'content-encoding': 'identity' } }],
    ];
    for (const [path, wanted] of answers) {
      const { status, headers, body } = await ask(url, path, wanted, { headers: gzip });
      const what = `${path} ${JSON.stringify(wanted)}`;
      assert.equal(status, wanted.status ?? 200, what);
      assert.equal(headers['content-encoding'], wanted.headers?.['content-encoding'], what);
      assert.equal(body.length, wanted.length, what);
      if (!wanted.chunked) assert.equal(headers['content-length'], String(body.length), what);
      assert.equal(headers['content-range'], wanted.headers?.['content-range'], what);
    }
  },

  async 'nobody gets an encoding that they do not take'({ url }) {
    for (const accepted of ['', 'identity', 'br', 'gzip;q=0', 'identity, gzip; q=0.000', 'gzippy, br', 'deflate;q=1']) {
      const { headers, body } = await ask(url, TODOS, { length: 5_000 }, { headers: { 'accept-encoding': accepted } });
      assert.equal(headers['content-encoding'], undefined, accepted);
      assert.equal(body.length, 5_000, accepted);
      // Or a cache would give it to those who take it, and the other way round.
      assert.equal(headers['vary'], 'Accept-Encoding', accepted);
    }
    for (const accepted of ['gzip', 'GZIP;q=0.5', 'identity;q=0, gzip', 'br;q=1.0,gzip;q=0.001']) {
      const { headers } = await ask(url, TODOS, { length: 5_000 }, { headers: { 'accept-encoding': accepted } });
      assert.equal(headers['content-encoding'], 'gzip', accepted);
    }
  },

  async 'HTTP 1.0, which could not tell half of one from the whole, gets none compressed'({ url }) {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${TODOS}?answer={"length":5000} HTTP/1.0\r\nHost: ${hostname}\r\nAccept-Encoding: gzip\r\n\r\n`);
    const chunks = await socket.toArray();
    const text = Buffer.concat(chunks).toString();
    assert.match(text, /^HTTP\/1\.[01] 200 /);
    assert.doesNotMatch(text, /content-encoding/i);
    assert.match(text, /"\]$/);
  },

  async 'what else varies an answer is kept'({ url }) {
    const wanted = { length: 5_000, headers: { vary: 'Origin' } };
    const { headers } = await ask(url, TODOS, wanted, { headers: gzip });
    assert.deepEqual(new Set(headers['vary']?.split(', ')), new Set(['Origin', 'Accept-Encoding']));
  },

  async 'the ETag of what was compressed is a weak one, and nothing is sent of what has not changed'({ url }) {
    const wanted = { length: 5_000, headers: { etag: '"7"' } };
    assert.equal((await ask(url, TODOS, wanted, { headers: gzip })).headers.etag, 'W/"7"');
    assert.equal((await ask(url, TODOS, wanted)).headers.etag, '"7"');
    const weak = { length: 5_000, headers: { etag: 'W/"7"' } };
    assert.equal((await ask(url, TODOS, weak, { headers: gzip })).headers.etag, 'W/"7"');
    const { status, headers, body } = await ask(url, TODOS, { ...wanted, status: 304 }, { headers: gzip });
    assert.deepEqual([status, headers.etag, headers['content-encoding'], body.length], [304, '"7"', undefined, 0]);
  },

  async 'HEAD has no body, whether it would be compressed or not'({ url }) {
    for (const path of [TODOS, '/api/auth/account']) {
      const { status, body, complete } = await ask(url, path, { length: 5_000 }, { method: 'HEAD', headers: gzip });
      assert.deepEqual([status, body.length, complete], [200, 0, true]);
    }
  },

  async 'one that is cut off is seen to be, compressed or not'({ url }) {
    for (const headers of [gzip, {}]) {
      const whole = await ask(url, TODOS, { length: 300_000, chunked: true }, { headers });
      assert.ok(whole.complete);
      const cut = await ask(url, TODOS, { length: 300_000, chunked: true, dies: true }, { headers });
      assert.ok(!cut.complete && cut.body.length < whole.body.length);
    }
  },

  async 'the connections to the server are kept'({ url, keepsConnections }) {
    const { connections: before } = await told(url);
    for (let n = 0; n < 40; n += 1) await ask(url, TODOS, { length: n * 100 }, { headers: gzip });
    const opened = (await told(url)).connections - before;
    if (keepsConnections) assert.ok(opened < 10, `${opened} connections for 40 requests`);
  },

  async 'what a client sends in one go is answered in turn, and given up when it goes'({ url }) {
    await openStreams(url, 0);
    const { hostname, port, pathname } = new URL(url + EVENTS);
    const socket = connect(Number(port), hostname).on('error', () => {});
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(3));
    await once(socket, 'data');
    await openStreams(url, 1);
    socket.destroy();
    await openStreams(url, 0);
  },

  async 'proxies in front are asked to hold no events back'({ url }) {
    const stream = await open(url);
    assert.equal(stream.headers['x-accel-buffering'], 'no');
    stream.close();
  },
};

/** A built app, as far as its gateway is concerned, by the paths of its files. @type {Record<string, string>} */
export const builtApp = {
  'index.html': '<!doctype html><link rel="manifest" href="/manifest.webmanifest">',
  'manifest.webmanifest': '{"name":"Latch"}',
  'service-worker.js': 'addEventListener("fetch", () => {});',
  'version.json': '{"build":"one"}',
  'theme.js': '{}',
  'icons/icon-192.png': 'PNG',
  'assets/first-abc1234.js': 'export {};',
};

/** What both gateways do with the files of `builtApp`. @type {Cases} */
export const pageCases = {
  async 'the files that open the app without a network are never stale, and of the right type'({ url }) {
    for (const [file, type] of /** @type {const} */ ([
      ['manifest.webmanifest', /^application\/manifest\+json(?:;|$)/],
      ['service-worker.js', /^(?:text|application)\/javascript;/],
      ['version.json', /^application\/json(?:;|$)/],
      ['theme.js?abc', /^(?:text|application)\/javascript;/],
      ['icons/icon-192.png', /^image\/png$/],
    ])) {
      const { status, headers, body } = await ask(url, `/${file}`);
      assert.equal(status, 200, file);
      assert.match(headers['content-type'] ?? '', type, file);
      assert.equal(headers['cache-control'], 'no-cache', file);
      assert.equal(headers['x-content-type-options'], 'nosniff', file);
      assert.equal(body.toString(), builtApp[file.replace('?abc', '')], file);
    }
  },

  async 'the page names its manifest below the path, and lets it and the worker be loaded'({ url }) {
    for (const path of ['/', '/inbox']) {
      const { headers, body } = await ask(url, path);
      assert.match(
        body.toString(),
        new RegExp(`href="${new URL(url).pathname.replace(/\/$/, '')}/manifest.webmanifest"`),
      );
      assert.match(String(headers['content-security-policy']), /; worker-src 'self'; manifest-src 'self';/);
      assert.equal(headers['cache-control'], 'no-cache');
    }
  },

  async 'a file that is not there is a 404 and not the app'({ url }) {
    for (const file of ['assets/gone-abc1234.js', 'gone.js', 'icons/gone.png', 'gone.webmanifest']) {
      const { status, headers, body } = await ask(url, `/${file}`);
      assert.deepEqual([status, JSON.parse(body.toString()).error_code], [404, 'NOT_FOUND'], file);
      assert.equal(headers['cache-control'], 'no-store', file);
    }
    assert.match(String((await ask(url, '/assets/first-abc1234.js')).headers['cache-control']), /immutable/);
  },
};

/** What everything between a browser and the backend does with streams of events. @type {Cases} */
export const streamCases = {
  async 'each event arrives as it is sent, and the head before any, never compressed'({ url }) {
    const stream = await open(url);
    assert.equal(stream.headers['content-type'], 'text/event-stream');
    assert.equal(stream.headers['content-encoding'], undefined);
    for (const text of ['1', '2', '3']) {
      await say(url, text);
      assert.equal(await stream.next(), `data: ${text}\n\n`);
    }
    stream.close();
  },

  async 'a stream on which nothing is said for a while is not cut'({ url, quietMs }) {
    const stream = await open(url);
    await say(url, 'at last', quietMs);
    assert.equal(await stream.next(), 'data: at last\n\n');
    stream.close();
  },

  async 'the server learns at once of a client that went'({ url }) {
    await openStreams(url, 0);
    const stream = await open(url);
    await openStreams(url, 1);
    stream.close();
    await openStreams(url, 0);
  },

  async 'the client learns at once of a server that ended the stream, or died'({ url }) {
    const ended = await open(url);
    await ask(url, '/api/fake/end');
    assert.deepEqual([await ended.next(), ended.complete], [undefined, true]);
    const cut = await open(url);
    await ask(url, '/api/fake/die');
    assert.deepEqual([await cut.next(), cut.complete], [undefined, false]);
  },
};

/**
 * As it is on the wire: `fetch` would unpack it.
 * @param {string} url
 * @param {string} path
 * @param {Wanted} [wanted]
 * @param {{ method?: string, headers?: Record<string, string> }} [options]
 */
async function ask(url, path, wanted = {}, options = {}) {
  const query = Object.keys(wanted).length ? `?answer=${encodeURIComponent(JSON.stringify(wanted))}` : '';
  const response = await head(url + path + query, options);
  /** @type {Buffer[]} */
  const chunks = [];
  response.on('data', (chunk) => chunks.push(chunk)).on('error', () => {});
  await new Promise((resolve) => response.once('close', resolve));
  const { statusCode: status, headers, complete } = response;
  return { status, headers, complete, body: Buffer.concat(chunks) };
}

/**
 * Asks again while the gateway takes the server for one that hangs, as it does on a machine that is busy for a second.
 * @param {string} url
 * @param {{ method?: string, headers?: Record<string, string> }} options
 * @returns {Promise<IncomingMessage>}
 */
async function head(url, options, tries = 60) {
  const response = await new Promise((/** @type {(response: IncomingMessage) => void} */ resolve, reject) => {
    request(url, { ...options, agent: false }, resolve)
      .on('error', reject)
      .end();
  });
  if (response.statusCode !== 503 || tries === 1) return response;
  response.resume().on('error', () => {});
  await wait(1_000);
  return head(url, options, tries - 1);
}

/** A stream of events, and what comes on it. @param {string} url */
export async function open(url) {
  const response = await head(url + EVENTS, { headers: { ...gzip, accept: 'text/event-stream' } });
  response.setEncoding('utf8').on('error', () => {});
  const chunks = response[Symbol.asyncIterator]();
  return {
    headers: response.headers,
    /** The next that arrives; nothing once it has ended. */
    next: async () => (await chunks.next().catch(() => ({ value: undefined }))).value,
    /** Whether its end was told. */
    get complete() {
      return response.complete;
    },
    close: () => response.destroy(),
  };
}

/** @param {string} url @param {string} text @param {number} [after] milliseconds */
const say = (url, text, after = 0) => ask(url, `/api/fake/say?text=${encodeURIComponent(text)}&after=${after}`);

/** @param {string} url @returns {Promise<{ streams: number, connections: number }>} */
const told = async (url) => JSON.parse((await ask(url, '/api/fake/streams')).body.toString());

/** Resolves once so many streams are open at the server. @param {string} url @param {number} count */
async function openStreams(url, count) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { streams } = await told(url);
    if (streams === count) return;
    assert.ok(Date.now() < deadline, `${streams} streams are open, not ${count}`);
    await wait(20);
  }
}
