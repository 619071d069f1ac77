import type { Page } from '@playwright/test';
import { signInBy, signInHeading } from './support/account-forms.js';
import { type Account, makeAccount, newPerson, signUp } from './support/account.js';
import { ageSessions } from './support/database.js';
import { type FreshStack, startFreshStack } from './support/stack.js';
import { anotherBrowser, anotherDevice, anotherPerson, expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

let latch: FreshStack;
let ada: Account;

test.beforeAll(async ({ browser }) => {
  latch = await startFreshStack();
  const context = await anotherBrowser(browser, latch.url);
  // The first account of all, and so the administrator's.
  ada = await signUp(context.request, latch.url);
  await context.close();
});

test.afterAll(() => latch.stop());

/** The administrator's page of people. */
const administrating = test.extend<{ admin: Page }>({
  admin: async ({ browser }, use) => {
    const context = await anotherDevice(browser, latch, ada);
    const page = await context.newPage();
    await page.goto('/settings/people');
    await expect(people(page)).toBeVisible();
    await use(page);
    await context.close();
  },
});

const people = (page: Page) => page.getByRole('list', { name: 'People' });
const rowOf = (page: Page, { email }: Account) => people(page).locator('> li').filter({ hasText: email });

/** Chooses from somebody's menu and answers the question, by keyboard. */
async function choose(page: Page, whom: Account, label: string, verb: string) {
  await rowOf(page, whom)
    .getByRole('button', { name: /^Actions for/ })
    .press('Enter');
  await page.getByRole('menuitem', { name: label }).press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: verb, exact: true }).press('Enter');
}

administrating('who is disabled is out at once and in nowhere, until they are enabled', async ({ admin, browser }) => {
  const grace = await anotherPerson(browser, latch);
  await grace.todos.add('Water the ferns');
  await grace.page.goto('/inbox');
  await expect(new TodosPage(grace.page).latch('Water the ferns')).toBeVisible();

  await admin.reload();
  await choose(admin, grace.account, 'Disable account…', 'Disable');
  await expect(rowOf(admin, grace.account)).toContainText('Disabled');
  await expect(people(admin)).toBeFocused();
  await grace.page.goto('/inbox');
  await expect(signInHeading(grace.page)).toBeVisible();
  await signInBy(grace.page, grace.account);
  await expect(grace.page.getByRole('alert')).toContainText('disabled');

  await choose(admin, grace.account, 'Enable account…', 'Enable');
  await expect(rowOf(admin, grace.account)).not.toContainText('Disabled');
  await signInBy(grace.page, grace.account);
  await expect(new TodosPage(grace.page).latch('Water the ferns')).toBeVisible();
  const log = admin.getByRole('list', { name: 'Activity' });
  await expect(log).toContainText(`Grace: The account was disabled by Ada (${ada.email})`);
  await expect(admin.locator('body')).not.toContainText('Water the ferns');
  await grace.context.close();
});

administrating('an administrator makes another one, who sees what nobody else does', async ({ admin, browser }) => {
  const grace = await anotherPerson(browser, latch);
  const link = grace.page.getByRole('link', { name: 'People' });
  await grace.page.goto('/settings/people');
  await expect(grace.page.getByText('For administrators')).toBeVisible();
  await expect(link).toHaveCount(0);

  await admin.reload();
  await ageSessions(latch, ada.id);
  await choose(admin, grace.account, 'Make administrator…', 'Make administrator');
  const dialog = admin.getByRole('dialog', { name: 'Confirm it is you' });
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await admin.keyboard.press('Enter');
  await expect(rowOf(admin, grace.account)).toContainText('Administrator');

  await grace.page.goto('/settings');
  await link.press('Enter');
  await expect(rowOf(grace.page, ada)).toBeVisible();
  await choose(admin, grace.account, 'Remove administrator rights…', 'Remove rights');
  await expect(rowOf(admin, grace.account)).not.toContainText('Administrator');
  await rowOf(grace.page, ada).getByRole('button').press('Enter');
  await grace.page.getByRole('menuitem', { name: 'Disable account…' }).press('Enter');
  await grace.page.getByRole('button', { name: 'Disable', exact: true }).press('Enter');
  await expect(grace.page.getByText(/Only administrators may do that|For administrators/)).toBeVisible();
  await grace.context.close();
});

administrating('the last administrator cannot leave while others are here', async ({ admin, browser }) => {
  const context = await anotherBrowser(browser, latch.url);
  await makeAccount(context, latch, newPerson('Linus'));
  await context.close();
  await admin.goto('/settings/account');
  await admin.getByRole('button', { name: 'Delete account…' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Delete your account?' });
  await dialog.getByLabel('Your password', { exact: true }).fill(ada.password);
  await admin.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('administrator');
  await admin.goto('/settings/people');
  await expect(rowOf(admin, ada)).toContainText('You');
});

administrating(
  'while the auth server is down nothing is lost, and the page comes back by itself',
  async ({ admin }) => {
    await latch.parts.authServer?.stop();
    const email = admin.getByRole('textbox', { name: 'E-mail address' });
    await email.fill('linus@example.com');
    await admin.keyboard.press('Enter');
    await expect(admin.getByRole('alert').filter({ hasText: 'What you typed is still here' })).toBeVisible();
    await expect(email).toHaveValue('linus@example.com');
    await latch.restore();
    await email.press('Enter');
    await expect(admin.getByText('linus@example.com is invited.')).toBeVisible();
  },
);
