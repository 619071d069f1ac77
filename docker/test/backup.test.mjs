import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ask, compose, docker, signUp } from './stack.mjs';

const command = fileURLToPath(new URL('../../scripts/cli/run-command.mjs', import.meta.url));
const { LATCH_COMPOSE_PROJECT: project, LATCH_COMPOSE_ENV_FILE: envFile } = process.env;
const env = { ...process.env, COMPOSE_PROJECT_NAME: project, COMPOSE_ENV_FILES: envFile };
const folder = mkdtempSync(join(tmpdir(), 'latch-compose-backup-'));
after(() => rmSync(folder, { recursive: true }));

const run = promisify(execFile);
const latch = (/** @type {string[]} */ ...args) => run(process.execPath, [command, ...args], { env });
const file = join(folder, 'one.backup');

/** @param {{ cookie: string, userId: string }} somebody */
async function titles({ cookie, userId }) {
  const { text } = await ask(`/api/users/${userId}/todos`, { cookie });
  return JSON.parse(text).items.map((/** @type {any} */ { title }) => title);
}

/** @param {{ cookie: string, userId: string }} somebody @param {string} title */
async function addTodo({ cookie, userId }, title) {
  const { status } = await ask(`/api/users/${userId}/todos`, { method: 'POST', cookie, body: { title } });
  assert.equal(status, 201);
}

/** @param {Headers} headers */
const cookieIn = (headers) => (headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';

/** @param {{ email: string, password: string }} somebody */
async function signIn({ email, password }) {
  const { status, headers } = await ask('/api/auth/sign-in/email', { method: 'POST', body: { email, password } });
  return { status, cookie: cookieIn(headers) };
}

test('what was backed up while it ran comes back, and everybody signs in again', async () => {
  const ada = await signUp();
  await addTodo(ada, 'kept');
  await latch('backup', '--compose', '--output', file);
  await addTodo(ada, 'made afterwards');
  assert.equal((await titles(ada)).length, 2);

  const { stdout } = await latch('restore', file, '--compose', '--yes');
  assert.match(stdout, /Restored/);
  assert.equal((await ask('/api/me', { cookie: ada.cookie })).status, 401);
  assert.deepEqual(await titles({ ...ada, ...(await signIn(ada)) }), ['kept']);
  const kept = readdirSync(folder).filter((name) => name.startsWith('before-restore-'));
  assert.equal(kept.length, 1);
});

test('what was taken away since a backup stays away or comes back, as the restore is told', async () => {
  const ada = await signUp();
  const before = join(folder, 'before.backup');
  await addTodo(ada, 'kept');
  await latch('backup', '--compose', '--output', before);
  await addTodo(ada, 'made afterwards');
  const password = `${ada.password}-new`;
  const change = { currentPassword: ada.password, newPassword: password };
  const changed = await ask('/api/auth/change-password', { method: 'POST', cookie: ada.cookie, body: change });
  assert.equal(changed.status, 200);

  const undecided = latch('restore', before, '--compose', '--yes');
  await assert.rejects(undecided, new RegExp(`passwords that were changed or removed: ${ada.email}\\n.*--access now`));
  const still = { ...ada, cookie: cookieIn(changed.headers) };
  assert.equal((await titles(still)).length, 2, 'nothing was changed, and nobody is signed out');

  await latch('restore', before, '--compose', '--yes', '--access', 'now');
  assert.equal((await signIn(ada)).status, 401);
  const { cookie } = await signIn({ ...ada, password });
  assert.deepEqual(await titles({ ...ada, cookie }), ['kept']);

  await latch('restore', before, '--compose', '--yes', '--access', 'backup');
  assert.equal((await signIn({ ...ada, password })).status, 401);
  assert.deepEqual(await titles({ ...ada, ...(await signIn(ada)) }), ['kept']);
});

test('the service alone refuses while the servers run, and nothing is lost', async () => {
  const ada = await signUp();
  await addTodo(ada, 'made afterwards');
  const service = ['compose', '-p', project ?? '', '--env-file', envFile ?? '', 'run', '--rm', '-T', 'restore'];
  const restoring = run('docker', service);
  pipeline(createReadStream(file), /** @type {any} */ (restoring.child.stdin)).catch(() => {});
  await assert.rejects(restoring, /Latch is running: latch-\S+ is connected/);
  assert.deepEqual(await titles(ada), ['made afterwards']);
});

test('the image of these commands is no larger than a server’s, and they are confined like one', async () => {
  const size = Number(docker('image', 'inspect', '--format', '{{.Size}}', 'latch-backup'));
  assert.ok(size < 250e6, `${size} bytes`);
  const { services } = JSON.parse(await compose(['--profile', 'tools', 'config', '--format', 'json']));
  for (const { read_only, cap_drop, security_opt } of [services.backup, services.restore])
    assert.deepEqual([read_only, cap_drop, security_opt], [true, ['ALL'], ['no-new-privileges:true']]);
});
