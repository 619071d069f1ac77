import { Client } from 'pg';
import { Dashboard } from './support/dashboard.js';
import { expect, test } from './support/test.js';

const MANY = 10_000;

/** Todos made all at once, one a minute, so that "Todo 10000" is the newest. */
async function insertMany(databaseUrl: string, userId: string) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO todos (user_id, id, title, created_at, create_digest)
     SELECT $1, gen_random_uuid(), 'Todo ' || n, now() - make_interval(mins => $2 - n), ''
     FROM generate_series(1, $2::int) AS n`,
    [userId, MANY],
  );
  await client.end();
}

test('ten thousand todos open, scroll to the last, and can be worked on by keyboard', async ({
  page,
  stack,
  account,
  todos,
}) => {
  // A hundred pages, one after the other.
  test.setTimeout(180_000);
  await insertMany(stack.todosDatabaseUrl, account.id);
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await expect(dashboard.filter(`Open ${MANY}`).or(dashboard.filter('Open 10,000'))).toBeVisible();
  await expect(dashboard.latch('Todo 10000')).toBeVisible();
  expect(await dashboard.rows.count()).toBeLessThan(200);
  await expect(dashboard.rows.first()).toHaveAttribute('aria-setsize', String(MANY));

  await dashboard.text('Todo 10000').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(dashboard.text('Todo 9998')).toBeFocused();

  await expect(async () => {
    await page.keyboard.press('End');
    expect(await dashboard.latch('Todo 1').isVisible()).toBe(true);
  }).toPass({ intervals: [50], timeout: 150_000 });
  expect(await dashboard.rows.count()).toBeLessThan(200);

  await dashboard.text('Todo 1').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(', the first');
  await page.keyboard.press('Enter');
  await expect(dashboard.text('Todo 1, the first')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(dashboard.text('Todo 2')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(dashboard.latch('Todo 2')).toBeHidden();
  await expect.poll(async () => (await todos.completed()).map(({ title }) => title)).toEqual(['Todo 2']);
});
