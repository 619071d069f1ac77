import { Dashboard } from './support/dashboard.js';
import { anotherPerson, expect, test } from './support/test.js';

test('two people in two browsers never see each other', async ({ page, browser, stack, account, todos }) => {
  const grace = await anotherPerson(browser, stack.url);
  const hers = new Dashboard(grace.page);
  const his = new Dashboard(page);
  await his.open();
  await hers.open();
  await his.add('Only Ada knows');
  await hers.add('Only Grace knows');
  await expect(his.rows).toHaveText([/Only Ada knows/]);
  await expect(hers.rows).toHaveText([/Only Grace knows/]);
  await page.reload();
  await grace.page.reload();
  await expect(his.rows).toHaveText([/Only Ada knows/]);
  await expect(hers.rows).toHaveText([/Only Grace knows/]);
  await expect(hers.accountButton).toHaveAccessibleName('Account: Grace');
  expect(await todos.titles()).toEqual(['Only Ada knows']);
  expect(await grace.todos.titles()).toEqual(['Only Grace knows']);

  const adas = `/api/users/${account.id}/todos`;
  const [todo] = await todos.all();
  const attempts = [
    ['GET', adas],
    ['GET', `${adas}/${todo?.id}`],
    ['POST', adas],
    ['PATCH', `${adas}/${todo?.id}`],
    ['DELETE', `${adas}/${todo?.id}`],
    ['DELETE', `${adas}?status=completed`],
  ] as const;
  for (const [method, path] of attempts) {
    const status = await grace.page.evaluate(askFromThePage, { method, path });
    expect(status, `${method} from Grace's page`).toBe(403);
  }
  expect(await todos.all()).toEqual([todo]);
  await grace.context.close();
});

/** Runs in the page. */
async function askFromThePage({ method, path }: { method: string; path: string }) {
  const body = method === 'GET' || method === 'DELETE' ? undefined : JSON.stringify({ title: 'Stolen' });
  const response = await fetch(path, { method, body, headers: body ? { 'Content-Type': 'application/json' } : {} });
  return response.status;
}

test('the next person at the same browser sees nothing of the one before', async ({ page, browser, stack, todos }) => {
  await todos.add('Only Ada knows');
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await expect(dashboard.latch('Only Ada knows')).toBeVisible();
  await dashboard.composer.fill('Typed by Ada, not sent');
  await dashboard.accountButton.click();
  await dashboard.signOutItem.click();
  const grace = await anotherPerson(browser, stack.url);
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(grace.account.email);
  await page.getByLabel('Password', { exact: true }).fill(grace.account.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('Nothing written down yet')).toBeVisible();
  await expect(dashboard.composer).toHaveValue('');
  await expect(page.getByText('Ada')).toHaveCount(0);
  await grace.context.close();
});
