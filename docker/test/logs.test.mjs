import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ask, compose, signUp, until } from './stack.mjs';

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
  const secret = /^BETTER_AUTH_SECRET=(.+)$/m.exec(readFileSync(process.env.LATCH_COMPOSE_ENV_FILE ?? '', 'utf8'))?.[1];
  const value = cookie.split('=')[1] ?? '';
  for (const text of [
    value,
    decodeURIComponent(value).split('.')[0] ?? '',
    password,
    secret ?? '',
    'latch-auth:',
    'latch-todos@',
  ])
    assert.ok(text.length > 8 && !logs.includes(text), 'a secret stands in a log');
});
