import type { BrowserContext } from '@playwright/test';
import { sessionCookies } from './support/session-cookies.js';
import type { FreshStack } from './support/stack.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

interface Outage {
  name: string;
  begin: (stack: FreshStack, context: BrowserContext) => unknown;
  end: (stack: FreshStack, context: BrowserContext) => unknown;
}

const outages: Outage[] = [
  {
    name: 'the backend is down',
    begin: ({ parts }) => parts.backend.stop(),
    end: ({ parts }) => parts.backend.start(),
  },
  {
    name: 'the auth server is down',
    begin: ({ parts }) => parts.authServer?.stop(),
    end: ({ parts }) => parts.authServer?.start(),
  },
  {
    name: 'the auth server hangs',
    begin: ({ parts }) => parts.authServer?.signal('SIGSTOP'),
    end: ({ parts }) => parts.authServer?.signal('SIGCONT'),
  },
  {
    name: "the todos' database is down",
    begin: ({ parts }) => parts.todosDatabase?.stop(),
    end: ({ parts }) => parts.todosDatabase?.start(),
  },
  {
    name: "the auth server's database is down",
    begin: ({ parts }) => parts.authDatabase?.stop(),
    end: ({ parts }) => parts.authDatabase?.start(),
  },
  {
    name: "the todos' database hangs",
    begin: ({ parts }) => parts.todosDatabase?.signal('SIGSTOP'),
    end: ({ parts }) => parts.todosDatabase?.signal('SIGCONT'),
  },
  {
    name: "the auth server's database hangs",
    begin: ({ parts }) => parts.authDatabase?.signal('SIGSTOP'),
    end: ({ parts }) => parts.authDatabase?.signal('SIGCONT'),
  },
  {
    name: 'the network is cut',
    begin: (_stack, context) => context.setOffline(true),
    end: (_stack, context) => context.setOffline(false),
  },
];

test.afterEach(async ({ stack, context }) => {
  await context.setOffline(false);
  await stack.restore();
});

for (const { name, begin, end } of outages) {
  test(`while ${name} what is added and changed is kept, and sent once it is back, exactly once`, async ({
    page,
    stack,
    context,
    todos,
  }) => {
    await todos.add('Water the ferns', 'Book the train');
    const app = new TodosPage(page);
    await app.open();
    await expect(app.rows).toHaveCount(2);

    await begin(stack, context);
    await app.add('Written meanwhile');
    await app.rename('Water the ferns', 'Water the roses');
    await app.latch('Book the train').click();
    // Every refusal comes within two seconds, so the page knows soon whatever is wrong.
    await expect(app.waitingNotice).toContainText('Your 3 changes are kept on this device');
    await app.composer.fill('Half a thou');
    await expect(app.rows).toHaveText([/Written meanwhile/, /Water the roses/]);
    await expect(page.getByRole('dialog', { name: 'Sign in to continue' })).toBeHidden();

    await end(stack, context);
    // With the backend, by itself.
    if (name !== 'the backend is down') await app.noteNetworkIsBack();
    await expect(app.waitingNotice).toBeHidden({ timeout: 90_000 });
    await expect(app.composer).toHaveValue('Half a thou');
    await expect
      .poll(async () => (await todos.all()).map((todo) => [todo.title, todo.completedAt !== null]))
      .toEqual([
        ['Written meanwhile', false],
        ['Book the train', true],
        ['Water the roses', false],
      ]);
    await page.reload();
    await expect(app.rows).toHaveText([/Written meanwhile/, /Water the roses/]);
  });
}

test('pages opened for the first time while the network is cut cost no change', async ({ page, context, todos }) => {
  await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open();
  await context.setOffline(true);
  for (const title of ['Ask', 'Book', 'Call']) await app.add(title);
  await app.latch('Water the ferns').click();
  await expect(app.waitingNotice).toContainText('Your 4 changes are kept on this device');
  for (const name of ['Completed', 'Trash', 'Settings']) {
    await app.listLink(name).click();
    await expect(page).toHaveURL(new RegExp(name.toLowerCase()));
  }
  await context.setOffline(false);
  await app.noteNetworkIsBack();
  await expect.poll(async () => (await todos.titles()).toSorted()).toEqual(['Ask', 'Book', 'Call', 'Water the ferns']);
  await expect.poll(async () => (await todos.completed()).map(({ title }) => title)).toEqual(['Water the ferns']);
});

test('an answer lost on the way makes no second todo', async ({ page, todos }) => {
  const app = new TodosPage(page);
  await app.open();
  let lost = 0;
  await page.route('**/api/users/*/todos', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
    lost += 1;
    // The backend has it; the browser never hears of that.
    await route.fetch();
    return route.abort('connectionreset');
  });
  const second = page.waitForResponse((response) => response.request().method() === 'POST' && response.ok());
  await app.add('Only once');
  await second;
  expect(lost).toBe(1);
  await expect(app.rows).toHaveText([/Only once/]);
  expect(await todos.titles()).toEqual(['Only once']);
});

test('leaving with unsent changes is asked about first', async ({ page, stack, todos }) => {
  await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open();
  await stack.parts.backend.stop();
  await app.add('Written meanwhile');
  await expect(app.waitingNotice).toBeVisible({ timeout: 60_000 });
  await app.accountButton.click();
  await app.signOutItem.click();
  const question = page.getByRole('alertdialog', { name: 'Sign out without saving?' });
  await expect(question).toContainText('1 change is not saved yet');
  await question.getByRole('button', { name: 'Stay' }).click();
  await stack.parts.backend.start();
  await app.noteNetworkIsBack();
  await expect(app.waitingNotice).toBeHidden({ timeout: 90_000 });
  await expect.poll(() => todos.titles()).toEqual(['Written meanwhile', 'Water the ferns']);
});

test('a sign-out that did not work says so, and nobody believes to be out', async ({ page, stack, account }) => {
  const app = new TodosPage(page);
  await app.open();
  await stack.parts.authServer?.stop();
  await app.accountButton.click();
  await app.signOutItem.click();
  await expect(page.getByText('You are still signed in.').first()).toBeVisible();
  await expect(app.accountButton).toHaveAccessibleName(`Account: ${account.name}`);
  await stack.parts.authServer?.start();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome back' })).toBeVisible();
  expect(await sessionCookies(page.context())).toEqual([]);
});
