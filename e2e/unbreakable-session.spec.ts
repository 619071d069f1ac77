import { createHmac } from 'node:crypto';
import type { BrowserContext, Page } from '@playwright/test';
import { signInBy, signInForm, signInHeading } from './support/account-forms.js';
import { endSessionBehindItsBack } from './support/account.js';
import { sessionCookies } from './support/session-cookies.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

const COOKIE = 'better-auth.session_token';
const DAY_MS = 24 * 60 * 60 * 1000;

interface Planting {
  context: BrowserContext;
  /** The value of the good cookie, which is there still. */
  good: string;
  url: string;
}

const plant = ({ context, url }: Planting, value: string, path = '/') =>
  context.addCookies([{ name: COOKIE, value, domain: new URL(url).hostname, path, httpOnly: true, sameSite: 'Lax' }]);

/** The same session, signed with another secret than the server has now. */
function signedWithOldSecret(good: string): string {
  const [token] = decodeURIComponent(good).split('.') as [string];
  const signature = createHmac('sha256', 'the secret of the year before, 40 letters').update(token).digest('base64');
  return encodeURIComponent(`${token}.${signature}`);
}

const brokenCookies: Record<string, (planting: Planting) => Promise<void>> = {
  stale: ({ context, url }) => endSessionBehindItsBack(context, url),
  truncated: (planting) => plant(planting, planting.good.slice(0, -9)),
  empty: (planting) => plant(planting, ''),
  'signed with an old secret': (planting) => plant(planting, signedWithOldSecret(planting.good)),
};

/** With the good one, which is found again once the others are cleared. */
const doubledCookies: typeof brokenCookies = {
  'doubled, under /api': (planting) => plant(planting, 'another', '/api'),
  'doubled, under /api/auth': (planting) => plant(planting, planting.good, '/api/auth'),
  'doubled twice': async (planting) => {
    await plant(planting, 'another', '/api');
    await plant(planting, 'a third', '/api/auth');
  },
};

test('a cookie that is broken, in whichever way, costs one sign-in and no more, and one beside it none', async ({
  page,
  context,
  stack,
  account,
  todos,
}) => {
  await todos.add('Water the ferns');
  const app = new TodosPage(page);
  const written = ['Water the ferns'];
  for (const [name, breakIt] of Object.entries({ ...brokenCookies, ...doubledCookies }))
    await test.step(name, async () => {
      const [cookie] = await sessionCookies(context);
      expect(cookie?.name).toBe(COOKIE);
      await breakIt({ context, good: cookie!.value, url: stack.url });
      await page.goto('/inbox');
      if (name in brokenCookies) {
        await expect(signInHeading(page)).toBeVisible();
        await signInBy(page, account);
      }
      await expect(app.latch('Water the ferns')).toBeVisible();
      await page.reload();
      await app.add(`It stays so: ${name}`);
      written.unshift(`It stays so: ${name}`);
      await expect.poll(() => todos.titles()).toEqual(written);
      const kept = await sessionCookies(context);
      expect(kept.map((each) => [each.name, each.path])).toEqual([[COOKIE, '/']]);
    });
});

/** A page that hears nothing of what other tabs do, as one that the browser has put to sleep. */
async function deafPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.BroadcastChannel = class extends EventTarget {
      postMessage() {}
      close() {}
    } as unknown as typeof BroadcastChannel;
  });
  return page;
}

test('a tab that does not hear of a sign-out in another one loses nothing that is done in it', async ({
  page,
  context,
  account,
  todos,
}) => {
  await todos.add('Water the ferns');
  const other = new TodosPage(await deafPage(context));
  await other.open();
  await other.composer.fill('Half a thou');
  const app = new TodosPage(page);
  await app.open();
  await app.accountButton.click();
  await app.signOutItem.click();
  await expect(signInHeading(page)).toBeVisible();

  await other.latch('Water the ferns').click();
  const dialog = other.page.getByRole('dialog', { name: 'Sign in to continue' });
  await signInForm(dialog).password.fill(account.password);
  await signInForm(dialog).submit.click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await todos.completed()).map(({ title }) => title)).toEqual(['Water the ferns']);
  await expect(other.composer).toHaveValue('Half a thou');
});

for (const [name, days] of [
  ['ahead', 8],
  ['behind', -8],
] as const) {
  test(`a clock that is 8 days ${name} signs nobody out, and keeps nobody out`, async ({ page, account, todos }) => {
    await page.clock.install({ time: Date.now() + days * DAY_MS });
    const app = new TodosPage(page);
    await app.open();
    await app.add('Water the ferns');
    await expect.poll(() => todos.titles()).toEqual(['Water the ferns']);
    await page.reload();
    await expect(app.latch('Water the ferns')).toBeVisible();
    await app.accountButton.click();
    await app.signOutItem.click();
    await expect(signInHeading(page)).toBeVisible();
    await signInBy(page, account);
    await expect(app.latch('Water the ferns')).toBeVisible();
  });
}
