import type { Page } from '@playwright/test';
import { withoutWakeUps } from './support/account.js';
import { elsewhere, expect, test } from './support/organise-test.js';

async function renameByKeys(page: Page, title: string) {
  await page.keyboard.press('j');
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
}

for (const { key, stays, name } of [
  { key: '1', stays: 'Water the ferns on Monday', name: 'mine' },
  { key: '2', stays: 'Water the ferns on Tuesday', name: 'theirs' },
]) {
  test(`the same field changed in two browsers is shown side by side, and one key keeps ${name}`, async ({
    page,
    browser,
    stack,
    account,
    latch,
    api,
  }) => {
    await api.todos(['Water the ferns']);
    await withoutWakeUps(page);
    await latch.open();
    const there = await elsewhere(browser, stack, account);
    await page.context().setOffline(true);
    await renameByKeys(there.page, 'Water the ferns on Tuesday');
    await expect.poll(() => api.titles()).toEqual(['Water the ferns on Tuesday']);
    await renameByKeys(page, 'Water the ferns on Monday');
    await page.context().setOffline(false);

    await expect(latch.choice).toBeFocused();
    await expect(latch.choice).toContainText('Water the ferns on Monday');
    await expect(latch.choice).toContainText('Water the ferns on Tuesday');
    expect(await api.titles(), 'nothing is overwritten before one chose').toEqual(['Water the ferns on Tuesday']);
    await page.keyboard.press(key);
    await expect(latch.choice).toBeHidden();
    await expect(latch.text(stays)).toBeFocused();
    await expect.poll(() => api.titles()).toEqual([stays]);
    await there.expectTitles([stays]);
    await there.page.context().close();
  });
}

test('different fields changed in two browsers both win', async ({ page, browser, stack, account, latch, api }) => {
  const [ferns] = await api.todos(['Water the ferns']);
  await latch.open();
  const there = await elsewhere(browser, stack, account);
  await there.page.keyboard.press('j');
  await there.page.keyboard.press('2');
  await expect.poll(async () => (await api.get(ferns!)).priority).toBe(2);
  await renameByKeys(page, 'Water the roses');
  await expect.poll(() => api.get(ferns!)).toMatchObject({ title: 'Water the roses', priority: 2 });
  await expect(latch.row('Water the roses')).toContainText('P2');
  await expect(latch.choice).toBeHidden();
  await there.page.context().close();
});

test('notes changed in two browsers are compared in the panel, and none of the texts is lost', async ({
  page,
  latch,
  api,
}) => {
  const [ferns] = await api.todos(['Water the ferns']);
  await latch.open(`/inbox?todo=${ferns?.id}`);
  const { writeNotes, notesField } = latch.panelOf('Water the ferns');
  await writeNotes.click();
  await notesField.waitFor();
  await api.change(ferns!, { notes: 'From the tap' });
  await notesField.fill('With rain water');
  await page.keyboard.press('Control+Enter');
  const choice = latch.panelOf('Water the ferns').panel.getByRole('group', { name: /^Also changed on another device/ });
  await expect(choice).toContainText('With rain water');
  await expect(choice).toContainText('From the tap');
  await choice.getByRole('button', { name: 'Keep mine' }).click();
  await expect.poll(async () => (await api.get(ferns!)).notes).toBe('With rain water');
});

test('the same name given in two browsers to a project is no conflict, and another one is told', async ({
  page,
  latch,
  api,
}) => {
  const home = await api.project('Home');
  await latch.open();
  await latch.chooseIn('Home', 'Edit or move…');
  const dialog = latch.dialog('Edit project');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('House');
  await api.changeProject(home, { name: 'Castle' });
  const refused = page.waitForResponse((response) => response.status() === 409);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await refused;
  await expect(latch.toasts).toContainText('Castle');
  expect((await api.outline()).projects.map(({ name }) => name)).toContain('Castle');
});
