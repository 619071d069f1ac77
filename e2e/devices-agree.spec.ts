import { OrganisePage } from './support/organise-page.js';
import { elsewhere, expect, test } from './support/organise-test.js';

test('a change on one device is on the other without a reload, and leaves alone what is written there', async ({
  page,
  browser,
  stack,
  account,
  latch,
  api,
}) => {
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  const there = await elsewhere(browser, stack, account);
  await there.text('Book').focus();
  await there.page.keyboard.press('x');

  await latch.add('Dig');
  await there.expectTitles(['Dig', 'Ask', 'Book', 'Call']);
  await expect(there.text('Book')).toBeFocused();
  await expect(there.selectionBar).toContainText('1 selected');

  await latch.text('Call').focus();
  await page.keyboard.press('Enter');
  await latch.panel.getByRole('button', { name: 'Write notes' }).click();
  await page.keyboard.type('Half a sen');
  await there.rename('Call', 'Call the landlord');
  await expect(latch.panelOf('Call the landlord').panel).toBeVisible();
  await page.keyboard.type('tence');
  await expect(latch.panel.getByRole('textbox', { name: 'Notes' })).toHaveValue('Half a sentence');
  await page.keyboard.press('Escape');

  await there.latch('Ask').click();
  await latch.expectTitles(['Dig', 'Book', 'Call the landlord']);
  await expect(latch.listLink('Inbox')).toContainText('3');
  await there.page.context().close();
});

test('a change is on the other device, and in a second tab there, though they can read nothing', async ({
  browser,
  stack,
  account,
  latch,
  api,
}) => {
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  const there = await elsewhere(browser, stack, account);
  const context = there.page.context();
  const tab = new OrganisePage(await context.newPage());
  await tab.open();
  await context.route('**/api/users/*/sync*', () => {});

  await latch.add('Dig');
  await latch.rename('Call', 'Call the landlord');
  await latch.latch('Ask').click();
  for (const device of [there, tab]) await device.expectTitles(['Dig', 'Book', 'Call the landlord']);
  await there.latch('Book').click();
  for (const device of [latch, there, tab]) await device.expectTitles(['Dig', 'Call the landlord']);
  await context.close();
});

test('a device that was offline has what was made elsewhere once it is back, and gives what it made', async ({
  page,
  browser,
  stack,
  account,
  latch,
  api,
}) => {
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  const there = await elsewhere(browser, stack, account);

  await page.context().setOffline(true);
  await latch.add('Dig');
  await latch.latch('Call').click();
  await latch.expectTitles(['Dig', 'Ask', 'Book']);
  await there.rename('Ask', 'Ask twice');
  await there.text('Book').focus();
  await there.page.keyboard.press('Delete');
  await there.expectTitles(['Ask twice', 'Call']);

  await page.context().setOffline(false);
  await latch.expectTitles(['Dig', 'Ask twice']);
  await there.expectTitles(['Dig', 'Ask twice']);
  expect(await api.titles()).toEqual(['Dig', 'Ask twice']);
  await there.page.context().close();
});
