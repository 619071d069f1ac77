import type { Page } from '@playwright/test';
import { signUp } from './support/account.js';
import { makeAdministrator } from './support/database.js';
import { expectNoSecret } from './support/no-secret.js';
import { secondStep } from './support/second-factor.js';
import { sessionCookies } from './support/session-cookies.js';
import { expect, test } from './support/test.js';
import type { TodosApi } from './support/todos-api.js';
import { TodosPage } from './support/todos-page.js';
import { totp } from './support/totp.js';
import { watch } from './support/watch.js';

test('the watch sees what is forbidden', async ({ page, stack }) => {
  const found = await watch(page, stack.url);
  await page.goto('/sign-in');
  await page.evaluate(() => {
    try {
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.ran = true' }));
    } catch {
      // Trusted Types refuse the text before it could run.
    }
    return fetch('http://127.0.0.1:9/').catch(() => undefined);
  });
  await expect
    .poll(() => found.filter((each) => each.startsWith('policy: ')).map((each) => each.split(' ')[1]))
    .toEqual(['require-trusted-types-for', 'connect-src']);
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
});

test('the session cookie is out of reach of scripts and of other sites', async ({ page, stack }) => {
  await signUp(page.request, stack.url);
  const cookies = await sessionCookies(page.context());
  expect(cookies).toMatchObject([{ name: 'better-auth.session_token', httpOnly: true, sameSite: 'Lax', path: '/' }]);
});

test('no answer that a page reads holds a token', async ({ page, account }) => {
  const answers = await readAnswers(page);
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Account: Ada' })).toBeVisible();
  const token = await tokenOf(page);
  await page.unrouteAll({ behavior: 'wait' });
  const texts = answers.filter(({ path }) => path.startsWith('/api/auth/')).map(({ body }) => body);
  expect(texts.length).toBeGreaterThanOrEqual(3);
  for (const text of texts) expect(text).not.toContain(token);
});

test('no page shows, keeps or is sent the token of its session', async ({ page, stack, account, todos }) => {
  await makeAdministrator(stack, account.id);
  const token = await tokenOf(page);
  const found = await watch(page, stack.url);
  const answers = await readAnswers(page);
  const lists = await makeLists(todos);
  const app = new TodosPage(page);
  const expectPrivate = async (where: string) => {
    await test.step(where, () => expectNoSecret(page, token, account.id));
    expect(found, where).toEqual([]);
  };
  const visit = async (path: string, ...texts: string[]) => {
    await page.goto(path);
    for (const text of texts) await page.getByText(text).first().waitFor();
    await expectPrivate(path);
  };

  await visit('/inbox', 'Book the train');
  await app.text('Book the train').press('Enter');
  const { panel, history } = app.panelOf('Book the train');
  await history.click();
  await panel.getByRole('region', { name: 'History' }).getByRole('listitem').first().waitFor();
  await expectPrivate('the panel of a todo');
  await visit(`/projects/${lists.home.id}`, 'Paint the door');
  await visit(`/projects/${lists.renovation.id}`, 'No section', 'Order tiles');
  await visit(`/labels/${lists.label.id}`, 'Book the train');
  await visit('/completed', 'Water the ferns');
  await visit('/trash', 'Throw this away');
  await visit('/settings', 'Density');
  await visit('/settings/account', account.email);
  await visit('/settings/people', account.email);
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('grace@example.com');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('list', { name: 'Open invitations' }).getByText('grace@example.com').waitFor();
  await expectPrivate('an invitation');
  await visit('/settings/security', 'Set up an authenticator app', 'The account was created');
  await page.getByRole('list', { name: 'Your devices' }).waitFor();
  await expectPrivate('devices');
  await turnOnSecondFactor(page, account.password, expectPrivate);
  await visit('/settings/security', 'Turn off…');

  // What the page still asks for in the background is read to its end as well.
  await page.unrouteAll({ behavior: 'wait' });
  // Of each kind at least one was read: what is asked of both servers, and what is changed.
  const kinds = ['get-session', 'account', 'sessions', 'second-factor/set-up', 'admin/users', 'sync', 'history'];
  expect(kinds.filter((kind) => !answers.some(({ path }) => path.endsWith(`/${kind}`)))).toEqual([]);
  for (const { path, headers, body } of answers) expect(headers + body, path).not.toContain(token);
});

/** Of the page's session, as its browser keeps it. */
async function tokenOf(page: Page): Promise<string> {
  const [cookie] = await sessionCookies(page.context());
  const [token] = decodeURIComponent(cookie!.value).split('.');
  expect(token!.length).toBeGreaterThan(16);
  return token!;
}

/** Reads every answer of the API on its way to the page, with its headers. */
async function readAnswers(page: Page) {
  const answers: { path: string; headers: string; body: string }[] = [];
  // The stream of wake-ups has no end to wait for; the backend's tests of events read what is in it.
  await page.route(/\/api\/(?!.*\/events$)/, async (route) => {
    const response = await route.fetch();
    const path = new URL(route.request().url()).pathname;
    answers.push({ path, headers: JSON.stringify(response.headers()), body: await response.text() });
    await route.fulfill({ response });
  });
  return answers;
}

/** Something for each page to show. */
async function makeLists(todos: TodosApi) {
  const home = await todos.addProject({ name: 'Home' });
  const renovation = await todos.addProject({ name: 'Renovation', layout: 'board' });
  const label = await todos.addLabel({ name: 'waiting' });
  const section = await todos.addSection({ name: 'This week', projectId: home.id });
  await todos.create({ title: 'Paint the door', sectionId: section.id });
  await todos.create({ title: 'Order tiles', projectId: renovation.id });
  const [ferns, thrown] = await todos.add('Water the ferns', 'Throw this away');
  await todos.change(ferns!, { completed: true });
  await todos.remove(thrown!);
  const train = await todos.create({ title: 'Book the train', notes: 'A **window** seat', labelIds: [label.id] });
  await todos.create({ title: 'Look up the connection', parentId: train.id });
  return { home, renovation, label };
}

/** Sets up an authenticator app on the page of security, and looks at what is shown on the way. */
async function turnOnSecondFactor(page: Page, password: string, look: (where: string) => Promise<void>) {
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  const scan = page.getByRole('dialog', { name: 'Connect your app' });
  const secret = await scan.getByText(/^([A-Z2-7]{1,4} ?)+$/).textContent();
  await look('the secret of an authenticator app');
  await secondStep(scan).code.fill(totp(secret!.replaceAll(' ', '')));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
  await look('recovery codes');
}
