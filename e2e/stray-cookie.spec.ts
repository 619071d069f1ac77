import type { BrowserContext } from '@playwright/test';
import { signInBy, signInHeading } from './support/account-forms.js';
import { type FreshStack, onDataOf, startFreshStack } from './support/stack.js';
import { anotherBrowser, expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

const COOKIE = 'better-auth.session_token';
const DOMAIN = 'latch.localhost';

/** Another Latch on the same data, at a name that has a domain above it. Over http the cookies of that domain are sent here too. */
let latch: FreshStack;
test.beforeAll(async ({ stack }) => {
  latch = await startFreshStack((port) => `http://todo.${DOMAIN}:${port}`, onDataOf(stack));
});
test.afterAll(() => latch.stop());

/** As another program does at the domain above. */
const plant = (context: BrowserContext, path = '/') =>
  context.addCookies([{ name: COOKIE, value: 'another.program', domain: `.${DOMAIN}`, path, sameSite: 'Lax' }]);

const placesOf = async (context: BrowserContext) =>
  (await context.cookies()).filter(({ name }) => name === COOKIE).map(({ domain, path }) => [domain, path]);

test('a session cookie of the domain above does not keep anybody from signing in', async ({ browser, account }) => {
  const context = await anotherBrowser(browser, latch.url);
  const page = await context.newPage();
  const app = new TodosPage(page);
  for (const path of ['/', '/api', '/api/auth']) {
    await plant(context, path);
    await page.goto('/inbox');
    await expect(signInHeading(page)).toBeVisible();
    await signInBy(page, account);
    await expect(app.accountButton).toBeVisible();
    expect(await placesOf(context)).toEqual([[`todo.${DOMAIN}`, '/']]);
    await page.reload();
    await expect(app.accountButton).toBeVisible();
    // Beside that of a session it costs one sign-in.
    await plant(context, path);
    await page.goto('/inbox');
    await expect(signInHeading(page)).toBeVisible();
    expect(await placesOf(context)).toEqual([]);
    await signInBy(page, account);
    await expect(app.accountButton).toBeVisible();
    await context.clearCookies();
  }
  await context.close();
});

test('one that cannot be deleted is named on the sign-in page', async ({ browser, account }) => {
  const context = await anotherBrowser(browser, latch.url);
  const page = await context.newPage();
  await plant(context, '/api/auth/get-session');
  await page.goto('/inbox');
  await expect(signInHeading(page)).toBeVisible();
  await signInBy(page, account);
  await expect(page.getByRole('alert')).toContainText(`two cookies named “${COOKIE}”`);
  await expect(page).toHaveURL(/\/sign-in/);
  await context.clearCookies();
  await signInBy(page, account);
  await expect(new TodosPage(page).accountButton).toBeVisible();
  await context.close();
});
