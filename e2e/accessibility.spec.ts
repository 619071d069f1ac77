import type { Page } from '@playwright/test';
import { violations } from './support/accessibility.js';
import { expectNoSidewaysScroll, expectRoomForFingers } from './support/small-screen.js';
import { pageStates } from './support/states.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

/** From now on the pointer is a coarse one, as a phone's. */
async function touchWithFingers(page: Page) {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await expect.poll(() => page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
}

for (const state of pageStates) {
  test(`${state.name}: no violation, light and dark, wide and narrow`, async ({ page, stack, todos }) => {
    if (!state.signedIn) await page.context().clearCookies();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await state.open({ page, url: stack.url, todos });
    for (const width of state.widths ?? [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      if (width < 900) await touchWithFingers(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${width} px, ${colorScheme}`).toEqual([]);
      }
      await expectNoSidewaysScroll(page);
    }
    await expectRoomForFingers(page);
  });
}

test('each page has a title of its own, and the focus goes to its heading', async ({ page, account }) => {
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await expect(page).toHaveTitle('Sign in · Latch');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(page).toHaveTitle('Create an account · Latch');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveTitle('Sign in · Latch');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page).toHaveTitle('Inbox · Latch');
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeFocused();
  const app = new TodosPage(page);
  for (const name of ['Completed', 'Trash', 'Settings', 'Inbox']) {
    await app.listLink(name).click();
    await expect(page).toHaveTitle(`${name} · Latch`);
    await expect(app.headingOf(name)).toBeVisible();
  }
});

test('the first Tab leads past the header and the sidebar', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  await page.goto('/inbox');
  await expect(page.getByRole('list', { name: 'Todos' })).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the todos' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus'), 'past the header and the sidebar').toHaveCount(1);
});
