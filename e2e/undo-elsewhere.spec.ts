import { elsewhere, expect, test } from './support/organise-test.js';

test('what was done in one browser is undone and redone in another', async ({
  page,
  browser,
  stack,
  account,
  latch,
  api,
}) => {
  const home = await api.project('Home');
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  await latch.text('Ask').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await latch.expectTitles(['Book', 'Ask', 'Call']);
  await page.keyboard.press('Delete');
  await latch.expectTitles(['Book', 'Call']);
  await expect.poll(() => api.titles()).toEqual(['Book', 'Call']);

  const there = await elsewhere(browser, stack, account);
  await there.expectTitles(['Book', 'Call']);
  await there.page.keyboard.press('z');
  await there.expectTitles(['Book', 'Ask', 'Call']);
  await expect(there.toasts).toContainText('Undid: deleted “Ask”');
  await there.page.keyboard.press('z');
  await there.expectTitles(['Ask', 'Book', 'Call']);
  await there.page.keyboard.press('Shift+Z');
  await there.expectTitles(['Book', 'Ask', 'Call']);
  await expect(there.toasts).toContainText('Redid: moved “Ask”');
  await expect.poll(() => api.titles()).toEqual(['Book', 'Ask', 'Call']);
  expect(await api.titles(home.id)).toEqual([]);
  await there.page.context().close();
});

test('undoing is refused when it would overwrite something newer, and both values are shown', async ({
  page,
  latch,
  api,
}) => {
  const [ferns] = await api.todos(['Water the ferns', 'Book the train']);
  await latch.open();
  await latch.rename('Water the ferns', 'Water the roses');
  await expect.poll(() => api.titles()).toEqual(['Water the roses', 'Book the train']);
  await api.change(ferns!, { title: 'Water the lilies' });
  await page.keyboard.press('z');
  await expect(latch.toasts).toContainText('Not undone: it was changed since');
  await expect(latch.toasts).toContainText(
    'The title of “Water the lilies” is now “Water the lilies”; undoing would make it “Water the ferns”.',
  );
  await latch.expectTitles(['Water the lilies', 'Book the train']);
  expect(await api.titles()).toEqual(['Water the lilies', 'Book the train']);
});

test('another field changed elsewhere is left as it is by undoing', async ({ page, latch, api }) => {
  const [ferns] = await api.todos(['Water the ferns']);
  await latch.open();
  await latch.text('Water the ferns').focus();
  await page.keyboard.press('1');
  await expect.poll(async () => (await api.get(ferns!)).priority).toBe(1);
  await api.change(ferns!, { title: 'Water the roses' });
  await page.keyboard.press('z');
  await expect(latch.row('Water the roses')).toBeVisible();
  await expect(latch.row('Water the roses')).not.toContainText('P1');
  await expect.poll(() => api.get(ferns!)).toMatchObject({ title: 'Water the roses', priority: 4 });
});

test('what an undo elsewhere took back cannot be undone twice', async ({
  page,
  browser,
  stack,
  account,
  latch,
  api,
}) => {
  const [ask] = await api.todos(['Ask', 'Book']);
  await latch.open();
  await latch.text('Ask').focus();
  await page.keyboard.press('1');
  await expect.poll(async () => (await api.get(ask!)).priority).toBe(1);
  const there = await elsewhere(browser, stack, account);
  await expect(there.row('Ask')).toContainText('P1');
  await there.page.keyboard.press('z');
  await expect.poll(async () => (await api.get(ask!)).priority).toBe(4);
  await api.change(ask!, { priority: 2 });
  await page.keyboard.press('z');
  await expect(latch.row('Ask')).toContainText('P2');
  expect(await api.get(ask!)).toMatchObject({ priority: 2 });
  await there.page.context().close();
});
