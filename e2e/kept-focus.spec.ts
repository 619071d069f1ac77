import type { Locator } from '@playwright/test';
import { ada } from '../frontend/src/testing/fake-account-state.js';
import { anInvitation } from '../frontend/src/testing/fake-administration-operations.js';
import { aPasskey } from '../frontend/src/testing/fake-second-factor-state.js';
import { focusLostIn } from './support/kept-focus.js';
import { expect, test } from './support/page-test.js';
import { TodosPage } from './support/todos-page.js';

test.beforeEach(({ servers }) => void (servers.account.session = ada));

test('the last todo leaves the focus to the heading, where z takes it back, an editor to what it stood for, Escape to the heading', async ({
  page,
  servers: { latch },
}) => {
  latch.lists.create({ title: 'Water the ferns' });
  const app = new TodosPage(page);
  await app.open();
  await app.text('Water the ferns').focus();
  await page.keyboard.press('e');
  await expect(app.headingOf('Inbox')).toBeFocused();
  await page.keyboard.press('z');
  await expect(app.text('Water the ferns')).toBeFocused();
  await page.keyboard.press('e');
  await expect(app.headingOf('Inbox')).toBeFocused();
  await app.add('Book the train');
  await app.remove('Book the train');
  await expect(app.headingOf('Inbox')).toBeFocused();
  await app.add('Ask about the key');
  await app.actionsButton('Ask about the key').click();
  await app.menuItem('Delete').click();
  await expect(app.headingOf('Inbox')).toBeFocused();
  await app.composer.press('Escape');
  await expect(app.headingOf('Inbox')).toBeFocused();

  const addSection = app.main.getByRole('button', { name: 'Add a section' });
  await addSection.click();
  await page.getByRole('textbox', { name: 'Name of the new section' }).fill('Kitchen');
  await page.keyboard.press('Enter');
  await expect(addSection).toBeFocused();
});

test('a deleted label leaves the focus to the heading of the Inbox, or to its neighbour among the lists', async ({
  page,
  servers: { latch },
}) => {
  const label = latch.outline.createLabel({ name: 'waiting' });
  latch.outline.createLabel({ name: 'phone' });
  const app = new TodosPage(page);
  await app.open(`/labels/${label.id}`);
  const remove = async (where: Locator, name: string) => {
    await where.getByRole('button', { name: `Actions for ${name}` }).click();
    await app.menuItem('Delete').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  };
  await remove(app.main, 'waiting');
  await expect(app.headingOf('Inbox')).toBeFocused();
  await remove(app.sidebar, 'phone');
  await expect(app.sidebar.locator(':focus')).toBeVisible();
});

test('the last passkey and the last invitation leave the focus to the heading of theirs', async ({
  page,
  servers: { account, administration },
}) => {
  account.secondFactor.passkeys = [aPasskey({ name: 'Phone' })];
  account.administrator = true;
  administration.invitations = [anInvitation({ email: 'linus@example.com' })];
  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Remove Phone' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('heading', { name: 'Passkeys' })).toBeFocused();

  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Revoke the invitation for linus@example.com' }).click();
  await expect(page.getByRole('heading', { name: /^Invitations/ })).toBeFocused();
});

test('what is typed while an overlay is fetched for the first time lands in its field, and does nothing behind it', async ({
  page,
  servers: { latch },
}) => {
  latch.lists.create({ title: 'Water the ferns' });
  const held: (() => Promise<void>)[] = [];
  let holding = true;
  await page.route(/\/assets\/.*\.js$/, async (route) => {
    if (holding && /(date-picker|overlays)/.test(route.request().url())) held.push(() => route.continue());
    else await route.continue();
  });
  const app = new TodosPage(page);
  await app.open();
  await app.text('Water the ferns').focus();
  await page.keyboard.press('d');
  await page.keyboard.type('exe');
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('egg');
  holding = false;
  await Promise.all(held.map((arrive) => arrive()));
  const field = app.dialog('Search and commands').getByRole('combobox');
  await expect(field).toHaveValue('egg');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(app.text('Water the ferns')).toBeFocused();
  await page.keyboard.press('d');
  await page.keyboard.type('tom');
  await expect(app.dialog('Due date of “Water the ferns”').getByRole('combobox')).toHaveValue('tom');
  await page.keyboard.press('Escape');
  await expect(app.latch('Water the ferns')).not.toBeChecked();
});

test('an overlay that cannot be loaded gives the keys back, and a banner says so', async ({
  page,
  servers: { latch },
}) => {
  latch.lists.create({ title: 'Water the ferns' });
  const app = new TodosPage(page);
  await app.open();
  await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
  await app.text('Water the ferns').focus();
  await page.keyboard.press('d');
  await expect(page.getByRole('alert').filter({ hasText: 'This did not load.' })).toBeVisible();
  await page.keyboard.press('e');
  await expect(app.latch('Water the ferns')).toBeHidden();
});

test('a test knows where the focus was lost, and where the person took it away', async ({ page }) => {
  // Nothing of the app runs there, and nothing gives the focus back.
  await page.goto('/robots.txt');
  expect(await focusLostIn(page), 'on a page that was just loaded').toBeUndefined();
  const focusAndRemove = () =>
    page.evaluate(() => {
      const button = document.createElement('button');
      document.body.append(button);
      button.focus();
      button.remove();
    });
  await focusAndRemove();
  expect(await focusLostIn(page)).toBe('<button></button>');
  await page.mouse.click(300, 300);
  expect(await focusLostIn(page), 'by a press beside everything').toBeUndefined();
});
