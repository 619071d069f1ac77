import { runStatement } from './support/database.js';
import { expect, test } from './support/organise-test.js';

test('search forgives slips, marks what it finds, and goes back to what was completed long ago', async ({
  page,
  latch,
  api,
  stack,
  account,
}) => {
  const kitchen = await api.project('Kitchen');
  await api.todo({ title: 'Order the tiles', projectId: kitchen.id, notes: 'Ask for\n- a receipt\n- the invoice' });
  await api.todo({ title: 'Water the ferns' });
  const old = await api.todo({ title: 'Pay the first invoice' });
  await api.change(old, { completed: true });
  await runStatement(
    stack,
    `UPDATE todos SET completed_at = now() - interval '90 days' WHERE user_id = $1 AND id = $2`,
    [account.id, old.id],
  );
  await latch.open();
  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Search todos' });
  await expect(field).toBeFocused();

  await page.keyboard.type('invioce');
  await latch.expectTitles(['Order the tiles']);
  await expect(page.getByRole('main').locator('mark')).toHaveText(['invoice']);
  await expect(page.getByText('- the invoice')).toBeVisible();

  // The server finds words as they are written.
  await field.fill('invoice');
  await latch.expectTitles(['Order the tiles', 'Pay the first invoice']);
  await expect(page.getByRole('heading', { name: 'Completed, from the server' })).toBeVisible();
  await expect(page).toHaveURL(/\/search\?query=invoice$/);

  await page.reload();
  await expect(field).toHaveValue('invoice');
  await latch.expectTitles(['Order the tiles', 'Pay the first invoice']);
  await field.press('ArrowDown');
  await expect(latch.text('Order the tiles')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(latch.panelOf('Order the tiles').panel).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(latch.headingOf('Inbox')).toBeVisible();
});

test('the palette leads to all results, and a project that matches stands above them', async ({ page, latch, api }) => {
  const kitchen = await api.project('Kitchen');
  await api.todo({ title: 'Order the tiles', projectId: kitchen.id });
  await latch.open();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('kichen');
  await latch.option('Show all results').click();
  await expect(page).toHaveURL('/search?query=kichen');
  await latch.expectTitles(['Order the tiles']);
  await page.getByRole('navigation', { name: 'Projects, sections and labels' }).getByRole('link').click();
  await expect(latch.headingOf('Kitchen')).toBeVisible();
});

test('without a network all that is on the device is found, and it says what is not', async ({
  page,
  context,
  latch,
  api,
}) => {
  await api.todo({ title: 'Water the ferns' });
  await latch.open();
  await expect(page.locator('html[data-loaded]')).toHaveCount(1);
  await context.setOffline(true);
  await page.keyboard.press('/');
  await page.getByRole('searchbox', { name: 'Search todos' }).fill('frens');
  await latch.expectTitles(['Water the ferns']);
  await expect(
    page.getByText('You are offline. Older completed todos, which only the server has, are not searched.'),
  ).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('You are offline.')).toBeHidden();
});
