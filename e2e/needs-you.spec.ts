import { withoutWakeUps } from './support/account.js';
import { refusedOnDevice } from './support/on-device.js';
import { elsewhere, expect, test } from './support/organise-test.js';
import type { OrganisePage } from './support/organise-page.js';

async function rename(app: OrganisePage, from: string, to: string) {
  await app.edit(from);
  await app.titleField(from).fill(to);
  await app.titleField(from).press('Enter');
}

test('a conflict outlives a reload in every tab, and one key on its page answers it for all devices', async ({
  page,
  browser,
  context,
  stack,
  account,
  latch,
  api,
}) => {
  await api.todos(['Water the ferns']);
  await withoutWakeUps(page);
  await latch.open();
  const there = await elsewhere(browser, stack, account);
  await context.setOffline(true);
  await rename(there, 'Water the ferns', 'Water the ferns on Tuesday');
  await expect.poll(() => api.titles()).toEqual(['Water the ferns on Tuesday']);
  await rename(latch, 'Water the ferns', 'Water the ferns on Monday');
  await context.setOffline(false);
  await expect(latch.choice).toContainText('Water the ferns on Monday');
  await expect.poll(() => refusedOnDevice(page)).toBe(1);

  await page.reload();
  await expect(latch.choice).toContainText('Water the ferns on Monday');
  await expect(page.locator('body'), 'who opens a page is not taken to what waits').toBeFocused();
  const tab = await context.newPage();
  await tab.goto('/needs-you');
  await expect(tab.getByRole('group', { name: /^Water the ferns on Tuesday/ })).toBeVisible();
  const link = page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: /^Needs you/ });
  await expect(link).toContainText('1');
  await link.click();
  const entry = page.getByRole('group', { name: /^Water the ferns on Tuesday/ });
  await expect(entry).toContainText('Title: changed on another device today');
  await expect(entry).toContainText('Water the ferns on Monday');
  await page.keyboard.press('j');
  await expect(entry).toBeFocused();
  await page.keyboard.press('1');

  await expect(page.getByText('Nothing needs you')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Needs you', level: 1 })).toBeFocused();
  await expect(tab.getByText('Nothing needs you')).toBeVisible();
  await expect(link).toHaveCount(0);
  await there.expectTitles(['Water the ferns on Monday']);
  await expect.poll(() => refusedOnDevice(page)).toBe(0);
  await page.keyboard.press('z');
  await there.expectTitles(['Water the ferns on Tuesday']);
  await there.page.context().close();
});

test('what was refused waits in the list, and signing out leaves nothing of it on the device', async ({
  page,
  latch,
  api,
}) => {
  await api.todos(['Water the ferns']);
  await latch.open();
  await page.route('**/api/users/*/todos', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 422,
          json: { error_code: 'VALIDATION_FAILED', message: 'There is no room for more todos.', detail: null },
        })
      : route.fallback(),
  );
  await latch.add('Sweep the secret hall');
  await expect(latch.toasts).toContainText('In Needs you: There is no room');
  await expect.poll(() => refusedOnDevice(page)).toBe(1);
  await page.reload();
  await page.goto('/needs-you');
  const entry = page.getByRole('group', { name: /“Sweep the secret hall” was not added/ });
  await expect(entry).toContainText('There is no room for more todos.');
  await expect.poll(() => refusedOnDevice(page)).toBe(1);

  const signOut = async () => {
    await page.getByRole('button', { name: /^Account: / }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
  };
  const question = page.getByRole('alertdialog', { name: 'Sign out without saving?' });
  await latch.open();
  await signOut();
  await expect(question).toContainText('1 change is not saved yet');
  await question.getByRole('button', { name: 'Decide in Needs you' }).click();
  await expect(entry).toBeVisible();
  await expect(page).toHaveURL(/\/needs-you$/);
  await expect(page.getByRole('heading', { name: 'Needs you', level: 1 })).toBeFocused();
  await expect(question).toHaveCount(0);
  await signOut();
  await page.getByRole('button', { name: 'Sign out anyway' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  await expect(page.getByText('Sweep the secret hall')).toHaveCount(0);
});
