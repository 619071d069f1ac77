import { expect, test } from './support/organise-test.js';

test.afterEach(async ({ stack }) => stack.restore());

test('moves and edits of many made while the backend is down arrive once and in order', async ({
  page,
  stack,
  latch,
  api,
}) => {
  const [ask] = await api.todos(['Ask', 'Book', 'Call', 'Draw']);
  await latch.open();
  await latch.expectTitles(['Ask', 'Book', 'Call', 'Draw']);
  const before = (await api.changes()).length;
  await stack.parts.backend.stop();

  await latch.text('Ask').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  await latch.expectTitles(['Book', 'Call', 'Ask', 'Draw']);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(latch.row('Ask')).toHaveAttribute('aria-level', '2');
  for (const title of ['Book', 'Draw']) await latch.text(title).click({ modifiers: ['Control'] });
  await page.keyboard.press('1');
  await page.keyboard.press('Escape');
  await expect(latch.waitingNotice).toContainText('Your 4 changes are kept on this device', { timeout: 60_000 });

  await stack.parts.backend.start();
  await latch.noteNetworkIsBack();
  await expect(latch.waitingNotice).toBeHidden({ timeout: 90_000 });
  // The last of the changes: all others were sent before it.
  const priorities = async () => (await api.in('inbox')).map(({ priority }) => priority);
  await expect.poll(priorities).toEqual([1, 4, 4, 1]);
  expect(await api.titles()).toEqual(['Book', 'Call', 'Ask', 'Draw']);
  const todos = await api.in('inbox');
  expect((await api.get(ask!)).parentId).toBe(todos.find(({ title }) => title === 'Call')?.id);
  expect(await api.changes()).toHaveLength(before + 4);
  await page.reload();
  await latch.expectTitles(['Book', 'Call', 'Ask', 'Draw']);
});

test('projects made and changed while the backend is down are there afterwards, with what was moved into them', async ({
  page,
  stack,
  latch,
  api,
}) => {
  const [ask] = await api.todos(['Ask', 'Book']);
  const work = await api.project('Work');
  await latch.open();
  await latch.expectTitles(['Ask', 'Book']);
  await expect(latch.listLink('Work')).toBeVisible();
  await stack.parts.backend.stop();

  await latch.sidebar.getByRole('button', { name: 'Add a project', exact: true }).click();
  await latch.dialog('New project').getByRole('textbox', { name: 'Name' }).fill('Home');
  await page.keyboard.press('Enter');
  await expect(latch.listLink('Home')).toBeVisible();
  await latch.listLink('Inbox').click();
  await latch.expectTitles(['Ask', 'Book']);
  await latch.text('Ask').focus();
  await page.keyboard.press('m');
  await latch.option('Home').click();
  await latch.expectTitles(['Book']);
  await latch.chooseIn('Work', 'Add to favourites');
  await latch.chooseIn('Work', 'Archive');
  await expect(latch.waitingNotice).toContainText('Your 4 changes are kept on this device', { timeout: 60_000 });

  await stack.parts.backend.start();
  await latch.noteNetworkIsBack();
  await expect(latch.waitingNotice).toBeHidden({ timeout: 90_000 });
  // The last of the changes: all others were sent before it.
  const workNow = async () => (await api.outline()).projects.find(({ id }) => id === work.id);
  await expect.poll(workNow).toMatchObject({ archived: true, favourite: true });
  const homes = (await api.outline()).projects.filter(({ name }) => name === 'Home');
  expect(homes).toHaveLength(1);
  expect((await api.get(ask!)).projectId).toBe(homes[0]?.id);
  await latch.listLink('Home').click();
  await latch.expectTitles(['Ask']);
});

test('an answer lost on the way moves nothing twice, and undo takes back what nobody heard of', async ({
  page,
  latch,
  api,
}) => {
  await api.todos(['Ask', 'Book', 'Call']);
  await latch.open();
  await latch.text('Ask').focus();
  const before = (await api.changes()).length;
  let lost = 0;
  await page.route('**/move', async (route) => {
    if (lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  const second = page.waitForResponse((response) => response.url().endsWith('/move') && response.ok());
  await page.keyboard.press('Alt+ArrowDown');
  await second;
  expect(lost).toBe(1);
  await latch.expectTitles(['Book', 'Ask', 'Call']);
  expect(await api.titles()).toEqual(['Book', 'Ask', 'Call']);
  await page.keyboard.press('z');
  await latch.expectTitles(['Ask', 'Book', 'Call']);
  await expect.poll(() => api.titles()).toEqual(['Ask', 'Book', 'Call']);
  expect((await api.changes()).length - before).toBeLessThanOrEqual(2);
});

test('changes undone before they were sent leave nothing behind', async ({ page, stack, latch, api }) => {
  await api.todos(['Ask', 'Book']);
  await latch.open();
  await latch.text('Ask').focus();
  await stack.parts.backend.stop();
  await page.keyboard.press('Alt+ArrowDown');
  await latch.expectTitles(['Book', 'Ask']);
  await page.keyboard.press('z');
  await latch.expectTitles(['Ask', 'Book']);
  await expect(latch.waitingNotice).toBeVisible({ timeout: 60_000 });
  await stack.parts.backend.start();
  await latch.noteNetworkIsBack();
  await expect(latch.waitingNotice).toBeHidden({ timeout: 90_000 });
  await latch.expectTitles(['Ask', 'Book']);
  await expect.poll(() => api.titles()).toEqual(['Ask', 'Book']);
});
