import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { ask, compose, containersOf, docker, inside, until, url } from './stack.mjs';

/** As it is on the wire: `fetch` would unpack it. @param {string} path @param {Record<string, string>} [headers] */
function raw(path, headers = {}) {
  return new Promise((resolve, reject) => {
    request(url + path, { headers }, (response) => {
      /** @type {Buffer[]} */
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

/** @param {string} text @returns {Promise<string>} */
function speak(text) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket
      .on('data', (chunk) => (answer += chunk))
      .on('end', () => resolve(answer))
      .on('error', reject);
  });
}

const assets = async () => [...(await ask('/')).text.matchAll(/\/assets\/[\w.-]+\.(?:js|css)/g)].map(([path]) => path);

test('the page has a strict policy and is asked for again each time', async () => {
  const { status, headers } = await ask('/inbox');
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'no-cache');
  const policy = headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'self'; script-src 'self';/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('strict-transport-security'), null, 'no HSTS while PUBLIC_URL is http');
  assert.equal(headers.get('server'), 'nginx');
});

test('what is named by its content is kept for good, and sent as it was compressed at the build', async () => {
  const paths = await assets();
  assert.ok(paths.length >= 2, `the page names ${paths.join()}`);
  let sent = 0;
  let unpacked = 0;
  for (const path of paths) {
    const packed = await raw(path, { 'accept-encoding': 'gzip' });
    const plain = await raw(path);
    assert.equal(packed.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(packed.headers['content-encoding'], 'gzip');
    assert.equal(packed.headers.vary, 'Accept-Encoding');
    assert.equal(plain.headers['content-encoding'], undefined);
    sent += packed.body.length;
    unpacked += plain.body.length;
  }
  assert.ok(sent < unpacked / 2, `${sent} of ${unpacked} bytes`);
});

test('the gateway refuses in the one error shape', async () => {
  const long = 'a'.repeat(20_000);
  /** @type {[number, string, () => ReturnType<typeof ask>][]} */
  const refusals = [
    [404, 'NOT_FOUND', () => ask('/assets/none.js')],
    [405, 'METHOD_NOT_ALLOWED', () => ask('/', { method: 'POST', body: {} })],
    [405, 'METHOD_NOT_ALLOWED', () => ask('/inbox', { method: 'DELETE' })],
    [413, 'PAYLOAD_TOO_LARGE', () => ask('/api/auth/sign-in/email', { method: 'POST', body: 'a'.repeat(1_100_000) })],
    [414, 'URI_TOO_LONG', () => ask(`/${long}`)],
    [431, 'HEADERS_TOO_LARGE', () => ask('/', { headers: { 'x-long': long } })],
    [404, 'NOT_FOUND', () => ask('/api/nothing')],
  ];
  for (const [status, code, send] of refusals) {
    const answer = await send();
    assert.equal(answer.status, status, code);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/, code);
    assert.equal(answer.headers.get('cache-control'), 'no-store', code);
    const { message, ...rest } = JSON.parse(answer.text);
    assert.ok(message);
    assert.deepEqual({ ...rest, detail: null }, { error_code: code, detail: null });
  }
});

for (const [what, text] of [
  ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
  ['a line that is not HTTP', 'HELLO THERE\r\n\r\n'],
  [
    'an unknown encoding of the body',
    'POST /api/me HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\nConnection: close\r\n\r\n',
  ],
]) {
  test(`a request with ${what} is told so in the one error shape`, async () => {
    assert.match(await speak(text ?? ''), /^HTTP\/1\.1 400 [\s\S]*"error_code":"MALFORMED_REQUEST"/);
  });
}

test('nothing but the app and the API is behind it: no metrics, no health of the servers', async () => {
  for (const path of ['/metrics', '/api/metrics', '/api/auth/metrics', '/health/ready']) {
    const { text } = await ask(path);
    assert.doesNotMatch(text, /process_cpu|latch_|"checks"/, path);
  }
});

test('the API’s own page and all it loads are there', async () => {
  const page = await ask('/api/docs');
  assert.equal(page.status, 200);
  // They are named from where the page is, which may be below a path.
  const parts = [...page.text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, path]) => `/api/${path}`);
  assert.equal(parts.length, 3);
  for (const path of [...parts, '/api/docs/openapi.json']) assert.equal((await ask(path)).status, 200, path);
});

/** How many connections to a server's port the gateway has, or had a moment ago. @param {number} port */
async function connectionsTo(port) {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const table = await inside('gateway', 'cat /proc/net/tcp');
  return table.split('\n').filter((line) => line.trim().split(/\s+/)[2]?.endsWith(ending)).length;
}

test('the gateway keeps its connections to both servers, where its nginx can', async () => {
  const [, ...numbers] = /nginx\/(\d+)\.(\d+)\.(\d+)/.exec(await inside('gateway', 'nginx -v 2>&1')) ?? [];
  const [major = 0, minor = 0, patch = 0] = numbers.map(Number);
  const keeps = major * 1e6 + minor * 1e3 + patch >= 1_027_003;
  for (const [path, port] of /** @type {const} */ ([
    ['/api/auth/get-session', 3001],
    ['/api/me', 3002],
  ])) {
    const before = await connectionsTo(port);
    for (let i = 0; i < 40; i += 1) await ask(path);
    const opened = (await connectionsTo(port)) - before;
    assert.ok(keeps ? opened < 10 : opened >= 30, `${opened} connections for 40 requests`);
  }
});

test('it is reached by IPv6, and reaches the servers by IPv4, which they listen on', async () => {
  const network = `${process.env.LATCH_COMPOSE_PROJECT}-six`;
  const [[gateway = ''], [authServer = '']] = [await containersOf('gateway'), await containersOf('auth-server')];
  docker('network', 'create', '--ipv6', '--subnet', 'fd00:1a7c:4::/64', network);
  try {
    docker('network', 'connect', network, gateway);
    docker('network', 'connect', '--alias', 'auth-server', network, authServer);
    // So that it asks for the names anew.
    await restart(gateway);
    const [{ NetworkSettings: known }] = JSON.parse(docker('inspect', gateway));
    const address = known.Networks[network].GlobalIPv6Address;
    const script = `for (let i = 0; i < 20; i += 1) console.log((await fetch('http://[${address}]:8080/api/auth/get-session')).status)`;
    const answers = docker('exec', authServer, 'node', '--input-type=module', '-e', script).split('\n');
    assert.deepEqual(new Set(answers), new Set(['200']));
    const logs = await compose(['logs', '--no-color', '--no-log-prefix', 'gateway']);
    assert.doesNotMatch(logs, /"upstream":"[^"]*\[/);
  } finally {
    for (const id of [gateway, authServer]) docker('network', 'disconnect', '--force', network, id);
    docker('network', 'rm', network);
    // Its connections over that network are gone without a word.
    await restart(gateway);
  }
});

/** @param {string} gateway the id of its container */
async function restart(gateway) {
  docker('restart', gateway);
  await until(
    () => ask('/api/auth/get-session').catch(() => ({ status: 0 })),
    ({ status }) => status === 200,
  );
}
