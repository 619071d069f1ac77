import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ask, compose, settings, sql, until, url } from './stack.mjs';

const up = (/** @type {NodeJS.ProcessEnv} */ variables) =>
  compose(['up', '--detach', '--no-build', '--no-deps', '--wait', 'auth-server'], variables);

after(() => up({}));

/** What `npm run doctor` says of the stack. */
function doctor() {
  const script = fileURLToPath(new URL('../../scripts/cli/doctor.mjs', import.meta.url));
  const { BETTER_AUTH_SECRET } = settings;
  const { stdout } = spawnSync(process.execPath, [script], {
    env: { ...process.env, BETTER_AUTH_SECRET, PUBLIC_URL: url, PORT: new URL(url).port },
    encoding: 'utf8',
  });
  return stdout;
}

/** @param {string} name @param {string} [setupCode] */
async function signUp(name, setupCode) {
  const body = { name, email: `${name}-${Date.now()}@example.com`, password: 'correct horse battery', setupCode };
  const { status, text, headers } = await ask('/api/auth/sign-up/email', { method: 'POST', body });
  const cookie = (headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
  return { status, code: JSON.parse(text).error_code, cookie };
}

test('where not everybody may sign up, the first account takes the code that the log and the doctor show', async () => {
  await sql('auth', 'delete from "user"');
  await up({ SIGN_UP: 'closed' });
  const logs = await until(
    () => compose(['logs', '--no-color', '--no-log-prefix', 'auth-server']),
    (text) => text.includes('"setupCode":'),
  );
  const code = /"setupCode":"([^"]+)"/.exec(logs)?.[1] ?? '';
  assert.match(code, /^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  assert.match(doctor(), new RegExp(`ok .*set-up code ${code}$`, 'm'));

  assert.equal((await signUp('mallory')).code, 'SETUP_CODE_NEEDED');
  assert.equal((await signUp('mallory', 'AAAA-AAAA-AAAA-AAAA')).code, 'VALIDATION_FAILED');
  const { status, cookie } = await signUp('ada', code.toLowerCase());
  assert.equal(status, 200);
  assert.equal((await ask('/api/auth/admin/users', { cookie })).status, 200);
  assert.equal((await signUp('mallory', code)).code, 'SIGN_UP_CLOSED');
});

test('the doctor finds nothing wrong with the containers but that there is no mail server', () => {
  const said = doctor();
  assert.doesNotMatch(said, /set-up code/);
  assert.deepEqual(said.match(/^ {2}NO .*$/gm), [
    '  NO  No mail can be sent, so that nobody can choose a new password by themselves.',
  ]);
  assert.equal(said.match(/^ {2}ok /gm)?.length, 9);
});
