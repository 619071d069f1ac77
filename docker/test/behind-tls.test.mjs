import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ask, compose, url } from './stack.mjs';

const PUBLIC_URL = 'https://todo.example.com';
const up = (/** @type {NodeJS.ProcessEnv} */ variables) =>
  compose(['up', '--detach', '--no-build', '--wait', 'postgres', 'auth-server', 'backend', 'gateway'], variables);

/** Twelve wrong sign-ins, each claiming another address; ten a minute and address are let through. @param {string} origin */
async function statusesOfTwelveAddresses(origin) {
  const statuses = [];
  for (let i = 1; i <= 12; i += 1) {
    const { status } = await ask('/api/auth/sign-in/email', {
      method: 'POST',
      // Somebody else each time: guesses at one account are counted from everywhere.
      body: { email: `nobody-${Date.now()}-${i}@example.com`, password: 'wrong horse battery' },
      headers: { origin, 'x-forwarded-for': `198.18.7.${i}` },
    });
    statuses.push(status);
  }
  return statuses;
}

after(() => up({}));

test('nobody escapes a rate limit by claiming another address', async () => {
  assert.ok((await statusesOfTwelveAddresses(url)).includes(429));
});

test('behind a trusted proxy everybody has an address of their own, and https is told to browsers', async () => {
  await up({ PUBLIC_URL, TRUSTED_PROXIES: 'uniquelocal, 203.0.113.0/24' });
  assert.deepEqual(new Set(await statusesOfTwelveAddresses(PUBLIC_URL)), new Set([401]));
  const page = await ask('/');
  assert.equal(page.headers.get('strict-transport-security'), 'max-age=31536000');
  const { status, headers } = await ask('/api/auth/sign-up/email', {
    method: 'POST',
    body: { name: 'Ada', email: `tls-${Date.now()}@example.com`, password: 'correct horse battery' },
    headers: { origin: PUBLIC_URL, 'x-forwarded-for': '198.18.8.1' },
  });
  assert.equal(status, 200);
  assert.equal(headers.get('strict-transport-security'), 'max-age=31536000');
  assert.match(headers.getSetCookie()[0] ?? '', /^__Host-better-auth\.session_token=.*; Secure/i);
});

test('below a path the page names its files from there, whether a proxy passes the path on or not', async () => {
  await up({ PUBLIC_URL: `${PUBLIC_URL}/our/todo`, TRUSTED_PROXIES: 'uniquelocal' });
  for (const path of ['/our/todo/', '/our/todo/inbox', '/']) {
    const page = await ask(path);
    const script = /src="(\/our\/todo\/assets\/[^"]+\.js)"/.exec(page.text)?.[1] ?? '';
    assert.ok(script, path);
    for (const asked of [script, script.replace('/our/todo', '')]) assert.equal((await ask(asked)).status, 200, asked);
  }
  assert.equal((await ask('/our/todo')).headers.get('location'), '/our/todo/');
  for (const path of ['/our/todo/api/auth/get-session', '/api/auth/get-session'])
    assert.equal((await ask(path)).status, 200, path);
});
