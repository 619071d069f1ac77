import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

/** More than the first page of a list. */
const MANY = 45;

test('an empty browser shows the first todos before the rest, and they can be worked on', async ({ page, todos }) => {
  for (let n = 1; n <= MANY; n++) await todos.create({ title: `Todo ${n}` });
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/users/*/sync?*', async (route) => {
    await released;
    await route.continue();
  });
  const app = new TodosPage(page);
  await page.goto('/inbox');
  await expect(app.text('Todo 45')).toBeVisible();
  await expect(page.getByText('Loading your todos')).toHaveCount(1);
  await expect(app.sidebar.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible();

  await app.text('Todo 44').focus();
  await page.keyboard.press('e');
  await expect(app.latch('Todo 44')).toBeHidden();
  await expect.poll(async () => (await todos.completed()).map(({ title }) => title)).toEqual(['Todo 44']);
  await expect(app.text('Todo 43')).toBeFocused();
  // The last of them is not known yet.
  await page.keyboard.press('End');
  await expect(app.text('Todo 43')).toBeFocused();
  await page.keyboard.press('F2');
  await expect(app.titleField('Todo 43')).toBeFocused();
  await page.keyboard.type(', written early');

  release();
  await expect(app.sidebar.getByRole('link', { name: `Inbox ${MANY - 1} open` })).toBeVisible();
  await expect(page.getByText('Loading your todos')).toHaveCount(0);
  await expect(app.titleField('Todo 43')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(app.text('Todo 43, written early')).toBeFocused();
  await expect(app.latch('Todo 44')).toBeHidden();
  await page.keyboard.press('End');
  await expect(app.text('Todo 1')).toBeFocused();
  await expect.poll(() => todos.titles()).toContain('Todo 43, written early');
});
