import type { Page } from '@playwright/test';
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
