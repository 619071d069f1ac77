import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

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
