import type { Locator, Page } from '@playwright/test';
import { ada } from '../frontend/src/testing/fake-account-state.js';
import { aTodo } from '../frontend/src/testing/todo-builder.js';
import { expect, test } from './support/page-test.js';
import { TodosPage } from './support/todos-page.js';

/** A page of fakes with one todo, and its panel open. */
async function openPanel(
  page: Page,
  servers: { account: { session: unknown }; latch: { todos: Map<string, unknown> } },
) {
  servers.account.session = ada;
  const todo = aTodo({ title: 'Book the train' });
  servers.latch.todos.set(todo.id, todo);
  const app = new TodosPage(page);
  await app.open();
  await app.text('Book the train').click();
  return { app, todo, ...app.panelOf('Book the train') };
}

test('notes outlive Escape, Back and a reload while nobody answers', async ({ page, servers }) => {
  const { app, todo, panel, writeNotes, notesField } = await openPanel(page, servers);
  const stored = () => servers.latch.todos.get(todo.id)?.notes;

  await writeNotes.click();
  await page.keyboard.type('One');
  await page.keyboard.press('Escape');
  await expect(writeNotes).toBeFocused();
  await expect(panel).toContainText('One');
  await expect.poll(stored).toBe('One');

  await writeNotes.click();
  await page.keyboard.type(' two');
  await page.goBack();
  await expect(panel).toBeHidden();
  await expect.poll(stored).toBe('One two');

  await app.text('Book the train').click();
  await writeNotes.click();
  await page.route('**/api/users/*/todos/*', (route) => route.abort());
  await page.keyboard.type(' three');
  await expect(notesField).toHaveValue('One two three');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await page.unroute('**/api/users/*/todos/*');
  await expect.poll(stored).toBe('One two three');
  await expect(app.row('Book the train')).toContainText('One two three');
});

test('toasts cover neither the selection bar nor the fields of the panel, and have two lines', async ({
  page,
  servers,
}) => {
  const { app, panel, subtaskField, close } = await openPanel(page, servers);
  const toast = app.toasts.locator('> *').first();
  for (const width of [1280, 1000, 360]) {
    await page.setViewportSize({ width, height: 700 });
    for (const name of ['P1', 'P2']) {
      await panel.getByRole('radio', { name }).click({ force: true });
      await expect(panel.getByRole('radio', { name })).toBeChecked();
    }
    await expect(toast).toBeVisible();
    await expect.poll(async () => overlap(toast, page.locator('[data-beside]'))).toBe(0);
    await subtaskField.focus();
    await expect.poll(async () => overlap(toast, subtaskField)).toBe(0);
  }
  await close.click();

  for (let number = 0; number < 40; number += 1) {
    const title = `A rather long title that would take three lines and more where there is little room, ${number}`;
    const todo = aTodo({ title });
    servers.latch.todos.set(todo.id, todo);
  }
  await page.reload();
  await app.rows
    .first()
    .getByRole('button', { name: /^A rather|^Book/ })
    .first()
    .focus();
  await page.keyboard.press('x');
  await expect(app.selectionBar).toBeVisible();
  await page.keyboard.press('1');
  await expect(toast).toBeVisible();
  await expect.poll(async () => overlap(toast, app.selectionBar)).toBe(0);
  const title = toast.locator('p').first();
  const lines = await title.evaluate(
    (text) => text.getBoundingClientRect().height / parseFloat(getComputedStyle(text).lineHeight),
  );
  expect(lines).toBeLessThan(2.2);
});

/** How many square pixels two elements share. */
async function overlap(one: Locator, other: Locator): Promise<number> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  if (!a || !b) return Number.NaN;
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
