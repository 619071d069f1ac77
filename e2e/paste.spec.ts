import type { Page } from '@playwright/test';
import { violations } from './support/accessibility.js';
import { changesSentBy, expect, test } from './support/organise-test.js';

const LIST = '- Shop tomorrow p1\r\n  - [x] Milk\r\n  - Eggs\r\n- Call Ann';

/** Pastes by the key, from the browser's clipboard. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+v');
}

test('several lines become a todo each after a preview, and one undo takes all of them back', async ({
  page,
  latch,
  api,
}) => {
  await latch.open();
  const sent = changesSentBy(page);
  const stored = async () =>
    (await api.in('inbox')).map(({ title, priority, parentId }) => [title, priority, parentId !== null]);
  await page.keyboard.press('q');
  const field = page.getByRole('textbox', { name: 'Add a todo' });
  await paste(page, LIST);
  const dialog = page.getByRole('dialog', { name: 'Add 4 todos' });
  await expect(dialog.getByRole('listitem')).toHaveText([
    /Shop.*Tomorrow.*Priority 1/,
    /Completed: .*Milk/,
    /Eggs/,
    /Call Ann/,
  ]);
  await expect(dialog.getByRole('button', { name: 'Add 4 todos' })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('- Shop tomorrow p1 - [x] Milk - Eggs - Call Ann');
  await expect(field).toBeFocused();
  expect(sent).toEqual([]);

  await page.keyboard.press('Control+a');
  await paste(page, LIST);
  await expect(dialog.getByRole('button', { name: 'Add 4 todos' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('');
  await expect.poll(stored).toEqual([
    ['Shop', 1, false],
    ['Eggs', 4, true],
    ['Call Ann', 4, false],
  ]);
  await page.getByText('Added 4 todos').waitFor();
  expect(sent).toEqual(['POST /todos/bulk-create']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('z');
  await expect.poll(stored).toEqual([]);
  await expect(page.getByText('Shop', { exact: true })).toHaveCount(0);
});

test('what is pasted without a network is sent when it is back', async ({ page, context, latch, api }) => {
  await latch.open();
  await expect(page.locator('html[data-loaded]')).toBeAttached();
  await context.setOffline(true);
  await page.keyboard.press('q');
  await paste(page, 'Milk\nEggs');
  await expect(page.getByRole('button', { name: 'Add 2 todos' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Eggs', { exact: true })).toBeVisible();
  await context.setOffline(false);
  await expect.poll(() => api.titles()).toEqual(['Milk', 'Eggs']);
});
