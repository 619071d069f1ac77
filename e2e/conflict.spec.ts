import { anotherDevice, expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

test('the same title changed in two browsers: both texts are shown, and one chooses', async ({
  page,
  browser,
  stack,
  account,
  todos,
}) => {
  await todos.add('Water the ferns');
  const context = await anotherDevice(browser, stack, account);
  const here = new TodosPage(page);
  const there = new TodosPage(await context.newPage());
  await here.open();
  await there.open();

  await here.edit('Water the ferns');
  await here.titleField('Water the ferns').fill('Water the ferns on Monday');
  await there.rename('Water the ferns', 'Water the ferns on Tuesday');
  await expect.poll(() => todos.titles()).toEqual(['Water the ferns on Tuesday']);

  await here.titleField('Water the ferns').press('Enter');
  await expect(here.choice).toContainText('Water the ferns on Monday');
  await expect(here.choice).toContainText('Water the ferns on Tuesday');
  await expect(here.latch('Water the ferns on Tuesday')).toBeVisible();
  expect(await todos.titles(), 'nothing is overwritten before one chose').toEqual(['Water the ferns on Tuesday']);

  await here.choice.getByRole('button', { name: 'Keep mine' }).click();
  await expect(here.choice).toBeHidden();
  await expect.poll(() => todos.titles()).toEqual(['Water the ferns on Monday']);
  await expect(there.latch('Water the ferns on Monday')).toBeVisible();
  await context.close();
});

test('theirs can be taken instead, in the panel as well', async ({ page, todos }) => {
  const [todo] = await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open(`/inbox?todo=${todo?.id}`);
  const panel = app.panelOf('Water the ferns');
  await panel.writeNotes.click();
  await panel.notesField.waitFor();
  await todos.change(todo!, { notes: 'Theirs' });
  await panel.notesField.fill('Mine');
  await panel.notesField.press('Control+Enter');
  const choice = panel.panel.getByRole('group', { name: /^Also changed on another device/ });
  await expect(choice).toContainText('Mine');
  await choice.getByRole('button', { name: 'Take theirs' }).click();
  await expect(app.choice).toHaveCount(0);
  await expect(panel.panel.getByRole('region', { name: 'Notes' })).toContainText('Theirs');
  await expect(app.row('Water the ferns')).toContainText('Theirs');
  await expect.poll(async () => (await todos.all())[0]?.notes).toBe('Theirs');
});

test('a todo deleted elsewhere can be brought back with what was typed', async ({ page, todos }) => {
  const [todo] = await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open();
  await app.edit('Water the ferns');
  await app.titleField('Water the ferns').fill('Water the roses');
  await todos.remove(todo!);
  await app.titleField('Water the ferns').press('Enter');
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(app.latch('Water the roses')).toBeVisible();
  await expect.poll(() => todos.titles()).toEqual(['Water the roses']);
});
