import { elsewhere, expect, test } from './support/organise-test.js';

test('a saved filter counts what is in it, is renamed and changed elsewhere, and is deleted, brought back and restored', async ({
  page,
  browser,
  stack,
  account,
  latch,
  api,
}) => {
  for (const [title, priority] of [
    ['Ask', 1],
    ['Book', 1],
    ['Call', 4],
  ] as const)
    await api.todo({ title, priority });
  await latch.open('/filter?query=p1');
  await latch.expectTitles(['Book', 'Ask']);
  await page.getByRole('button', { name: 'Save as filter' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Urgent');
  await page.keyboard.press('Enter');
  await expect(latch.headingOf('Urgent')).toBeVisible();
  const line = (name: string, on = page) =>
    on.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}`) });
  await expect(line('Urgent')).toContainText('2');

  const there = await elsewhere(browser, stack, account);
  await expect(line('Urgent', there.page)).toContainText('2');
  await latch.latch('Ask').click();
  await expect(line('Urgent')).toContainText('1');
  await expect(line('Urgent', there.page)).toContainText('1');
  await line('Urgent', there.page).click();
  await there.expectTitles(['Book']);
  await there.main.getByRole('button', { name: 'Actions for Urgent' }).click();
  await there.menuItem('Edit').click();
  await there.page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('First');
  await there.page.keyboard.press('Enter');
  await expect(latch.headingOf('First')).toBeVisible();

  const text = there.page.getByRole('textbox', { name: 'Filter' });
  await text.fill('p4');
  await there.expectTitles(['Call']);
  await expect(there.page.getByText('This filter has changes that are not saved.')).toBeVisible();
  await latch.expectTitles(['Book']);
  await there.page.getByRole('button', { name: 'Save', exact: true }).click();
  await latch.expectTitles(['Call']);

  await there.page.context().setOffline(true);
  await there.main.getByRole('button', { name: 'Actions for First' }).click();
  await there.menuItem('Delete').click();
  await expect(line('First', there.page)).toHaveCount(0);
  await expect(line('First')).toHaveCount(1);
  await there.page.context().setOffline(false);
  await expect(line('First')).toHaveCount(0);

  await latch.open('/trash');
  await page.getByRole('button', { name: 'Restore First' }).click();
  await expect(line('First')).toContainText('1');
  await page.keyboard.press('z');
  await expect(line('First')).toHaveCount(0);
  await there.page.context().close();
});
