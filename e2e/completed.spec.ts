import { runStatement } from './support/database.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

test('what is completed stands below its day, the last first', async ({ page, stack, account, todos }) => {
  const added = await todos.add('Long ago', 'Yesterday', 'Just now', 'Open still');
  for (const todo of added.slice(0, 3)) await todos.change(todo, { completed: true });
  // At noon, so that no day ends meanwhile.
  const noon = new Date();
  noon.setHours(12, 0, 0, 0);
  await page.clock.setFixedTime(noon);
  for (const [todo, days] of [
    [added[0], 40],
    [added[1], 1],
    [added[2], 0],
  ] as const) {
    const completedAt = new Date(noon);
    completedAt.setDate(noon.getDate() - days);
    await runStatement(stack, `UPDATE todos SET completed_at = $3 WHERE user_id = $1 AND id = $2`, [
      account.id,
      todo?.id,
      completedAt,
    ]);
  }
  const completed = new TodosPage(page);
  await completed.open('/completed');
  await expect(completed.rows).toHaveText([/Just now/, /Yesterday/, /Long ago/]);
  await expect(completed.list.getByRole('heading', { level: 2 })).toHaveText([
    'Today',
    'Yesterday',
    /\d [A-Z][a-z]{2}/,
  ]);
  await expect(completed.list.getByRole('listitem')).toHaveText([
    'Today',
    /Just now/,
    'Yesterday',
    /Yesterday/,
    /\d [A-Z][a-z]{2}/,
    /Long ago/,
  ]);
  await expect(completed.latch('Just now')).toBeChecked();
});

test('reopened it is back where it was', async ({ page, todos }) => {
  const [, middle] = await todos.add('Oldest', 'Middle', 'Newest');
  await todos.change(middle!, { completed: true });
  const completed = new TodosPage(page);
  await completed.open('/completed');
  await completed.latch('Middle').click();
  await expect(page.getByText('Nothing completed yet')).toBeVisible();
  await completed.listLink('Inbox').click();
  await expect(completed.rows).toHaveText([/Newest/, /Middle/, /Oldest/]);
});

test('clearing asks first, moves everything to Trash, and can be undone', async ({ page, todos }) => {
  const [oldest, middle] = await todos.add('Oldest', 'Middle', 'Newest');
  await todos.change(oldest!, { completed: true });
  await todos.change(middle!, { completed: true });
  const completed = new TodosPage(page);
  await completed.open('/completed');
  const clear = page.getByRole('button', { name: 'Clear completed' });
  const question = page.getByRole('alertdialog', { name: 'Clear all completed todos?' });
  await clear.click();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(completed.rows).toHaveCount(2);
  await clear.click();
  await question.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.getByText('Nothing completed yet')).toBeVisible();
  await expect(clear).toBeHidden();
  await expect.poll(() => todos.titles()).toEqual(['Newest']);
  await completed.undoButton.click();
  await expect(completed.rows).toHaveText([/Middle/, /Oldest/]);
  await expect.poll(() => todos.titles()).toEqual(['Newest', 'Middle', 'Oldest']);

  await clear.click();
  await question.getByRole('button', { name: 'Clear', exact: true }).click();
  await completed.listLink('Trash').click();
  await page.getByRole('button', { name: 'Restore Oldest' }).click();
  await expect.poll(() => todos.titles()).toEqual(['Newest', 'Oldest']);
});

test('where one is, is in the address: reload keeps it, Back and Forward follow it', async ({ page, todos }) => {
  const [oldest] = await todos.add('Oldest', 'Middle', 'Newest');
  await todos.change(oldest!, { completed: true });
  const app = new TodosPage(page);
  await app.open();
  await expect(app.rows).toHaveText([/Newest/, /Middle/]);
  await app.listLink('Completed').click();
  await expect(page).toHaveURL('/completed');
  await expect(app.rows).toHaveText([/Oldest/]);
  await expect(app.listLink('Completed')).toHaveAttribute('aria-current', 'page');
  await app.text('Oldest').click();
  await expect(app.panelOf('Oldest').panel).toBeVisible();
  await expect(page).toHaveURL(`/completed?todo=${oldest?.id}`);
  await page.reload();
  await expect(app.rows).toHaveText([/Oldest/]);
  await expect(app.panelOf('Oldest').panel).toBeVisible();

  await page.goBack();
  await expect(page).toHaveURL('/completed');
  await expect(app.panel).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL('/inbox');
  await expect(app.rows).toHaveText([/Newest/, /Middle/]);
  await page.goForward();
  await expect(app.rows).toHaveText([/Oldest/]);
  await page.goForward();
  await expect(app.panelOf('Oldest').panel).toBeVisible();
});

test('an unknown todo in the address is none', async ({ page, todos }) => {
  const [todo] = await todos.add('Water the ferns');
  await todos.change(todo!, { completed: true });
  const completed = new TodosPage(page);
  await completed.open('/completed?todo=everything&order=7');
  await expect(completed.rows).toHaveText([/Water the ferns/]);
  await expect(completed.panel).toBeHidden();
});

test('the old addresses lead to the Inbox', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  const app = new TodosPage(page);
  for (const old of ['/dashboard', '/dashboard?status=completed', '/']) {
    await page.goto(old);
    await expect(app.latch('Water the ferns')).toBeVisible();
    await expect.poll(() => new URL(page.url()).pathname, old).toBe('/inbox');
  }
});
