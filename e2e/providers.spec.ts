import type { Page } from '@playwright/test';
import { startIdentityProvider } from '../scripts/stack/identity-provider.mjs';
import { signInBy, signInHeading } from './support/account-forms.js';
import { violations } from './support/accessibility.js';
import { endSessionBehindItsBack, makeAccount, newPerson, withoutWakeUps } from './support/account.js';
import { ageSessions } from './support/database.js';
import { continueAs } from './support/provider-page.js';
import { type FreshStack, onDataOf, startFreshStack } from './support/stack.js';
import { anotherBrowser, expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

const NAME = 'Example ID';
let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let latch: FreshStack;

test.beforeAll(async ({ stack }) => {
  provider = await startIdentityProvider();
  latch = await startFreshStack(undefined, { ...onDataOf(stack), ...provider.settings, OIDC_NAME: NAME });
});

test.afterAll(async () => {
  await latch.stop();
  await provider.stop();
});

/** A page of a browser that has never been here. */
const visit = test.extend<{ visitor: Page }>({
  visitor: async ({ browser }, use) => {
    const context = await anotherBrowser(browser, latch.url);
    await use(await context.newPage());
    await context.close();
  },
});

const byProvider = (page: Page) => page.getByRole('button', { name: `Continue with ${NAME}` });
const signOut = async (page: Page) => {
  const app = new TodosPage(page);
  await app.accountButton.click();
  await app.signOutItem.click();
  await expect(signInHeading(page)).toBeVisible();
};
const linkedAccounts = (page: Page) => page.getByRole('list', { name: 'Linked accounts' });

visit(
  'an account is made and used by a provider, by keyboard, and the way leads where it was meant to',
  async ({ visitor: page }) => {
    const { email } = newPerson();
    await page.goto('/settings/account');
    await expect(signInHeading(page)).toBeVisible();
    await byProvider(page).press('Enter');
    await continueAs(page, { email, name: 'Countess' });
    await expect(page.getByText(email)).toBeVisible();
    await expect(page).toHaveURL(`${latch.url}/settings/account`);
    await expect(new TodosPage(page).accountButton).toHaveAccessibleName('Account: Countess');
    await page.goto('/inbox');
    const app = new TodosPage(page);
    await app.untilSaved(() => app.add('Water the ferns'));
    await signOut(page);

    await byProvider(page).press('Enter');
    await continueAs(page, { email });
    await expect(new TodosPage(page).latch('Water the ferns')).toBeVisible();
  },
);

visit('who calls it off there is told so, once, and can begin anew', async ({ visitor: page }) => {
  await page.goto('/sign-in');
  await byProvider(page).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toContainText('You cancelled the sign-in');
  await expect(page).toHaveURL(`${latch.url}/sign-in`);
  await page.reload();
  await expect(byProvider(page)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);

  await byProvider(page).click();
  await page.waitForURL(/\/interaction\//);
  await page.goBack();
  await byProvider(page).click();
  await continueAs(page, newPerson());
  await expect(new TodosPage(page).accountButton).toBeVisible();
});

visit('an address that is not confirmed there counts for nothing', async ({ visitor: page }) => {
  await page.goto('/sign-in');
  await byProvider(page).click();
  await continueAs(page, { ...newPerson(), verified: false });
  await expect(page.getByRole('alert')).toContainText('has not confirmed your e-mail address');
});

visit(
  'a session that ends mid-work goes on once one signed in by the provider in a new tab',
  async ({ visitor: page }) => {
    const person = newPerson();
    await page.goto('/inbox');
    await byProvider(page).click();
    await continueAs(page, person);
    const app = new TodosPage(page);
    await withoutWakeUps(page);
    await app.open();
    await endSessionBehindItsBack(page.context(), latch.url);
    await app.add('Written signed out');
    await app.composer.fill('Half a thou');
    const asked = page.getByRole('dialog', { name: 'Sign in to continue' });
    const way = asked.getByRole('link', { name: `Sign in with ${NAME} in a new tab` });
    await expect(way).toBeVisible();
    expect(await violations(page)).toEqual([]);

    const opened = page.context().waitForEvent('page');
    await way.press('Enter');
    const elsewhere = await opened;
    await byProvider(elsewhere).click();
    await continueAs(elsewhere, person);
    await expect(new TodosPage(elsewhere).accountButton).toBeVisible();
    await elsewhere.close();
    // The browser of the tests takes every tab for the one that is looked at.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(asked).toBeHidden();
    await expect(app.latch('Written signed out')).toBeVisible();
    await expect(app.composer).toHaveValue('Half a thou');
  },
);

visit(
  'an account that is here already is linked by who is signed in to it, and unlinked',
  async ({ visitor: page }) => {
    const ada = await makeAccount(page.context(), latch);
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await byProvider(page).click();
    await continueAs(page, ada);
    await expect(page.getByRole('alert')).toContainText('You already have an account with this address.');

    await signInBy(page, ada);
    await expect(new TodosPage(page).accountButton).toBeVisible();
    await ageSessions(latch, ada.id);
    await page.goto('/settings/security');
    await page.getByRole('button', { name: `Link ${NAME}` }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Confirm it is you' });
    await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
    await page.keyboard.press('Enter');
    await continueAs(page, ada);
    await expect(page.getByText(`${NAME} is linked now: you can sign in with it.`)).toBeVisible();
    await expect(page.getByRole('list', { name: 'Activity' })).toContainText(`A sign-in provider was linked: ${NAME}`);
    await page.reload();
    await expect(linkedAccounts(page)).toContainText('Linked');
    await expect(page.getByText('is linked now')).toHaveCount(0);

    await signOut(page);
    await byProvider(page).click();
    await continueAs(page, ada);
    await expect(new TodosPage(page).accountButton).toBeVisible();
    await page.goto('/settings/security');
    await page.getByRole('button', { name: `Unlink ${NAME}` }).press('Enter');
    await expect(page.getByRole('button', { name: `Link ${NAME}` })).toBeVisible();
    await expect(linkedAccounts(page)).toBeFocused();
  },
);

visit('an account elsewhere is linked to one account here', async ({ visitor: page, browser }) => {
  const { email } = newPerson();
  await page.goto('/sign-in');
  await byProvider(page).click();
  await continueAs(page, { email });
  await expect(new TodosPage(page).accountButton).toBeVisible();

  const context = await anotherBrowser(browser, latch.url);
  await makeAccount(context, latch);
  const other = await context.newPage();
  await other.goto('/settings/security');
  await other.getByRole('button', { name: `Link ${NAME}` }).click();
  await continueAs(other, { email });
  await expect(other.getByRole('alert')).toContainText('linked to another account here already');
  await expect(other).toHaveURL(`${latch.url}/settings/security`);
  await context.close();
});

visit('the only way in stays, and an account without a password is deleted without one', async ({ visitor: page }) => {
  const { email } = newPerson();
  await page.goto('/sign-up');
  await byProvider(page).click();
  await continueAs(page, { email });
  await expect(new TodosPage(page).accountButton).toBeVisible();
  await page.goto('/settings/security');
  await page.getByRole('button', { name: `Unlink ${NAME}` }).click();
  await expect(page.getByRole('alert')).toContainText('only way to sign in');

  await page.goto('/settings/account');
  await expect(page.getByText('Confirmed.')).toBeVisible();
  await page.getByRole('button', { name: 'Delete account…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
  await expect(dialog.getByLabel('Your password')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Delete account' }).press('Enter');
  await expect(signInHeading(page)).toBeVisible();
  await expect(page.getByText('Your account is deleted, with everything in it.')).toBeVisible();
});

visit('says that Latch does not answer, and goes there once it does', async ({ visitor: page }) => {
  await page.goto('/sign-in');
  await expect(byProvider(page)).toBeVisible();
  await latch.parts.authServer?.stop();
  await byProvider(page).click();
  await expect(page.getByRole('alert')).toContainText('Latch does not answer just now.');
  await latch.restore();
  await byProvider(page).click();
  await page.waitForURL(/\/interaction\//);
});
