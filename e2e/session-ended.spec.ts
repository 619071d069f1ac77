import type { Page } from '@playwright/test';
import { signInBy, signInForm, signInHeading } from './support/account-forms.js';
import { endSessionBehindItsBack, withoutWakeUps } from './support/account.js';
import { sessionCookies } from './support/session-cookies.js';
import { anotherPerson, expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';
import { Traffic } from './support/traffic.js';

test.beforeEach(({ page }) => withoutWakeUps(page));

test('a session that ends mid-work asks over the page, keeps what was typed, and then sends it', async ({
  page,
  context,
  stack,
  account,
  todos,
}) => {
  await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open();
  await expect(app.rows).toHaveCount(1);
  const traffic = new Traffic(page);
  await endSessionBehindItsBack(context, stack.url);

  await app.rename('Water the ferns', 'Water the roses');
  const dialog = page.getByRole('dialog', { name: 'Sign in to continue' });
  await expect(dialog).toBeVisible();
  await expect(signInForm(dialog).email).toHaveValue(account.email);
  await signInForm(dialog).password.fill('not the password');
  await signInForm(dialog).submit.click();
  await expect(dialog.getByRole('alert')).toContainText('wrong');
  await signInForm(dialog).password.fill(account.password);
  await signInForm(dialog).submit.click();
  await expect(dialog).toBeHidden();
  await expect(app.latch('Water the roses')).toBeVisible();
  await expect.poll(() => todos.titles()).toEqual(['Water the roses']);
  expect(traffic.addresses, 'the page stayed where it was').toEqual([]);
  expect(traffic.documents).toBe(0);
});

test('put off, the dialog leaves a reminder, and everything typed waits', async ({
  page,
  context,
  stack,
  account,
  todos,
}) => {
  const app = new TodosPage(page);
  await app.open();
  await endSessionBehindItsBack(context, stack.url);
  await app.add('Written signed out');
  const dialog = page.getByRole('dialog', { name: 'Sign in to continue' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const reminder = page.getByRole('status').filter({ hasText: 'Changes wait here until you sign in.' });
  await expect(reminder).toBeVisible();
  await app.add('And another');
  await app.composer.fill('Half a thou');
  await reminder.getByRole('button', { name: 'Sign in' }).click();
  await signInForm(dialog).password.fill(account.password);
  await signInForm(dialog).submit.click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => todos.titles()).toEqual(['And another', 'Written signed out']);
  await expect(app.composer).toHaveValue('Half a thou');
});

test('somebody else signing in sees and sends nothing of the one before', async ({
  page,
  browser,
  context,
  stack,
  account,
  todos,
}) => {
  await todos.add('Only Ada knows');
  const grace = await anotherPerson(browser, stack);
  const app = new TodosPage(page);
  await app.open();
  await endSessionBehindItsBack(context, stack.url);
  await app.add('Also only Ada');
  const dialog = page.getByRole('dialog', { name: 'Sign in to continue' });
  await signInBy(dialog, grace.account);
  await expect(app.accountButton).toHaveAccessibleName('Account: Grace');
  await expect(page.getByText('Your Inbox is empty')).toBeVisible();
  await expect(page.getByText(/Ada/)).toHaveCount(0);
  expect(await grace.todos.titles()).toEqual([]);

  await context.clearCookies();
  await page.goto('/sign-in');
  await signInBy(page, account);
  await expect(app.latch('Only Ada knows')).toBeVisible();
  expect(await todos.titles()).toEqual(['Only Ada knows']);
  await grace.context.close();
});

test('after signing out, Back shows nothing private', async ({ page, todos }) => {
  await todos.add('Private matter');
  const app = new TodosPage(page);
  await app.open();
  await app.listLink('Trash').click();
  await expect(app.headingOf('Trash')).toBeVisible();
  await app.listLink('Inbox').click();
  await expect(app.latch('Private matter')).toBeVisible();
  await app.accountButton.click();
  await app.signOutItem.click();
  await expect(signInHeading(page)).toBeVisible();
  expect(await sessionCookies(page.context())).toEqual([]);
  const shown = watchForText(page);
  await page.goBack();
  await expect(signInHeading(page)).toBeVisible();
  await page.reload();
  await expect(signInHeading(page)).toBeVisible();
  await page.goto('about:blank');
  await page.goBack();
  await expect(signInHeading(page)).toBeVisible();
  expect(await shown()).toBe(false);
});

/** Watches every answer for the text: what never reaches the browser again can't be shown. */
function watchForText(page: Page) {
  const seen: Promise<boolean>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/'))
      seen.push(
        response.text().then(
          (text) => text.includes('Private matter'),
          () => false,
        ),
      );
  });
  return async () => (await page.content()).includes('Private matter') || (await Promise.all(seen)).includes(true);
}

test('signing out in one tab signs the other tab out', async ({ page, context, todos }) => {
  await todos.add('Private matter');
  const other = new TodosPage(await context.newPage());
  const app = new TodosPage(page);
  await app.open();
  await other.open();
  await expect(other.latch('Private matter')).toBeVisible();
  await app.accountButton.click();
  await app.signOutItem.click();
  await expect(signInHeading(page)).toBeVisible();
  await expect(signInHeading(other.page)).toBeVisible();
  await expect(other.page.getByText('Private matter')).toHaveCount(0);
});

test('another person in the other tab is named, sees nothing, and leaves a draft to who typed it', async ({
  page,
  context,
  browser,
  stack,
  account,
  todos,
}) => {
  await todos.add('Only Ada knows');
  const grace = await anotherPerson(browser, stack);
  const app = new TodosPage(page);
  await app.open();
  await app.composer.fill('Half a thought');
  await endSessionBehindItsBack(context, stack.url);
  const other = await context.newPage();
  await other.goto('/sign-in');
  await signInBy(other, grace.account);
  await expect(new TodosPage(other).accountButton).toHaveAccessibleName('Account: Grace');

  const dialog = page.getByRole('dialog', { name: 'Grace is signed in now' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Reload as Grace' }).click();
  await expect(app.accountButton).toHaveAccessibleName('Account: Grace');
  await expect(app.composer).toHaveValue('');
  await app.accountButton.click();
  await app.signOutItem.click();
  await signInBy(page, account);
  await expect(app.latch('Only Ada knows')).toBeVisible();
  await expect(app.composer).toHaveValue('Half a thought');
  await grace.context.close();
});
