import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { signInBy, signInForm, signInHeading } from './support/account-forms.js';
import { type Account, endSessionBehindItsBack, withoutWakeUps } from './support/account.js';
import { forgetUsedCodes } from './support/database.js';
import { secondStep, secondStepHeading, turnOnByApp } from './support/second-factor.js';
import type { FreshStack } from './support/stack.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';
import { totp, wrongTotp } from './support/totp.js';

const accountButton = (page: Page) => new TodosPage(page).accountButton;
const state = (page: Page) => page.getByRole('list', { name: 'Two-step sign-in' });

/** An account that asks for a code, signed out, with its password given: at the second step. */
async function atSecondStep(page: Page, stack: FreshStack, account: Account, path = '/sign-in') {
  const kept = await turnOnByApp(page.request, stack.url, account);
  await forgetUsedCodes(stack, account.id);
  await page.context().clearCookies();
  await page.goto(path);
  await signInBy(page, account);
  await expect(secondStepHeading(page)).toBeVisible();
  return { ...kept, ...secondStep(page) };
}

test.afterEach(({ stack }) => stack.restore());

test('an authenticator app is set up by keyboard, and asked for from then on', async ({ page, stack, account }) => {
  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).press('Enter');
  const password = page.getByRole('dialog', { name: 'Set up an authenticator app' }).getByLabel('Your password');
  await expect(password).toBeFocused();
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await expect(password).toHaveAccessibleDescription('This is not your password.');
  await password.fill(account.password);
  await page.keyboard.press('Enter');

  const scan = page.getByRole('dialog', { name: 'Connect your app' });
  await expect(scan.getByText('QR code for your authenticator app')).toBeAttached();
  const secret = (await scan.getByText(/^([A-Z2-7]{1,4} ?)+$/).textContent())!.replaceAll(' ', '');
  const code = scan.getByRole('textbox', { name: 'Code of your authenticator app' });
  await expect(code).toBeFocused();
  await page.keyboard.type(wrongTotp(secret));
  await page.keyboard.press('Enter');
  await expect(code).toHaveAccessibleDescription(/not the code of just now/);
  await code.fill(totp(secret));
  await page.keyboard.press('Enter');

  const keep = page.getByRole('dialog', { name: 'Save your recovery codes' });
  const shown = keep.getByRole('list', { name: 'Recovery codes' });
  await expect(shown).toBeFocused();
  await expect(shown.getByRole('listitem')).toHaveCount(10);
  const codes = await shown.getByRole('listitem').allTextContents();
  await page.keyboard.press('Escape');
  const started = page.waitForEvent('download');
  await keep.getByRole('button', { name: 'Download' }).press('Enter');
  const download = await started;
  expect(download.suggestedFilename()).toBe('latch-recovery-codes.txt');
  expect(readFileSync(await download.path(), 'utf8')).toContain(codes.join('\n'));
  await keep.getByRole('button', { name: 'I saved them' }).press('Enter');
  await expect(keep).toBeHidden();
  await expect(state(page)).toContainText('10 are left.');
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('Two-step sign-in was turned on');

  await forgetUsedCodes(stack, account.id);
  await page.context().clearCookies();
  await page.goto('/completed');
  await signInBy(page, account);
  await expect(secondStepHeading(page)).toBeVisible();
  expect(page.url(), 'what may answer is in no address').not.toContain('totp');
  await expect(secondStep(page).code).toBeFocused();
  await page.keyboard.type(totp(secret).replace(/^.../, '$& '));
  await page.keyboard.press('Enter');
  await expect(accountButton(page)).toBeVisible();
  await expect(page, 'to where it was meant to lead').toHaveURL('/completed');
});

test('a recovery code works once, and few are warned about', async ({ page, stack, account }) => {
  const { recoveryCodes, useRecoveryCode, recoveryCode } = await atSecondStep(page, stack, account);
  await useRecoveryCode.press('Enter');
  await expect(recoveryCode).toBeFocused();
  await page.keyboard.type(recoveryCodes[0]!.toUpperCase().replace('-', ' '));
  await page.keyboard.press('Enter');
  await expect(accountButton(page)).toBeVisible();
  await page.goto('/settings/security');
  await expect(state(page)).toContainText('9 are left.');
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('A recovery code was used');

  await page.context().clearCookies();
  await page.goto('/sign-in');
  await signInBy(page, account);
  await useRecoveryCode.click();
  await recoveryCode.fill(recoveryCodes[0]!);
  await recoveryCode.press('Enter');
  await expect(recoveryCode).toHaveAccessibleDescription(/used already/);
  await recoveryCode.fill(recoveryCodes[1]!);
  await recoveryCode.press('Enter');
  await expect(accountButton(page)).toBeVisible();
});

test('a trusted browser is not asked again, until all are', async ({ page, stack, account }) => {
  const { secret, trust, code } = await atSecondStep(page, stack, account);
  await trust.check();
  await code.fill(totp(secret));
  await code.press('Enter');
  await expect(accountButton(page)).toBeVisible();
  await new TodosPage(page).accountButton.click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await signInBy(page, account);
  await expect(accountButton(page)).toBeVisible();

  await page.goto('/settings/security');
  await expect(state(page)).toContainText('1 browser is not asked.');
  await page.getByRole('button', { name: 'Ask in all browsers again' }).click();
  await expect(state(page)).not.toContainText('Trusted browsers');
  await new TodosPage(page).accountButton.click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await signInBy(page, account);
  await expect(secondStepHeading(page)).toBeVisible();
});

test('who does not want to be remembered is not, after the second step either', async ({ page, stack, account }) => {
  const { secret } = await turnOnByApp(page.request, stack.url, account);
  await forgetUsedCodes(stack, account.id);
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('checkbox', { name: 'Keep me signed in on this device' }).uncheck();
  await signInBy(page, account);
  await secondStep(page).code.fill(totp(secret));
  await secondStep(page).submit.click();
  await expect(accountButton(page)).toBeVisible();
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name.includes('session_token'))!.expires).toBe(-1);
});

test('after five wrong codes the sign-in begins anew, and keeps the address', async ({ page, stack, account }) => {
  const { secret, code, submit } = await atSecondStep(page, stack, account, '/sign-in?next=%2Ftrash');
  for (let tries = 0; tries < 6; tries += 1) {
    const answered = page.waitForResponse('**/api/auth/sign-in/second-factor');
    await code.fill(wrongTotp(secret));
    await submit.click();
    if ((await answered).status() === 401) break;
    await expect(code).toHaveAccessibleDescription(/not the code of just now/);
  }
  await expect(signInHeading(page)).toBeVisible();
  await expect(page.getByText('too many codes were wrong')).toBeVisible();
  await expect(signInForm(page).email).toHaveValue(account.email);
  await signInForm(page).password.fill(account.password);
  await signInForm(page).submit.click();
  await code.fill(totp(secret));
  await submit.click();
  await expect(accountButton(page)).toBeVisible();
  await expect(page).toHaveURL('/trash');
});

test('an outage in the middle keeps what was typed, and the sign-in waits', async ({ page, stack, account }) => {
  const { secret, code, submit } = await atSecondStep(page, stack, account);
  await stack.parts.authServer?.stop();
  await code.fill(totp(secret));
  await submit.click();
  await expect(page.getByRole('alert')).toContainText('What you typed is still here');
  await stack.parts.authServer?.start();
  await code.fill(totp(secret));
  await submit.click();
  await expect(accountButton(page)).toBeVisible();
});

test('a reload at the second step goes on with it', async ({ page, stack, account }) => {
  const { secret, code, useRecoveryCode } = await atSecondStep(page, stack, account);
  await page.reload();
  await expect(useRecoveryCode).toBeVisible();
  await code.fill(totp(secret));
  await code.press('Enter');
  await expect(accountButton(page)).toBeVisible();
});

test('a session that ends mid-work asks for both steps over the page', async ({ page, stack, account, todos }) => {
  const { secret } = await turnOnByApp(page.request, stack.url, account);
  await forgetUsedCodes(stack, account.id);
  const app = new TodosPage(page);
  await withoutWakeUps(page);
  await app.open();
  await endSessionBehindItsBack(page.context(), stack.url);
  await app.add('Written signed out');
  const dialog = page.getByRole('dialog', { name: 'Sign in to continue' });
  await signInForm(dialog).password.fill(account.password);
  await signInForm(dialog).password.press('Enter');
  await expect(secondStep(dialog).code).toBeFocused();
  await page.keyboard.type(totp(secret));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect.poll(() => todos.titles()).toEqual(['Written signed out']);
});

test('it is turned off with the password, and asked for no more', async ({ page, stack, account }) => {
  await turnOnByApp(page.request, stack.url, account);
  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Turn off…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Turn two-step sign-in off?' });
  await expect(dialog.getByLabel('Your password')).toBeFocused();
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible();
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await signInBy(page, account);
  await expect(accountButton(page)).toBeVisible();
});
