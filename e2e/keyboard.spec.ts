import type { Locator, Page } from '@playwright/test';
import { sendForm, signInForm, signInHeading, signUpForm } from './support/account-forms.js';
import { newPerson } from './support/account.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

/** Presses Tab until the focus is there, as often as a patient person would. */
async function tabTo(page: Page, what: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await what.waitFor();
  for (let presses = 0; presses < 25; presses += 1) {
    if (await what.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(what, `reached with ${key}`).toBeFocused();
}

test('the whole way by keyboard alone', async ({ page }) => {
  const ada = newPerson();
  const app = new TodosPage(page);
  const { keyboard } = page;

  await test.step('sign up', async () => {
    await page.goto('/');
    await tabTo(page, page.getByRole('link', { name: 'Create an account' }));
    await keyboard.press('Enter');
    const form = signUpForm(page);
    await tabTo(page, form.name);
    await keyboard.type(ada.name);
    await tabTo(page, form.email);
    await keyboard.type(ada.email);
    await tabTo(page, form.password);
    await keyboard.type(ada.password);
    await sendForm(page, () => keyboard.press('Enter'));
    await expect(app.headingOf('Inbox')).toBeVisible();
  });

  await test.step('write todos down', async () => {
    await keyboard.press('q');
    await expect(app.composer).toBeFocused();
    for (const title of ['Ask about the key', 'Book the train', 'Water the ferns']) {
      await keyboard.type(title);
      await keyboard.press('Enter');
    }
    await expect(app.rows).toHaveCount(3);
    await expect(app.composer).toBeFocused();
    await keyboard.press('Escape');
  });

  await test.step('move about, rename', async () => {
    await keyboard.press('j');
    await expect(app.text('Ask about the key')).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(app.text('Book the train')).toBeFocused();
    await keyboard.press('F2');
    await expect(app.titleField('Book the train')).toBeFocused();
    await keyboard.type(' at night');
    await keyboard.press('Enter');
    await expect(app.text('Book the train at night')).toBeFocused();
  });

  await test.step('open, write notes and a subtask, close', async () => {
    await keyboard.press('Enter');
    const { panel, writeNotes, notesField, subtaskField, subtasks } = app.panelOf('Book the train at night');
    await expect(panel).toBeFocused();
    await tabTo(page, writeNotes);
    await keyboard.press('Enter');
    await expect(notesField).toBeFocused();
    await keyboard.type('Window seat');
    await keyboard.press('Enter');
    await keyboard.type('Two bicycles');
    await keyboard.press('Control+Enter');
    await expect(panel.getByText('Two bicycles')).toBeVisible();
    await tabTo(page, subtaskField);
    await keyboard.type('Look up the connection');
    await keyboard.press('Enter');
    await expect(subtasks.getByRole('checkbox', { name: 'Look up the connection' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(app.text('Book the train at night')).toBeFocused();
    await expect(app.row('Book the train at night')).toContainText('Two bicycles');
    await expect(app.row('Look up the connection')).toHaveAttribute('aria-level', '2');
  });

  await test.step('complete, and undo with z', async () => {
    await keyboard.press('ArrowDown');
    await expect(app.text('Look up the connection')).toBeFocused();
    await keyboard.press('Space');
    await expect(app.latch('Look up the connection')).toBeHidden();
    await expect(app.listLink('Inbox 3 open')).toBeVisible();
    await keyboard.press('z');
    await expect(app.text('Look up the connection')).toBeFocused();
    await expect(app.listLink('Inbox 4 open')).toBeVisible();
    await keyboard.press('ArrowUp');
    await expect(app.text('Book the train at night')).toBeFocused();
    await keyboard.press('e');
    await expect(app.latch('Book the train at night')).toBeHidden();
    await expect(app.latch('Look up the connection')).toBeHidden();
    await expect(app.listLink('Inbox 2 open')).toBeVisible();
  });

  await test.step('delete, and undo with the toast', async () => {
    await expect(app.text('Water the ferns')).toBeFocused();
    await keyboard.press('k');
    await expect(app.text('Ask about the key')).toBeFocused();
    await keyboard.press('Delete');
    await expect(app.latch('Ask about the key')).toBeHidden();
    await keyboard.press('F6');
    await tabTo(page, app.undoButton);
    await keyboard.press('Enter');
    await expect(app.text('Ask about the key')).toBeFocused();
  });

  await test.step('order, priority, due date', async () => {
    await keyboard.press('Alt+ArrowDown');
    await expect(app.rows).toHaveText([/Water the ferns/, /Ask about the key/]);
    await expect(app.text('Ask about the key')).toBeFocused();
    await keyboard.press('1');
    await expect(app.row('Ask about the key')).toContainText('P1');
    await keyboard.press('d');
    await expect(app.dialog(/^Due date of/)).toBeVisible();
    await keyboard.type('tomo');
    await keyboard.press('Enter');
    await expect(app.row('Ask about the key')).toContainText('Tomorrow');
    await expect(app.text('Ask about the key')).toBeFocused();
  });

  await test.step('everything completed, clear and undo', async () => {
    await keyboard.press('g');
    await keyboard.press('c');
    await expect(page).toHaveURL('/completed');
    await expect(app.latch('Book the train at night')).toBeChecked();
    await tabTo(page, page.getByRole('button', { name: 'Clear completed' }));
    await keyboard.press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Clear all completed todos?' });
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await expect(app.rows).toHaveCount(0);
    await app.untilSaved(() => keyboard.press('z'));
    await expect(app.latch('Book the train at night')).toBeChecked();
  });

  await test.step('the sheet of keys opens and closes', async () => {
    await keyboard.press('?');
    const sheet = app.dialog('Keyboard shortcuts');
    await expect(sheet).toBeVisible();
    await expect(sheet).toContainText('Undo the last change');
    await keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('sign out, sign in, and find everything', async () => {
    await tabTo(page, app.accountButton, 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(app.signOutItem).toBeVisible();
    await keyboard.press('End');
    await expect(app.signOutItem).toBeFocused();
    await keyboard.press('Enter');
    await expect(signInHeading(page)).toBeVisible();
    await tabTo(page, signInForm(page).email);
    await keyboard.type(ada.email);
    await tabTo(page, signInForm(page).password);
    await keyboard.type(ada.password);
    await keyboard.press('Enter');
    await expect(app.rows).toHaveText([/Water the ferns/, /Ask about the key/]);
    await keyboard.press('g');
    await keyboard.press('c');
    await expect(app.rows).toHaveCount(2);
  });
});

test('letters stay text while one writes', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open();
  await app.composer.click();
  await page.keyboard.type('quick jazz, e?');
  await expect(app.composer).toHaveValue('quick jazz, e?');
  await app.edit('Water the ferns');
  await page.keyboard.type(' z?');
  await expect(app.titleField('Water the ferns')).toHaveValue('Water the ferns z?');
  await page.keyboard.press('Escape');
  await app.text('Water the ferns').click();
  const { writeNotes, notesField } = app.panelOf('Water the ferns');
  await writeNotes.click();
  await page.keyboard.type('1 g c .?x');
  await expect(notesField).toHaveValue('1 g c .?x');
  await page.keyboard.press('Escape');
  await expect(writeNotes).toBeFocused();
  await expect(page).toHaveURL(/\/inbox/);
  const kept = { title: 'Water the ferns', notes: '1 g c .?x', priority: 4, completedAt: null };
  await expect.poll(() => todos.all()).toMatchObject([kept]);
});

test('letters as keys can be turned off, and stay off', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open();
  await app.text('Water the ferns').focus();
  await page.keyboard.press('?');
  const sheet = app.dialog('Keyboard shortcuts');
  await sheet.getByRole('radio', { name: 'Off' }).check();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.reload();
  await expect(app.latch('Water the ferns')).toBeVisible();
  await page.keyboard.press('q');
  await expect(app.composer).not.toBeFocused();
  await app.text('Water the ferns').focus();
  await page.keyboard.press('e');
  await page.keyboard.press('?');
  await expect(sheet).toBeHidden();
  await expect(app.latch('Water the ferns')).not.toBeChecked();
  await page.keyboard.press('Space');
  await expect(app.latch('Water the ferns')).toBeHidden();

  await page.goto('/settings');
  await page.getByRole('radio', { name: 'On' }).check();
  await app.open();
  await page.keyboard.press('q');
  await expect(app.composer).toBeFocused();
});

test('an empty title is refused where it is written, and Escape discards', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open();
  await app.composer.fill('   ');
  await app.composer.press('Enter');
  await expect(app.composer).toHaveAccessibleDescription('Give the todo a title.');
  await app.composer.press('Escape');
  await expect(app.composer).toHaveValue('');

  await app.edit('Water the ferns');
  const field = app.titleField('Water the ferns');
  await field.fill('');
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription('Give the todo a title.');
  await field.press('Escape');
  await expect(app.text('Water the ferns')).toBeFocused();
  expect(await todos.titles()).toEqual(['Water the ferns']);
});

test('leaving the editor saves', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  const app = new TodosPage(page);
  await app.open();
  await app.editButton('Water the ferns').click();
  await app.titleField('Water the ferns').fill('Water the roses');
  await app.composer.click();
  await expect(app.latch('Water the roses')).toBeVisible();
  await expect.poll(() => todos.titles()).toEqual(['Water the roses']);
});
