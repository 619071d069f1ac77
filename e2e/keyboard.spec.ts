import type { Locator, Page } from '@playwright/test';
import { signInForm, signInHeading, signUpForm } from './support/account-forms.js';
import { newPerson } from './support/account.js';
import { Dashboard } from './support/dashboard.js';
import { expect, test } from './support/test.js';

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
  const dashboard = new Dashboard(page);
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
    await keyboard.press('Enter');
    await expect(dashboard.heading).toBeVisible();
  });

  await test.step('write todos down', async () => {
    await keyboard.press('q');
    await expect(dashboard.composer).toBeFocused();
    for (const title of ['Water the ferns', 'Book the train', 'Ask about the key']) {
      await keyboard.type(title);
      await keyboard.press('Enter');
    }
    await expect(dashboard.rows).toHaveCount(3);
    await expect(dashboard.composer).toBeFocused();
    await keyboard.press('Escape');
  });

  await test.step('move about, edit', async () => {
    await keyboard.press('j');
    await expect(dashboard.text('Ask about the key')).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(dashboard.text('Book the train')).toBeFocused();
    await keyboard.press('Enter');
    const editor = dashboard.editor('Book the train');
    await expect(editor.title).toBeFocused();
    await keyboard.type(' at night');
    await keyboard.press('Tab');
    await expect(editor.notes).toBeFocused();
    await keyboard.type('Window seat');
    await keyboard.press('Enter');
    await keyboard.type('Two bicycles');
    await keyboard.press('Control+Enter');
    await expect(dashboard.text('Book the train at night')).toBeFocused();
    await expect(dashboard.row('Book the train at night')).toContainText('Two bicycles');
  });

  await test.step('complete, and undo with z', async () => {
    await keyboard.press('Space');
    await expect(dashboard.latch('Book the train at night')).toBeHidden();
    await expect(dashboard.filter('Open 2')).toBeVisible();
    await keyboard.press('z');
    await expect(dashboard.text('Book the train at night')).toBeFocused();
    await expect(dashboard.filter('Open 3')).toBeVisible();
    await keyboard.press('e');
    await expect(dashboard.filter('Completed 1')).toBeVisible();
    await expect(dashboard.latch('Book the train at night')).toBeHidden();
  });

  await test.step('delete, and undo with the toast', async () => {
    await keyboard.press('j');
    await keyboard.press('k');
    await expect(dashboard.text('Ask about the key')).toBeFocused();
    await keyboard.press('Delete');
    await expect(dashboard.latch('Ask about the key')).toBeHidden();
    await keyboard.press('F6');
    await tabTo(page, dashboard.undoButton);
    await keyboard.press('Enter');
    await expect(dashboard.text('Ask about the key')).toBeFocused();
  });

  await test.step('filter, clear and undo', async () => {
    await tabTo(page, dashboard.filter('Completed 1'), 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(page).toHaveURL('/dashboard?status=completed');
    await expect(dashboard.latch('Book the train at night')).toBeChecked();
    await tabTo(page, dashboard.clearButton);
    await keyboard.press('Enter');
    await expect(dashboard.rows).toHaveCount(0);
    await keyboard.press('z');
    await expect(dashboard.latch('Book the train at night')).toBeChecked();
  });

  await test.step('the sheet of keys opens and closes', async () => {
    await keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await expect(sheet).toBeVisible();
    await expect(sheet).toContainText('Undo the last change');
    await keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('sign out, sign in, and find everything', async () => {
    await tabTo(page, dashboard.accountButton, 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(dashboard.signOutItem).toBeVisible();
    await keyboard.press('ArrowDown');
    await expect(dashboard.signOutItem).toBeFocused();
    await keyboard.press('Enter');
    await expect(signInHeading(page)).toBeVisible();
    await tabTo(page, signInForm(page).email);
    await keyboard.type(ada.email);
    await tabTo(page, signInForm(page).password);
    await keyboard.type(ada.password);
    await keyboard.press('Enter');
    await expect(dashboard.rows).toHaveCount(2);
    await expect(dashboard.filter('Completed 1')).toBeVisible();
  });
});

test('letters stay text while one writes', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await dashboard.composer.click();
  await page.keyboard.type('quick jazz, e?');
  await expect(dashboard.composer).toHaveValue('quick jazz, e?');
  await dashboard.text('Water the ferns').click();
  await page.keyboard.type(' z?');
  await expect(dashboard.editor('Water the ferns').title).toHaveValue('Water the ferns z?');
  await page.keyboard.press('Escape');
  expect(await todos.titles()).toEqual(['Water the ferns']);
});

test('letters as keys can be turned off, and stay off', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await dashboard.keysButton.click();
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.getByRole('radio', { name: 'Off' }).check();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.reload();
  await expect(dashboard.latch('Water the ferns')).toBeVisible();
  await page.keyboard.press('q');
  await expect(dashboard.composer).not.toBeFocused();
  await dashboard.text('Water the ferns').focus();
  await page.keyboard.press('e');
  await expect(dashboard.latch('Water the ferns')).not.toBeChecked();
  await page.keyboard.press('Space');
  await expect(dashboard.latch('Water the ferns')).toBeHidden();
});

test('an empty title is refused where it is written, and Escape discards', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await dashboard.composer.fill('   ');
  await dashboard.composer.press('Enter');
  await expect(dashboard.composer).toHaveAccessibleDescription('Give the todo a title.');
  await dashboard.composer.press('Escape');
  await expect(dashboard.composer).toHaveValue('');

  await dashboard.text('Water the ferns').click();
  const editor = dashboard.editor('Water the ferns');
  await editor.title.fill('');
  await editor.title.press('Enter');
  await expect(editor.title).toHaveAccessibleDescription('Give the todo a title.');
  await editor.title.press('Escape');
  await expect(dashboard.text('Water the ferns')).toBeFocused();
  expect(await todos.titles()).toEqual(['Water the ferns']);
});

test('leaving the editor saves', async ({ page, todos }) => {
  await todos.add('Water the ferns');
  const dashboard = new Dashboard(page);
  await dashboard.open();
  await dashboard.text('Water the ferns').click();
  await dashboard.editor('Water the ferns').title.fill('Water the roses');
  await dashboard.composer.click();
  await expect(dashboard.latch('Water the roses')).toBeVisible();
  await expect.poll(() => todos.titles()).toEqual(['Water the roses']);
});
