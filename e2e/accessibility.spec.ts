import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll, expectRoomForFingers } from './support/small-screen.js';
import { pageStates } from './support/states.js';
import { expect, test } from './support/test.js';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong, in few words. */
async function violations(page: Page) {
  const { violations: found } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })));
}

for (const state of pageStates) {
  test(`${state.name}: no violation, light and dark, wide and narrow`, async ({ page, stack, todos }) => {
    if (!state.signedIn) await page.context().clearCookies();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await state.open({ page, url: stack.url, todos });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
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
  await expect(page).toHaveTitle('Todos · Latch');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('the first Tab leads past the header', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  await page.goto('/dashboard');
  await expect(page.getByRole('list', { name: 'Todos' })).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the todos' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Add a todo' })).toBeFocused();
});
