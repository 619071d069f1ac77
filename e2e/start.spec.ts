import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request as openRequest } from '@playwright/test';
import { NpmStart } from './support/npm-start.js';
import { freePorts, onDataOf, startFreshStack } from './support/stack.js';
import { signUpBy, signUpForm } from './support/account-forms.js';
import { newPerson, signUp } from './support/account.js';
import { expect, test } from './support/test.js';

let dataDir: string;
let env: Record<string, string>;
let started: NpmStart[];

test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'latch-start-'));
  const [port, authPort, backendPort] = await freePorts(3);
  env = { PORT: `${port}`, AUTH_PORT: `${authPort}`, BACKEND_PORT: `${backendPort}`, DATA_DIR: dataDir };
  started = [];
});

test.afterEach(async () => {
  await Promise.all(started.map((each) => each.end('SIGTERM')));
  rmSync(dataDir, { recursive: true, force: true });
});

function start(more: Record<string, string> = {}) {
  const process = new NpmStart({ ...env, ...more });
  started.push(process);
  return process;
}

/** True while something listens there. */
async function isTaken(port: string | undefined): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/live`).then(
    () => true,
    () => false,
  );
}

test('it stops cleanly with Ctrl-C, and started again it has everything', async () => {
  // Its databases are made from nothing, as those of a first start are, and of no template of the tests.
  const first = start({ EMBEDDED_TEMPLATE: '' });
  const url = await first.ready();
  const person = await openRequest.newContext();
  const account = await signUp(person, url);
  const todos = `${url}/api/users/${account.id}/todos`;
  expect((await person.post(todos, { headers: { Origin: url }, data: { title: 'Still here' } })).status()).toBe(201);
  expect(await first.end('SIGINT')).toBe(0);
  expect(first.output).toContain('Everything is kept');
  for (const port of [env.PORT, env.AUTH_PORT, env.BACKEND_PORT]) expect(await isTaken(port)).toBe(false);
  expect(readdirSync(dataDir).filter((name) => name.endsWith('.lock'))).toEqual([]);

  await start().ready();
  const list = await person.get(todos);
  expect(list.status(), 'the session is kept too, since the secret is').toBe(200);
  expect((await list.json()).items).toMatchObject([{ title: 'Still here' }]);
  expect(statSync(join(dataDir, 'auth-secret')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dataDir, 'logs', 'backend.log'), 'utf8')).not.toContain('better-auth.session_token');
  await person.dispose();
});

test('data that another Latch uses is left alone; killed by force that one leaves nothing running, and starts again', async () => {
  const first = start();
  await first.ready();
  const [port, authPort, backendPort] = await freePorts(3);
  const second = start({ PORT: `${port}`, AUTH_PORT: `${authPort}`, BACKEND_PORT: `${backendPort}` });
  expect(await second.ended()).toBe(1);
  expect(second.output).toMatch(/is in use by process \d+/);
  expect(await isTaken(env.BACKEND_PORT), 'the first one still runs').toBe(true);

  await first.end('SIGKILL');
  for (const port of [env.AUTH_PORT, env.BACKEND_PORT]) await expect.poll(() => isTaken(port)).toBe(false);
  await expect.poll(() => readdirSync(dataDir).filter((name) => name.endsWith('.lock'))).toEqual([]);
  await start().ready();
});

test('a used port is named, with the variable that changes it', async () => {
  const other = createServer().listen(Number(env.AUTH_PORT), '127.0.0.1');
  const refused = start();
  expect(await refused.ended()).toBe(1);
  expect(refused.output).toContain(`Port ${env.AUTH_PORT} is used by another program`);
  expect(refused.output).toContain('AUTH_PORT=');
  other.close();
});

test('broken data gets a sentence that says what to do, and is not touched', async () => {
  writeFileSync(join(dataDir, 'todos'), 'not a folder');
  const refused = start();
  expect(await refused.ended()).toBe(1);
  expect(refused.output).toContain('cannot be opened');
  expect(refused.output).toContain('move them away');
  expect(readFileSync(join(dataDir, 'todos'), 'utf8')).toBe('not a folder');
});

test('a wrong setting is named', async () => {
  const refused = start({ PUBLIC_URL: 'todo.example.com' });
  expect(await refused.ended()).toBe(1);
  expect(refused.output).toContain('PUBLIC_URL must be the address people open');
});

test('a page opened at another address than PUBLIC_URL names that setting, and keeps what was typed', async ({
  page,
  stack,
}) => {
  const publicUrl = `http://localhost:${(await freePorts(1))[0]}`;
  const other = await startFreshStack(() => publicUrl, onDataOf(stack));
  try {
    const opened = `http://localhost:${other.port}`;
    await page.goto(`${opened}/sign-up`);
    const form = signUpForm(page);
    const { name, email, password } = newPerson();
    await form.name.fill(name);
    await form.email.fill(email);
    await form.password.fill(password);
    await form.submit.click();
    const alert = page.getByRole('alert').filter({ hasText: 'PUBLIC_URL' });
    await expect(alert).toContainText(publicUrl);
    await expect(alert).toContainText(opened);
    await expect(form.password).toHaveValue(password);
  } finally {
    await other.stop();
  }
});

for (const name of ['127.0.0.1', '[::1]']) {
  test(`opened at ${name} instead of localhost it works all the same`, async ({ page, stack }) => {
    const { port } = new URL(stack.url);
    await page.goto(`http://${name}:${port}/sign-in`);
    await expect(page.getByRole('link', { name: `localhost:${port}` })).toHaveAttribute('href', `${stack.url}/sign-in`);
    await page.getByRole('link', { name: 'Create an account' }).click();
    const person = newPerson();
    await signUpBy(page, person);
    await expect(page.getByRole('button', { name: `Account: ${person.name}` })).toBeVisible();
  });
}
