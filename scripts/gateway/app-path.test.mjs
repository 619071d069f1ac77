import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort } from '@latch/test-kit/free-ports';
import { openGateway } from './gateway.mjs';

const pages = mkdtempSync(join(tmpdir(), 'latch-path-'));
const server = createServer((incoming, response) => response.end(`server saw ${incoming.url}`));
/** @type {{ stop: () => Promise<void> }} */
let gateway;
let port = 0;

before(async () => {
  mkdirSync(join(pages, 'assets'));
  writeFileSync(
    join(pages, 'index.html'),
    '<!doctype html><script src="/assets/app-1234.js"></script><a href="//x">x</a>',
  );
  writeFileSync(join(pages, 'assets', 'app-1234.js'), 'export {};');
  const behind = `http://127.0.0.1:${await listening(server)}`;
  port = await freePort();
  gateway = await openGateway({
    port,
    hosts: ['127.0.0.1'],
    publicUrl: 'http://localhost/our/todo',
    authServer: behind,
    backend: behind,
    pages,
  });
});
after(async () => {
  await gateway.stop();
  server.close();
  rmSync(pages, { recursive: true });
});

test('the page names its files below the path, whether a proxy passes the path on or not', async () => {
  for (const path of ['/our/todo/', '/our/todo/inbox?todo=1', '/our/todo/index.html', '/', '/inbox', '/index.html']) {
    const response = await get(path);
    assert.equal(response.status, 200, path);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal(response.headers.get('cache-control'), 'no-cache');
    assert.match(response.headers.get('content-security-policy') ?? '', /script-src 'self';/);
    assert.equal(
      await response.text(),
      '<!doctype html><script src="/our/todo/assets/app-1234.js"></script><a href="//x">x</a>',
    );
  }
});

test('a page that has not changed is not sent again', async () => {
  const etag = (await get('/our/todo/')).headers.get('etag') ?? '';
  assert.equal((await get('/our/todo/inbox', { 'if-none-match': etag })).status, 304);
});

test('files and the API are found both ways', async () => {
  for (const path of ['/our/todo', '']) {
    const file = await get(`${path}/assets/app-1234.js`);
    assert.equal(await file.text(), 'export {};');
    assert.match(file.headers.get('cache-control') ?? '', /immutable/);
    assert.equal((await get(`${path}/assets/gone-1234.js`)).status, 404);
    assert.equal(await (await get(`${path}/api/me?x=1?2`)).text(), 'server saw /api/me?x=1?2');
  }
});

test('the path without a slash leads to the one with it, and one that only begins alike is no path', async () => {
  const response = await get('/our/todo?x=1');
  assert.equal(response.status, 308);
  assert.equal(response.headers.get('location'), '/our/todo/?x=1');
  assert.equal((await get('/our/todos/assets/app-1234.js')).status, 404);
});

/**
 * @param {string} path
 * @param {Record<string, string>} [headers]
 */
const get = (path, headers) => fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: 'manual' });

/**
 * @param {import('node:http').Server} one
 * @returns {Promise<number>} its port
 */
function listening(one) {
  return new Promise((resolve) =>
    one.listen(0, '127.0.0.1', () => resolve(/** @type {import('node:net').AddressInfo} */ (one.address()).port)),
  );
}
