import type { Locator, Page } from '@playwright/test';
import { signInBy, signInHeading, signUpForm } from './support/account-forms.js';
import { newPerson } from './support/account.js';
import { Dashboard } from './support/dashboard.js';
import { expectRoomForFingers, expectNoSidewaysScroll } from './support/small-screen.js';
import { expect, test } from './support/test.js';

/** The whole way, with one way of pressing; `look` is taken at every stop. */
async function journey(page: Page, press: (what: Locator) => Promise<void>, look: () => Promise<void>) {
  const ada = newPerson();
  const dashboard = new Dashboard(page);

  await test.step('sign up', async () => {
    await page.goto('/');
    await expect(signInHeading(page)).toBeVisible();
    await look();
    await press(page.getByRole('link', { name: 'Create an account' }));
    const form = signUpForm(page);
    await form.name.fill(ada.name);
    await form.email.fill(ada.email);
    await form.password.fill(ada.password);
    await look();
    await press(form.submit);
    await expect(page).toHaveURL('/dashboard');
    await expect(dashboard.heading).toBeVisible();
    await expect(page.getByText('Nothing written down yet')).toBeVisible();
    await look();
  });

  await test.step('write three todos down', async () => {
    for (const title of ['Water the ferns', 'Book the train', 'Ask about the key']) {
      await press(dashboard.composer);
      await dashboard.composer.pressSequentially(title);
      await press(dashboard.addButton);
      await expect(dashboard.composer).toBeFocused();
      await expect(dashboard.composer).toHaveValue('');
    }
    await expect(dashboard.rows).toHaveCount(3);
    await expect(dashboard.rows.first()).toContainText('Ask about the key');
    await expect(dashboard.filter('Open 3')).toBeVisible();
    await look();
  });

  await test.step('change a title and add notes in place', async () => {
    await press(dashboard.text('Book the train'));
    const editor = dashboard.editor('Book the train');
    await expect(editor.title).toBeFocused();
    await editor.title.fill('Book the night train');
    await editor.notes.fill('Window seat\nTwo bicycles');
    await look();
    await press(editor.save);
    await expect(editor.form).toBeHidden();
    await expect(dashboard.row('Book the night train')).toContainText('Window seat');
    await press(dashboard.text('Water the ferns'));
    await dashboard.editor('Water the ferns').title.fill('Not this');
    await press(dashboard.editor('Water the ferns').discard);
    await expect(dashboard.latch('Water the ferns')).toBeVisible();
  });

  await test.step('complete and reopen', async () => {
    await press(dashboard.latch('Water the ferns'));
    await expect(dashboard.latch('Water the ferns')).toBeHidden();
    await expect(dashboard.filter('Open 2')).toBeVisible();
    await press(dashboard.filter('Completed 1'));
    await expect(page).toHaveURL('/dashboard?status=completed');
    await expect(dashboard.latch('Water the ferns')).toBeChecked();
    await expect(dashboard.row('Water the ferns')).toContainText('Completed today');
    await look();
    await press(dashboard.latch('Water the ferns'));
    await expect(dashboard.latch('Water the ferns')).toBeHidden();
    await expect(page.getByText('Nothing completed yet')).toBeVisible();
    await press(dashboard.filter('Open 3'));
    await expect(dashboard.latch('Water the ferns')).not.toBeChecked();
  });

  await test.step('delete and undo', async () => {
    await press(dashboard.deleteButton('Ask about the key'));
    await expect(dashboard.latch('Ask about the key')).toBeHidden();
    await expect(dashboard.filter('Open 2')).toBeVisible();
    await press(dashboard.undoButton);
    await expect(dashboard.rows.first()).toContainText('Ask about the key');
    await expect(dashboard.filter('Open 3')).toBeVisible();
  });

  await test.step('clear what is completed and undo', async () => {
    await press(dashboard.latch('Water the ferns'));
    await press(dashboard.latch('Ask about the key'));
    await press(dashboard.filter('Completed 2'));
    await expect(dashboard.rows).toHaveCount(2);
    await press(dashboard.clearButton);
    await expect(dashboard.rows).toHaveCount(0);
    await expect(dashboard.filter('Completed 0')).toBeVisible();
    await press(dashboard.undoButton);
    await expect(dashboard.rows).toHaveCount(2);
    await expect(dashboard.filter('Completed 2')).toBeVisible();
  });

  await test.step('sign out, sign in, and find everything', async () => {
    await press(dashboard.accountButton);
    await press(dashboard.signOutItem);
    await expect(signInHeading(page)).toBeVisible();
    await signInBy(page, ada);
    await expect(dashboard.rows).toHaveCount(1);
    await expect(dashboard.row('Book the night train')).toContainText('Two bicycles');
    await press(dashboard.filter('All'));
    await expect(dashboard.rows).toHaveCount(3);
    await expect(dashboard.latch('Water the ferns')).toBeChecked();
    await look();
  });
}

test('the whole way by mouse', async ({ page }) => {
  await journey(
    page,
    (what) => what.click(),
    async () => {},
  );
});

test.describe('at 360 px', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('the whole way by touch, with nothing too wide or too small for a finger', async ({ page }) => {
    await journey(
      page,
      (what) => what.tap(),
      async () => {
        await expectNoSidewaysScroll(page);
        await expectRoomForFingers(page);
      },
    );
  });
});
