import { titlesOnDevice } from './support/on-device.js';
import { anotherPerson, expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

test('two people in two browsers never see each other', async ({ page, browser, stack, account, todos }) => {
  const grace = await anotherPerson(browser, stack);
  const hers = new TodosPage(grace.page);
  const his = new TodosPage(page);
  await his.open();
  await hers.open();
  await his.untilSaved(() => his.add('Only Ada knows'));
  await hers.untilSaved(() => hers.add('Only Grace knows'));
  await expect(his.rows).toHaveText([/Only Ada knows/]);
  await expect(hers.rows).toHaveText([/Only Grace knows/]);
  await page.reload();
  await grace.page.reload();
  await expect(his.rows).toHaveText([/Only Ada knows/]);
  await expect(hers.rows).toHaveText([/Only Grace knows/]);
  await expect(hers.accountButton).toHaveAccessibleName('Account: Grace');
  expect(await todos.titles()).toEqual(['Only Ada knows']);
  expect(await grace.todos.titles()).toEqual(['Only Grace knows']);

  const ada = `/api/users/${account.id}`;
  const adas = `${ada}/todos`;
  const [todo] = await todos.all();
  const attempts = [
    ['GET', adas],
    ['GET', `${adas}/${todo?.id}`],
    ['POST', adas],
    ['PATCH', `${adas}/${todo?.id}`],
    ['DELETE', `${adas}/${todo?.id}`],
    ['DELETE', `${adas}?status=completed`],
    ['GET', `${adas}/search?q=Only`],
    ['POST', `${adas}/bulk`],
    ['POST', `${adas}/${todo?.id}/move`],
    ['GET', `${ada}/outline`],
    ['GET', `${ada}/projects/inbox/todos`],
    ['GET', `${ada}/projects/${todo?.projectId}/todos`],
    ['DELETE', `${ada}/projects/${todo?.projectId}`],
    ['GET', `${ada}/trash`],
    ['DELETE', `${ada}/trash`],
    ['GET', `${ada}/history?entityId=${todo?.id}`],
    ['GET', `${ada}/changes`],
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
  const app = new TodosPage(page);
  await app.open();
  await expect(app.latch('Only Ada knows')).toBeVisible();
  await app.composer.fill('Typed by Ada, not sent');
  await app.accountButton.click();
  await app.signOutItem.click();
  const grace = await anotherPerson(browser, stack);
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(grace.account.email);
  await page.getByLabel('Password', { exact: true }).fill(grace.account.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('Your Inbox is empty')).toBeVisible();
  await expect(app.composer).toHaveValue('');
  await expect(page.getByText('Ada')).toHaveCount(0);
  await grace.context.close();
});

test('what one person did while nobody could say who is signed in is not sent as the next one', async ({
  page,
  context,
  browser,
  stack,
  todos,
}) => {
  await todos.add('Only Ada knows');
  const app = new TodosPage(page);
  await app.open();
  await expect.poll(() => titlesOnDevice(page)).toEqual([['Only Ada knows']]);
  await stack.parts.authServer?.stop();
  await page.reload();
  await app.latch('Only Ada knows').click();
  const adas = await context.cookies();
  const grace = await anotherPerson(browser, stack);
  await context.addCookies(await grace.context.cookies());
  await stack.parts.authServer?.start();
  await app.noteNetworkIsBack();
  await expect(app.dialog('Grace is signed in now')).toBeVisible();
  await expect.poll(() => titlesOnDevice(page)).toEqual([]);
  expect(await grace.todos.all()).toEqual([]);
  await context.addCookies(adas);
  expect(await todos.all()).toEqual([expect.objectContaining({ title: 'Only Ada knows', completedAt: null })]);
  await grace.context.close();
});
