import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { ask, compose, settings, signUp, until } from './stack.mjs';

test('no log of any container holds a cookie, a session, a password or the secret', async () => {
  const { cookie, email, password } = await signUp();
  await ask('/api/me', { cookie });
  await ask('/api/auth/get-session', { cookie });
  await ask('/api/auth/sign-in/email', { method: 'POST', body: { email, password: `${password}-wrong` } });
  await ask(`/api/nothing?token=${password}`, { cookie });
  const marker = `/last-${Date.now()}`;
  await ask(marker);
  const logs = await until(
    () => compose(['logs', '--no-color']),
    (text) => text.includes(marker),
  );
  const value = cookie.split('=')[1] ?? '';
  const { BETTER_AUTH_SECRET: secret = '', AUTH_DB_PASSWORD: auth = '', TODOS_DB_PASSWORD: todos = '' } = settings;
  const secrets = [value, decodeURIComponent(value).split('.')[0] ?? '', password, secret, auth, todos];
  // As they are, and as JSON and addresses write them.
  for (const text of secrets.flatMap((each) => [each, JSON.stringify(each).slice(1, -1), encodeURIComponent(each)]))
    assert.ok(text.length > 8 && !logs.includes(text), 'a secret stands in a log');
});

test('a trace can be followed: each server names the one that the request came with', async () => {
  const trace = randomBytes(16).toString('hex');
  const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01` };
  await ask('/api/me', { headers });
  await ask('/api/auth/get-session', { headers });
  for (const service of ['backend', 'auth-server'])
    await until(
      () => compose(['logs', '--no-color', service]),
      (text) => text.includes(`"traceId":"${trace}"`),
    );
});

test('each server’s metrics can be read from the network of the gateway', async () => {
  for (const service of ['backend', 'auth-server'])
    assert.match(
      await compose(['exec', '-T', 'gateway', 'curl', '-s', `http://${service}:9464/metrics`]),
      /^latch_http_request_seconds_count\{/m,
    );
});
