import type { Page } from '@playwright/test';
import { ada } from '../frontend/src/testing/fake-account-state.js';
import { expect, test } from './support/page-test.js';
import { TodosPage } from './support/todos-page.js';

/** How what is around a todo is painted: its row, or its card. */
const paintOf = (page: Page, title: string) =>
  new TodosPage(page).text(title).evaluate((text) => getComputedStyle(text.parentElement as Element).backgroundColor);

for (const layout of ['list', 'board'] as const) {
  test(`what is selected on a ${layout} looks selected under the pointer and with the focus, and the keys reach its ends`, async ({
    page,
    servers: { account, latch },
  }) => {
    account.session = ada;
    const { id: projectId } = latch.outline.createProject({ name: 'Home', layout });
    const titles = Array.from({ length: 150 }, (_, n) => `Todo ${n}`);
    let afterId: string | undefined;
    for (const title of titles) afterId = latch.lists.create({ title, projectId, afterId }).id;
    const app = new TodosPage(page);
    await app.open(`/projects/${projectId}`);

    await app.text('Todo 1').focus();
    await page.keyboard.press('Shift+ArrowDown');
    await expect(app.selectionBar).toContainText('2 selected');
    await expect(app.text('Todo 2')).toBeFocused();
    const [selected, focused] = [await paintOf(page, 'Todo 1'), await paintOf(page, 'Todo 2')];
    expect(focused).toBe(selected);
    expect(await paintOf(page, 'Todo 3')).not.toBe(selected);
    await app.text('Todo 1').hover();
    expect(await paintOf(page, 'Todo 1')).toBe(selected);
    await app.text('Todo 2').hover();
    expect(await paintOf(page, 'Todo 2')).toBe(selected);

    await page.keyboard.press('Shift+End');
    await expect(app.text('Todo 149')).toBeFocused();
    await expect(app.text('Todo 149')).toBeInViewport();
    await expect(app.selectionBar).toContainText('149 selected');
    await page.keyboard.press('Home');
    await expect(app.text('Todo 0')).toBeFocused();
    await expect(app.text('Todo 0')).toBeInViewport();
    await expect(app.headingOf('Home')).toBeInViewport();
    await page.keyboard.press('Control+a');
    await expect(app.selectionBar).toContainText('150 selected');
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('');
  });
}

test('a toast stands above the selection bar, also in a narrow window', async ({
  page,
  servers: { account, latch },
}) => {
  account.session = ada;
  for (let n = 0; n < 40; n++) latch.lists.create({ title: `Todo ${n}` });
  const app = new TodosPage(page);
  await app.open();
  const gap = async () => {
    const [bar, undo] = await Promise.all([app.selectionBar.boundingBox(), app.undoButton.boundingBox()]);
    return bar && undo ? bar.y - (undo.y + undo.height) : Number.NaN;
  };
  await app.text('Todo 39').focus();
  await page.keyboard.press('x');
  await page.keyboard.press('1');
  // It stays for as long as it has the focus.
  await app.undoButton.focus();
  await expect.poll(gap).toBeGreaterThan(0);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(gap).toBeGreaterThan(0);
  await app.undoButton.press('Escape');
});

test('what has the focus is never under a toast in a low window, by keys and to the end of the list', async ({
  page,
  servers: { account, latch },
}) => {
  account.session = ada;
  for (let n = 0; n < 12; n++) latch.lists.create({ title: `Todo ${n}` });
  await page.setViewportSize({ width: 640, height: 320 });
  const app = new TodosPage(page);
  await app.open();
  /** Pixels between the row with the focus and the toasts below it. */
  const gap = () =>
    page.evaluate(() => {
      const row = document.activeElement?.closest('li')?.getBoundingClientRect();
      const undo = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Undo');
      const toast = undo?.closest('[class*="toast"]')?.getBoundingClientRect();
      return row && toast ? Math.round(toast.top - row.bottom) : undefined;
    });
  await app.text('Todo 11').focus();
  for (let n = 11; n >= 0; n--) {
    await expect(app.text(`Todo ${n}`)).toBeFocused();
    // Each with a toast of its own, which comes anew.
    await page.keyboard.press('1');
    await expect(app.toasts).toContainText(`Priority 1 for “Todo ${n}”`);
    await expect.poll(gap, `the toast of Todo ${n}`).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('j');
    if (n > 0) await expect.poll(gap, `the row below Todo ${n}`).toBeGreaterThanOrEqual(0);
  }
  await expect(app.toasts.getByRole('button', { name: 'Undo' })).toHaveCount(1);
});

test('the panel over a narrow window ends above a toast, and at the foot of the window once that is gone', async ({
  page,
  servers: { account, latch },
}) => {
  account.session = ada;
  latch.lists.create({ title: 'Water the plants' });
  await page.setViewportSize({ width: 360, height: 740 });
  const app = new TodosPage(page);
  await app.open();
  await app.text('Water the plants').focus();
  await page.keyboard.press('1');
  // It stays for as long as it is pointed at.
  await app.undoButton.hover();
  await page.keyboard.press('Enter');
  const bottom = async () => {
    const panel = await page.locator('[data-beside]').boundingBox();
    return panel ? panel.y + panel.height : Number.NaN;
  };
  const top = async () => (await app.undoButton.boundingBox())?.y ?? Number.NaN;
  await expect.poll(async () => (await top()) - (await bottom())).toBeGreaterThan(0);
  await page.mouse.move(0, 0);
  await expect(app.undoButton).toHaveCount(0, { timeout: 60_000 });
  await expect.poll(bottom).toBe(740);
  await app.panel.getByRole('button', { name: 'Close' }).click();
});
