import { expect, test } from './support/organise-test.js';

test('a filter is typed, mended, worked on and explained, and is there after a reload', async ({
  page,
  latch,
  api,
}) => {
  const work = await api.project('Work');
  const phone = await api.label('phone');
  await api.todo({ title: 'Call the bank', priority: 1, projectId: work.id, labelIds: [phone.id] });
  await api.todo({ title: 'Order tiles', priority: 1, projectId: work.id });
  await api.todo({ title: 'Water the ferns', priority: 1 });
  await latch.open();
  await page.keyboard.press('f');
  const field = page.getByRole('textbox', { name: 'Filter', exact: true });
  await expect(field).toBeFocused();

  await page.keyboard.type('#Work and p1');
  await expect(page.getByText('There is no project called “Work and p1”.')).toBeVisible();
  await page.getByRole('button', { name: 'Use #Work & p1' }).click();
  await expect(field).toHaveValue('#Work & p1');
  await latch.expectTitles(['Order tiles', 'Call the bank']);
  await expect(page.getByText('2 todos', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/filter\?query=/);

  await page.keyboard.type(' & !@phone');
  await latch.expectTitles(['Order tiles']);
  await page.reload();
  await latch.expectTitles(['Order tiles']);
  await expect(field).toHaveValue('#Work & p1 & !@phone');

  await latch.text('Order tiles').focus();
  await page.keyboard.press('.');
  await page.getByRole('menuitem', { name: 'Why is this here?' }).click();
  await expect(latch.dialog('Why is this here?')).toContainText('It is in the project “Work”.');
  await page.keyboard.press('Escape');

  // Live: what no longer matches leaves, and an undo brings it back.
  await latch.text('Order tiles').focus();
  await page.keyboard.press('2');
  await expect(page.getByText('No todos in this filter')).toBeVisible();
  await page.keyboard.press('z');
  await latch.expectTitles(['Order tiles']);
});
