import type { Locator, Page } from '@playwright/test';
import { sendForm, signInBy, signInHeading, signUpForm } from './support/account-forms.js';
import { newPerson } from './support/account.js';
import { focusLostIn } from './support/kept-focus.js';
import { expectRoomForFingers, expectNoSidewaysScroll } from './support/small-screen.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

/** The whole way, with one way of pressing; `look` is taken at every stop. */
async function journey(page: Page, press: (what: Locator) => Promise<void>, look: () => Promise<void>) {
  const ada = newPerson();
  const app = new TodosPage(page);
  const isDrawer = page.viewportSize()!.width < 800;

  /** By the sidebar, which is a drawer where there is no room for it. */
  const goTo = async (name: string, line = name) => {
    if (isDrawer) await press(app.listsButton);
    await expect(app.listLink(line)).toBeVisible();
    if (isDrawer) await look();
    await press(app.listLink(line));
    await expect(app.headingOf(name)).toBeVisible();
    // On the heading, or on the todo that was last worked on.
    if (isDrawer) await expect.poll(() => focusLostIn(page)).toBeUndefined();
  };

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
    await sendForm(page, () => press(form.submit));
    await expect(page).toHaveURL('/inbox');
    await expect(app.headingOf('Inbox')).toBeVisible();
    await expect(page.getByText('Your Inbox is empty')).toBeVisible();
    await look();
  });

  await test.step('write three todos down', async () => {
    for (const title of ['Ask about the key', 'Book the train', 'Water the ferns']) {
      await press(app.composer);
      await app.composer.pressSequentially(title);
      await press(app.addButton);
      await expect(app.composer).toBeFocused();
      await expect(app.composer).toHaveValue('');
    }
    await expect(app.rows).toHaveText([/Ask about the key/, /Book the train/, /Water the ferns/]);
    await look();
  });

  await test.step('change a title and add notes in the panel', async () => {
    await press(app.text('Book the train'));
    const before = app.panelOf('Book the train');
    await press(before.title);
    await before.titleField.fill('Not this');
    await before.titleField.press('Escape');
    await press(before.title);
    await expect(before.titleField).toHaveValue('Book the train');
    await before.titleField.fill('Book the night train');
    await before.titleField.press('Enter');
    const panel = app.panelOf('Book the night train');
    await press(panel.writeNotes);
    await panel.notesField.fill('Window seat\n\n**Two bicycles**');
    await look();
    await press(panel.subtaskField);
    await expect(panel.panel.getByText('Two bicycles')).toHaveCSS('font-weight', '700');
    await panel.subtaskField.fill('Look up the connection');
    await panel.subtaskField.press('Enter');
    await expect(panel.subtasks.getByRole('checkbox', { name: 'Look up the connection' })).toBeVisible();
    await look();
    await press(panel.close);
    await expect(app.panel).toBeHidden();
    await expect(app.row('Book the night train')).toContainText('Window seat');
    await expect(app.rows).toHaveCount(4);
  });

  await test.step('complete and reopen', async () => {
    await press(app.latch('Water the ferns'));
    await expect(app.latch('Water the ferns')).toBeHidden();
    await goTo('Completed');
    await expect(page).toHaveURL('/completed');
    await expect(app.latch('Water the ferns')).toBeChecked();
    await expect(app.list.getByRole('heading', { name: 'Today' })).toBeVisible();
    await look();
    await press(app.latch('Water the ferns'));
    await expect(app.latch('Water the ferns')).toBeHidden();
    await expect(page.getByText('Nothing completed yet')).toBeVisible();
    await goTo('Inbox', 'Inbox 4 open');
    await expect(app.latch('Water the ferns')).not.toBeChecked();
  });

  await test.step('delete and undo', async () => {
    await press(app.actionsButton('Ask about the key'));
    await look();
    await press(app.menuItem('Delete'));
    await expect(app.latch('Ask about the key')).toBeHidden();
    await press(app.undoButton);
    await expect(app.rows.first()).toContainText('Ask about the key');
    await expect(app.rows).toHaveCount(4);
  });

  await test.step('make a project, and move a todo there', async () => {
    if (isDrawer) await press(app.listsButton);
    await press(app.sidebar.getByRole('button', { name: 'Add a project', exact: true }));
    const dialog = app.dialog('New project');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Garden');
    await look();
    await press(dialog.getByRole('button', { name: 'Add project' }));
    await expect(app.headingOf('Garden')).toBeVisible();
    await look();
    await goTo('Inbox', 'Inbox 4 open');
    await press(app.actionsButton('Water the ferns'));
    await press(app.menuItem('Move to'));
    await look();
    await press(page.getByRole('option', { name: 'Garden' }));
    await expect(app.latch('Water the ferns')).toBeHidden();
    await goTo('Garden', 'Garden 1 open');
    await expect(app.rows).toHaveText([/Water the ferns/]);
  });

  await test.step('clear what is completed and undo', async () => {
    await press(app.latch('Water the ferns'));
    await goTo('Inbox', 'Inbox 3 open');
    await press(app.latch('Ask about the key'));
    await goTo('Completed');
    await expect(app.rows).toHaveCount(2);
    await press(page.getByRole('button', { name: 'Clear completed' }));
    await look();
    await press(page.getByRole('alertdialog').getByRole('button', { name: 'Clear', exact: true }));
    await expect(app.rows).toHaveCount(0);
    await app.untilSaved(() => press(app.undoButton));
    await expect(app.rows).toHaveCount(2);
  });

  await test.step('sign out, sign in, and find everything', async () => {
    await press(app.accountButton);
    await press(app.signOutItem);
    await expect(signInHeading(page)).toBeVisible();
    await signInBy(page, ada);
    await expect(app.rows).toHaveText([/Book the night train/, /Look up the connection/]);
    await expect(app.row('Book the night train')).toContainText('Two bicycles');
    await goTo('Completed');
    await expect(app.rows).toHaveCount(2);
    await expect(app.latch('Water the ferns')).toBeChecked();
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
