import type { Page, Route } from '@playwright/test';
import { outageHeading, signInHeading } from './support/account-forms.js';
import { sessionCookies } from './support/session-cookies.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';
import { Traffic } from './support/traffic.js';

const SESSION = '**/api/auth/get-session';
/** The page tries again after up to half a minute, and a server takes a while to start. */
const RECOVERY_MS = 90_000;

const accountButton = (page: Page, { name }: { name: string }) =>
  page.getByRole('button', { name: `Account: ${name}` });

test.afterEach(({ stack }) => stack.restore());

test('with the auth server down a page of todos is an outage page and not a sign-in, and opens by itself', async ({
  page,
  stack,
  account,
}) => {
  const traffic = new Traffic(page);
  await stack.parts.authServer?.stop();
  await page.goto('/completed');
  await expect(outageHeading(page)).toBeVisible();
  await expect(page.getByText('nobody is signed out')).toBeVisible();
  await expect(signInHeading(page)).toBeHidden();
  await expect(page).toHaveURL('/completed');
  expect(await sessionCookies(page.context())).toHaveLength(1);

  await stack.parts.authServer?.start();
  await expect(accountButton(page, account)).toBeVisible({ timeout: RECOVERY_MS });
  await expect(page).toHaveURL('/completed');
  expect(traffic.documents).toBe(1);
  expect(traffic.addresses).toEqual(['/completed']);
});

test('while it tries again it stays as it is, and opens with the answer', async ({ page, account }) => {
  await page.clock.install();
  await page.route(SESSION, (route) => route.fulfill({ status: 503, json: {} }));
  await page.goto('/inbox');
  await expect(outageHeading(page)).toBeVisible();
  let answers = false;
  const held: Route[] = [];
  await page.route(SESSION, (route) => (answers ? route.continue() : void held.push(route)));
  const retry = page.getByRole('button', { name: 'Try again now' });
  await retry.click();
  await expect(retry).toHaveAttribute('aria-busy', 'true');
  await page.clock.runFor(2000);
  await page.clock.runFor(2000);
  await expect(retry).toBeFocused();
  await expect(outageHeading(page)).toBeVisible();
  answers = true;
  await Promise.all(held.map((route) => route.continue()));
  await expect(accountButton(page, account)).toBeVisible();
});

test('with the auth database down it is the outage page too, and the cookie is kept', async ({
  page,
  stack,
  account,
}) => {
  await stack.parts.authDatabase?.stop();
  await page.goto('/inbox');
  await expect(outageHeading(page)).toBeVisible();
  expect(await sessionCookies(page.context())).toHaveLength(1);
  await stack.parts.authDatabase?.start();
  await expect(accountButton(page, account)).toBeVisible({ timeout: RECOVERY_MS });
});

for (const part of ['authServer', 'authDatabase'] as const) {
  test(`the ${part} hangs: an outage within seconds, and not a sign-out`, async ({ page, stack, account }) => {
    stack.parts[part]?.signal('SIGSTOP');
    await page.goto('/inbox');
    await expect(outageHeading(page)).toBeVisible();
    expect(await sessionCookies(page.context())).toHaveLength(1);
    stack.parts[part]?.signal('SIGCONT');
    await new TodosPage(page).noteNetworkIsBack();
    await expect(accountButton(page, account)).toBeVisible({ timeout: RECOVERY_MS });
  });
}

test('a todos database that hangs is said on the page, which fills by itself', async ({ page, stack, todos }) => {
  await todos.add('Water the ferns');
  stack.parts.todosDatabase?.signal('SIGSTOP');
  await page.goto('/inbox');
  await expect(page.getByText(/does not answer|cannot be reached/)).not.toHaveCount(0);
  stack.parts.todosDatabase?.signal('SIGCONT');
  await expect(new TodosPage(page).latch('Water the ferns')).toBeVisible({ timeout: RECOVERY_MS });
});

test('the sign-in page waits for the auth server as well, and opens by itself', async ({ page, stack }) => {
  await stack.parts.authServer?.stop();
  await page.goto('/sign-in');
  await expect(outageHeading(page)).toBeVisible();
  await stack.parts.authServer?.start();
  await expect(signInHeading(page)).toBeVisible({ timeout: RECOVERY_MS });
});

test('with the backend down the page is there, says so, and fills by itself', async ({ page, stack, todos }) => {
  await todos.add('Water the ferns');
  await stack.parts.backend.stop();
  await page.goto('/inbox');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(/does not answer|cannot be reached/)).not.toHaveCount(0);
  await stack.parts.backend.start();
  await expect(new TodosPage(page).latch('Water the ferns')).toBeVisible({ timeout: RECOVERY_MS });
});
