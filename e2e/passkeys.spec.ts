import type { Page } from '@playwright/test';
import { signInBy, signInForm, signInHeading } from './support/account-forms.js';
import { ageSessions } from './support/database.js';
import { secondStep, secondStepHeading } from './support/second-factor.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';
import { VirtualAuthenticator } from './support/virtual-authenticator.js';

const accountButton = (page: Page) => new TodosPage(page).accountButton;
const list = (page: Page) => page.getByRole('list', { name: 'Your passkeys' });
const signInWithPasskey = (page: Page) => page.getByRole('button', { name: 'Sign in with a passkey' });

/** Adds a passkey on the page of security, by keyboard. */
async function addPasskey(page: Page, name: string) {
  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Add a passkey' }).press('Enter');
  const field = page.getByRole('textbox', { name: 'Name of the passkey' });
  await expect(field).toBeFocused();
  await expect(field).not.toHaveValue('');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(list(page)).toContainText(name);
  await expect(list(page)).toBeFocused();
}

test('a passkey is added, signs in without a password, is renamed and removed', async ({ page, account }) => {
  const device = await VirtualAuthenticator.plugIn(page);
  await addPasskey(page, 'Desk');
  expect(await device.passkeys()).toHaveLength(1);

  await page.getByRole('button', { name: 'Rename Desk' }).press('Enter');
  await page.keyboard.type('Kitchen table');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Rename Kitchen table' })).toBeFocused();

  await device.answers(false);
  await page.context().clearCookies();
  await page.goto('/sign-in?next=%2Ftrash');
  await expect(signInHeading(page)).toBeVisible();
  await device.answers(true);
  await signInWithPasskey(page).press('Enter');
  await expect(accountButton(page)).toHaveAccessibleName(`Account: ${account.name}`);
  await expect(page).toHaveURL('/trash');

  await page.goto('/settings/security');
  await expect(list(page)).toContainText('Kitchen table');
  await page.getByRole('button', { name: 'Remove Kitchen table' }).press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Remove Kitchen table?' });
  await question.getByRole('button', { name: 'Remove' }).press('Enter');
  await expect(list(page)).toBeHidden();
  const log = page.getByRole('list', { name: 'Activity' });
  await expect(log).toContainText('A passkey was removed');

  // The device does not know that yet.
  await device.answers(false);
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await expect(signInHeading(page)).toBeVisible();
  await device.answers(true);
  await signInWithPasskey(page).click();
  await expect(page.getByRole('alert')).toContainText('not known here');
  await expect(signInHeading(page)).toBeVisible();
});

test('a passkey is offered where the browser fills in the address', async ({ page, account }) => {
  await VirtualAuthenticator.plugIn(page);
  await addPasskey(page, 'Desk');
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await expect(signInForm(page).email).toHaveAttribute('autocomplete', 'username webauthn');
  // This device answers by itself as soon as it is asked.
  await expect(accountButton(page)).toHaveAccessibleName(`Account: ${account.name}`);
});

test('two-step sign-in takes passkeys alone', async ({ page, account }) => {
  const device = await VirtualAuthenticator.plugIn(page);
  await addPasskey(page, 'Desk');
  await page.getByRole('button', { name: 'Use your passkeys' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Ask for a passkey at sign-in' });
  await expect(dialog.getByLabel('Your password')).toBeFocused();
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  await page.getByRole('button', { name: 'I saved them' }).press('Enter');
  const state = page.getByRole('list', { name: 'Two-step sign-in' });
  await expect(state).toContainText('Not set up.');

  // The last second factor stays for as long as one is asked.
  await page.getByRole('button', { name: 'Remove Desk' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('region', { name: 'Passkeys' }).getByRole('alert')).toBeVisible();
  await expect(list(page)).toContainText('Desk');

  await device.answers(false);
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await signInBy(page, account);
  await expect(secondStepHeading(page)).toBeVisible();
  await expect(secondStep(page).code).toBeHidden();
  await device.answers(true);
  await secondStep(page).usePasskey.press('Enter');
  await expect(accountButton(page)).toBeVisible();
});

test('what the person puts off is no error', async ({ page, account }) => {
  const device = await VirtualAuthenticator.plugIn(page);
  await page.goto('/settings/security');
  await device.knowsItsOwner(false);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const goOn = page.getByRole('button', { name: 'Continue' });
  const asked = page.waitForResponse('**/api/auth/passkeys/registration-options');
  await goOn.click();
  await asked;
  await expect(goOn).not.toHaveAttribute('aria-busy', 'true');
  await expect(page.getByRole('textbox', { name: 'Name of the passkey' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(list(page)).toBeHidden();
  expect(account.id).toBeTruthy();
});

test('a passkey shows once more that it is them', async ({ page, stack, account }) => {
  await VirtualAuthenticator.plugIn(page);
  await addPasskey(page, 'Desk');
  await ageSessions(stack, account.id);
  await page.getByRole('button', { name: 'Remove Desk' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Confirm it is you' });
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
  await dialog.getByRole('button', { name: 'Use a passkey' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(list(page)).toBeHidden();
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('A passkey was confirmed');
});
