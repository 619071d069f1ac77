import { signIn } from './support/account.js';
import { Dashboard } from './support/dashboard.js';
import { anotherBrowser, expect, test } from './support/test.js';

test('the same title changed in two browsers: both texts are shown, and one chooses', async ({
  page,
  browser,
  stack,
  account,
  todos,
}) => {
  await todos.add('Water the ferns');
  const context = await anotherBrowser(browser, stack.url);
  await signIn(context.request, stack.url, account);
  const here = new Dashboard(page);
  const there = new Dashboard(await context.newPage());
  await here.open();
  await there.open();

  await here.text('Water the ferns').click();
  await here.editor('Water the ferns').title.fill('Water the ferns on Monday');
  await there.text('Water the ferns').click();
  await there.editor('Water the ferns').title.fill('Water the ferns on Tuesday');
  await there.editor('Water the ferns').save.click();
  await expect.poll(() => todos.titles()).toEqual(['Water the ferns on Tuesday']);

  const refused = page.waitForResponse((response) => response.status() === 412);
  await here.editor('Water the ferns').save.click();
  await refused;
  const choice = page.getByRole('group', { name: 'Changed somewhere else' });
  await expect(choice).toContainText('Water the ferns on Monday');
  await expect(here.latch('Water the ferns on Tuesday')).toBeVisible();
  expect(await todos.titles(), 'nothing is overwritten before one chose').toEqual(['Water the ferns on Tuesday']);

  await choice.getByRole('button', { name: 'Keep mine' }).click();
  await expect(choice).toBeHidden();
  await expect.poll(() => todos.titles()).toEqual(['Water the ferns on Monday']);
  await there.page.reload();
  await expect(there.latch('Water the ferns on Monday')).toBeVisible();
  await context.close();
});

test('theirs can be taken instead', async ({ page, todos }) => {
  const [todo] = await todos.add('Water the ferns');
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await dashboard.text('Water the ferns').click();
  await dashboard.editor('Water the ferns').notes.fill('Mine');
  await todos.change(todo!, { notes: 'Theirs' });
  await dashboard.editor('Water the ferns').save.click();
  const choice = page.getByRole('group', { name: 'Changed somewhere else' });
  await expect(choice).toContainText('Mine');
  await choice.getByRole('button', { name: 'Take theirs' }).click();
  await expect(choice).toBeHidden();
  await expect(dashboard.row('Water the ferns')).toContainText('Theirs');
  expect((await todos.all())[0]?.notes).toBe('Theirs');
});

test('different fields changed in two browsers both win', async ({ page, todos }) => {
  const [todo] = await todos.add('Water the ferns');
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await dashboard.text('Water the ferns').click();
  await dashboard.editor('Water the ferns').title.fill('Water the roses');
  await todos.change(todo!, { notes: 'With rain water' });
  await dashboard.editor('Water the ferns').save.click();
  await expect(dashboard.row('Water the roses')).toContainText('With rain water');
  await expect.poll(() => todos.all()).toMatchObject([{ title: 'Water the roses', notes: 'With rain water' }]);
});

test('a todo deleted elsewhere can be brought back with what was typed', async ({ page, stack, account, todos }) => {
  const [todo] = await todos.add('Water the ferns');
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await dashboard.text('Water the ferns').click();
  await dashboard.editor('Water the ferns').title.fill('Water the roses');
  const path = `${stack.url}/api/users/${account.id}/todos/${todo?.id}`;
  expect((await page.request.delete(path, { headers: { Origin: stack.url } })).status()).toBe(204);
  await dashboard.editor('Water the ferns').save.click();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(dashboard.latch('Water the roses')).toBeVisible();
  await expect.poll(() => todos.titles()).toEqual(['Water the roses']);
});
