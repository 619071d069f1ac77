import { Dashboard } from './support/dashboard.js';
import { expect, test } from './support/test.js';

test.beforeEach(async ({ todos }) => {
  const [oldest] = await todos.add('Oldest', 'Middle', 'Newest');
  await todos.change(oldest!, { completed: true });
});

test('the filter is in the address: reload keeps it, Back and Forward follow it', async ({ page }) => {
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await expect(dashboard.rows).toHaveText([/Newest/, /Middle/]);
  await dashboard.filter('Completed 1').click();
  await expect(page).toHaveURL('/dashboard?status=completed');
  await expect(dashboard.rows).toHaveText([/Oldest/]);
  await page.reload();
  await expect(dashboard.rows).toHaveText([/Oldest/]);
  await expect(dashboard.filter('Completed 1')).toHaveAttribute('aria-current', 'page');

  await dashboard.filter('All').click();
  await expect(dashboard.rows).toHaveText([/Newest/, /Middle/, /Oldest/]);
  await page.goBack();
  await expect(page).toHaveURL('/dashboard?status=completed');
  await expect(dashboard.rows).toHaveText([/Oldest/]);
  await page.goBack();
  await expect(page).toHaveURL('/dashboard');
  await expect(dashboard.rows).toHaveText([/Newest/, /Middle/]);
  await page.goForward();
  await expect(dashboard.rows).toHaveText([/Oldest/]);
});

test('the order is in the address too', async ({ page }) => {
  const dashboard = new Dashboard(page);
  await dashboard.open('?status=all');
  await page.getByRole('button', { name: 'Show oldest first' }).click();
  await expect(page).toHaveURL('/dashboard?status=all&order=oldest');
  await expect(dashboard.rows).toHaveText([/Oldest/, /Middle/, /Newest/]);
  await page.reload();
  await expect(dashboard.rows).toHaveText([/Oldest/, /Middle/, /Newest/]);
});

test('an unknown filter is the usual one', async ({ page }) => {
  const dashboard = new Dashboard(page);
  await dashboard.open('?status=everything&order=7');
  await expect(dashboard.rows).toHaveText([/Newest/, /Middle/]);
  await expect(dashboard.filter('Open 2')).toHaveAttribute('aria-current', 'page');
});
