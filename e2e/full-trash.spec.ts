import { runStatement } from './support/database.js';
import { expect, test } from './support/organise-test.js';

const MANY = 300;

test('a full Trash scrolls to its end, and is worked through by keyboard', async ({
  page,
  stack,
  account,
  latch,
  api,
}) => {
  await api.todos(['Stays']);
  await runStatement(
    stack,
    `INSERT INTO todos (user_id, id, title, create_digest, project_id, position, deleted_at, deleted_with)
     SELECT $1, id, 'Gone ' || n, '', (SELECT id FROM projects WHERE user_id = $1 AND inbox), 'a0', now() - make_interval(mins => n), id
     FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(1, $2::int) n) gone`,
    [account.id, MANY],
  );
  await latch.open();
  await latch.listLink('Trash').click();
  const rows = page.getByRole('list', { name: 'Trash' }).getByRole('listitem');
  const restore = (n: number) => page.getByRole('button', { name: `Restore Gone ${n}`, exact: true });
  await expect(restore(1)).toBeVisible();

  await restore(1).focus();
  await page.keyboard.press('Enter');
  await expect(restore(2)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(restore(3)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Delete “Gone 3” for good?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(restore(4)).toBeFocused();
  await expect.poll(async () => (await api.titles()).toSorted()).toEqual(['Gone 1', 'Gone 2', 'Stays']);

  await expect(async () => {
    await page.keyboard.press('End');
    await expect(restore(MANY)).toBeInViewport({ timeout: 50 });
  }).toPass({ intervals: [50] });
  expect(await rows.count()).toBeLessThan(80);
  await expect(rows.last()).toHaveAttribute('aria-setsize', `${MANY - 3}`);
  await expect(rows.last()).toHaveAttribute('aria-posinset', `${MANY - 3}`);
  await expect(restore(4), 'what has the focus stays').toBeFocused();
});
