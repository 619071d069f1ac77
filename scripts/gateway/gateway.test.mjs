import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort } from '@latch/test-kit/free-ports';
import { openGateway } from './gateway.mjs';

const pages = mkdtempSync(join(tmpdir(), 'latch-test-'));
/** @type {import('node:http').IncomingMessage['headers'][]} */
const seen = [];
const server = createServer((incoming, response) => {
  // Health checks come whenever they like.
  if (incoming.url !== '/health/live') seen.push(incoming.headers);
  if (incoming.url === '/api/leaving') response.setHeader('Connection', 'close').setHeader('Keep-Alive', 'timeout=99');
  if (incoming.url === '/api/echo') incoming.pipe(response);
  else if (incoming.url === '/api/dies') incoming.socket.destroy();
  else response.setHeader('Content-Type', 'text/plain').end(`server saw ${incoming.url}`);
});
/** @type {{ stop: () => Promise<void> }} */
let gateway;
let port = 0;
const dead = 'http://127.0.0.1:9';

before(async () => {
  mkdirSync(join(pages, 'assets'));
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Latch</title>');
  writeFileSync(join(pages, 'assets', 'app-1234.js'), 'export {};');
  const backend = `http://127.0.0.1:${await listening(server)}`;
  port = await freePort();
  gateway = await openGateway({
    port,
    hosts: ['127.0.0.1'],
    publicUrl: 'http://localhost',
    authServer: dead,
    backend,
    pages,
  });
});
after(async () => {
  await gateway.stop();
  server.close();
  rmSync(pages, { recursive: true });
});

test('pages of the app are the app, with a strict policy and never a stale one', async () => {
  const response = await get('/dashboard?status=all');
  assert.equal(response.status, 200);
  assert.match(await response.text(), /<title>Latch/);
  assert.match(response.headers.get('content-security-policy') ?? '', /script-src 'self';/);
  assert.equal(response.headers.get('cache-control'), 'no-cache');
});

/** Sends raw bytes. @param {string} bytes @returns {Promise<string>} what comes back until the connection ends or says so much */
async function raw(bytes, until = '\r\n\r\n') {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  let answer = '';
  const done = new Promise((resolve) => {
    socket.once('close', resolve).on('data', (chunk) => {
      answer += chunk;
      if (answer.includes(until)) resolve(undefined);
    });
  });
  socket.write(bytes);
  await done;
  socket.destroy();
  return answer;
}

const inChunks = (/** @type {string} */ line, /** @type {string[]} */ chunks) =>
  `${line} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n` +
  chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');

test('a body in chunks reaches a server in one piece, with its length', async () => {
  assert.match(
    await raw(`${inChunks('POST /api/echo', ['ab', 'c', 'def'])}0\r\n\r\n`, '\r\n0\r\n\r\n'),
    /^HTTP\/1\.1 200 .*abcdef/s,
  );
  assert.equal(seen.at(-1)?.['content-length'], '6');
  assert.equal(seen.at(-1)?.['transfer-encoding'], undefined);
  // Some proxies send a request without a body so.
  assert.match(await raw(`${inChunks('GET /api/me', [])}0\r\n\r\n`, 'server saw'), /^HTTP\/1\.1 200 /);
});

test('one in more chunks than a proxy makes is refused, and its connection is ended, read or not', async () => {
  const many = Array(500_000).fill(' ');
  const before = seen.length;
  for (const line of ['POST /api/todos', 'GET /api/me', 'POST /api/auth/sign-in/email'])
    assert.match(await raw(inChunks(line, many), 'never'), /^HTTP\/1\.1 413 .*"error_code":"PAYLOAD_TOO_LARGE"/s, line);
  assert.match(await raw(inChunks('POST /api/todos', [' '.repeat(1024 * 1024), ' ']), 'never'), /^HTTP\/1\.1 413 /);
  assert.equal(seen.length, before);
});

test('assets are kept for good by their hash, and a missing one is not the app', async () => {
  const found = await get('/assets/app-1234.js');
  assert.match(found.headers.get('cache-control') ?? '', /immutable/);
  assert.equal(found.headers.get('content-type'), 'text/javascript; charset=utf-8');
  const missing = await get('/assets/gone-1234.js');
  assert.equal(missing.status, 404);
  assert.equal((await missing.json()).error_code, 'NOT_FOUND');
});

test('the API is passed on, and nobody can claim an address that is not theirs', async () => {
  const response = await get('/api/me?x=1', {
    'X-Forwarded-For': '6.6.6.6',
    Forwarded: 'for=6.6.6.6',
    'X-Real-IP': '6.6.6.6',
  });
  assert.equal(await response.text(), 'server saw /api/me?x=1');
  const headers = seen.at(-1);
  assert.equal(headers?.['x-forwarded-for'], '127.0.0.1');
  assert.equal(headers?.['forwarded'] ?? headers?.['x-real-ip'], undefined);
});

test('what came through another proxy is told apart from what a browser sent', async () => {
  const told = async (/** @type {Record<string, string>} */ headers) => {
    await get('/api/me', headers);
    return seen.at(-1)?.['x-latch-forwarded'];
  };
  assert.equal(await told({}), undefined);
  assert.equal(await told({ 'X-Latch-Forwarded': 'https://evil.example' }), undefined);
  assert.equal(await told({ 'X-Forwarded-For': '192.0.2.7' }), 'unknown');
  assert.equal(await told({ 'X-Real-IP': '192.0.2.7', 'X-Latch-Forwarded': 'https://evil.example' }), 'unknown');
  const hosts = { 'X-Forwarded-Host': 'todo.example.com, inner', 'X-Forwarded-Proto': 'https, http' };
  assert.equal(await told(hosts), 'https://todo.example.com');
  assert.equal(await told({ ...hosts, 'X-Forwarded-Proto': 'http' }), 'http://todo.example.com');
  assert.equal(
    await told({ Forwarded: 'for=192.0.2.7;host="todo.example.com:8443";proto=https' }),
    'https://todo.example.com:8443',
  );
  assert.equal(await told({ 'X-Forwarded-Host': 'a b, "c"' }), 'unknown');
  assert.equal(await told({ 'X-Forwarded-Host': 'user@todo.example.com' }), 'unknown');
});

test('HTTP 1.0 is that of a proxy, which may have passed the name on that people open', async () => {
  for (const [host, expected] of [
    ['todo.example.com', 'https://todo.example.com'],
    [`127.0.0.1:${port}`, 'unknown'],
  ]) {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /api/me HTTP/1.0\r\nHost: ${host}\r\n\r\n`);
    await once(socket.resume(), 'close');
    assert.equal(seen.at(-1)?.['x-latch-forwarded'], expected);
  }
});

test('a request for no host, or for two, is none of a browser on this machine', async () => {
  for (const hosts of ['Host:\r\n', `Host: 127.0.0.1:${port}\r\nHost: evil.example\r\n`]) {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /api/me HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
    await once(socket.resume(), 'close');
    assert.equal(seen.at(-1)?.['x-latch-forwarded'], 'unknown', hosts);
  }
});

test('what a server says of its own connection is not passed on', async () => {
  const { headers } = await get('/api/leaving');
  assert.deepEqual([headers.get('connection'), headers.get('keep-alive')], ['keep-alive', null]);
});

test('a server that is down or dies is a 503 in the one error shape', async () => {
  for (const path of ['/api/auth/get-session', '/api/dies']) {
    const response = await get(path);
    assert.equal(response.status, 503);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
    assert.deepEqual(Object.keys(await response.json()), ['error_code', 'message', 'detail']);
  }
});

test('the trace a request belongs to goes along', async () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  await get('/api/me', { traceparent });
  assert.equal(seen.at(-1)?.traceparent, traceparent);
});

test('a page cannot be posted to', async () => {
  const response = await fetch(`http://127.0.0.1:${port}/dashboard`, { method: 'POST' });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'GET, HEAD');
});

test('headers too large to read are a 431 in the one error shape', async () => {
  const { status, body } = await new Promise((resolve, reject) => {
    const outgoing = request(
      { port, host: '127.0.0.1', path: '/', headers: { Cookie: 'a'.repeat(17_000) } },
      (answer) => {
        let body = '';
        answer.on('data', (chunk) => (body += chunk)).on('end', () => resolve({ status: answer.statusCode, body }));
      },
    );
    outgoing.on('error', reject).end();
  });
  assert.equal(status, 431);
  assert.equal(JSON.parse(body).error_code, 'HEADERS_TOO_LARGE');
});

/**
 * @param {string} path
 * @param {Record<string, string>} [headers]
 */
function get(path, headers = {}) {
  return fetch(`http://127.0.0.1:${port}${path}`, { headers });
}

/**
 * @param {import('node:http').Server} listener
 * @returns {Promise<number>}
 */
function listening(listener) {
  return new Promise((resolve) =>
    listener.listen(0, '127.0.0.1', () =>
      resolve(/** @type {import('node:net').AddressInfo} */ (listener.address()).port),
    ),
  );
}
