import { runStatement } from './support/database.js';
import type { FreshStack } from './support/stack.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

const MANY = 10_000;
const DIGITS = `'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'`;

/** Todos made all at once, one a minute, so that "Todo 10000" is the newest and on top. */
async function insertMany(stack: FreshStack, userId: string) {
  await runStatement(
    stack,
    `INSERT INTO todos (user_id, id, title, created_at, create_digest, project_id, position)
     SELECT $1, gen_random_uuid(), 'Todo ' || n, now() - make_interval(mins => place), '', projects.id,
       'd0' || substr(${DIGITS}, place / 3844 % 62 + 1, 1) || substr(${DIGITS}, place / 62 % 62 + 1, 1)
         || substr(${DIGITS}, place % 62 + 1, 1)
     FROM projects, generate_series(1, $2::int) AS n, LATERAL (SELECT $2::int - n AS place) AS of_n
     WHERE projects.user_id = $1 AND projects.inbox`,
    [userId, MANY],
  );
}

test('ten thousand todos open, are gone through to the last, worked on by keyboard and selected as a whole', async ({
  page,
  stack,
  account,
  todos,
}) => {
  // A hundred pages, one after the other.
  test.setTimeout(1_200_000);
  expect(await todos.inOrder(), 'asking for the Inbox makes it').toEqual([]);
  await insertMany(stack, account.id);
  const app = new TodosPage(page);
  await app.open();
  await expect(app.sidebar.getByRole('link', { name: /^Inbox 10,?000 open$/ })).toBeVisible();
  await expect(app.latch('Todo 10000')).toBeVisible();
  expect(await app.rows.count()).toBeLessThan(200);
  await expect(app.rows.first()).toHaveAttribute('aria-setsize', String(MANY));

  await app.text('Todo 10000').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(app.text('Todo 9998')).toBeFocused();

  await expect(async () => {
    // A machine that is busy may give up on a page; it is then asked for again.
    await page.keyboard.press('End');
    await expect(app.text('Todo 1')).toBeFocused();
  }).toPass();
  await expect(app.latch('Todo 1')).toBeInViewport();
  expect(await app.rows.count()).toBeLessThan(200);

  await page.keyboard.press('F2');
  await expect(app.titleField('Todo 1')).toBeFocused();
  await page.keyboard.type(', the first');
  await page.keyboard.press('Enter');
  await expect(app.text('Todo 1, the first')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(app.text('Todo 2')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(app.latch('Todo 2')).toBeHidden();
  await expect.poll(async () => (await todos.completed()).map(({ title }) => title)).toEqual(['Todo 2']);
  await page.keyboard.press('Enter');
  await expect(app.panel).toBeVisible();
  await page.keyboard.press('Escape');
  // In the panel the key selects nothing of the list.
  await expect(app.panel).toBeHidden();

  await page.keyboard.press('Control+a');
  await expect(app.selectionBar).toContainText(`${MANY - 1} selected`);
});
