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
  for (const path of ['/', '/api', '/api/auth/']) {
    await plant(context, path);
    await page.goto('/inbox');
    await expect(signInHeading(page)).toBeVisible();
    await signInBy(page, account);
    await expect(app.accountButton).toBeVisible();
    expect(await placesOf(context)).toEqual([[`todo.${DOMAIN}`, '/']]);
    // Beside that of a session it is deleted, and the session goes on.
    await plant(context, path);
    await page.goto('/inbox');
    await expect(app.accountButton).toBeVisible();
    expect(await placesOf(context)).toEqual([[`todo.${DOMAIN}`, '/']]);
    await context.clearCookies();
  }
  await context.close();
});

test('nor does one that only a part of Latch is sent, before or after signing in', async ({ browser, account }) => {
  const context = await anotherBrowser(browser, latch.url);
  const page = await context.newPage();
  const app = new TodosPage(page);
  for (const path of ['/api/auth/get-session', '/api/users', `/api/users/${account.id}/`, '/api/auth/sessions']) {
    await plant(context, path);
    await page.goto('/inbox');
    await expect(signInHeading(page)).toBeVisible();
    await signInBy(page, account);
    await expect(app.accountButton).toBeVisible();
    await app.add(`Past ${path}`);
    await expect(app.row(`Past ${path}`)).toBeVisible();
    await page.goto('/settings/security');
    await expect(page.getByText('This device')).toBeVisible();
    expect(await placesOf(context)).toEqual([[`todo.${DOMAIN}`, '/']]);
    await context.clearCookies();
  }
  await context.close();
});
