import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { signUpBy, signUpForm } from './support/account-forms.js';
import { newPerson, type Person } from './support/account.js';
import { type FreshStack, startFreshStack } from './support/stack.js';
import { anotherBrowser, expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

// Each starts a Latch of its own.
test.describe.configure({ timeout: 240_000 });

let latch: FreshStack | undefined;
test.afterEach(async () => {
  await latch?.stop();
  latch = undefined;
});

async function fillIn(page: Page, person: Person) {
  await signUpBy(page, person, () => signUpForm(page).password.press('Enter'));
  await expect(new TodosPage(page).accountButton).toBeVisible();
}

/** What the log of the auth server says. */
function setupCodeOf({ dataDir }: FreshStack): string {
  const log = readFileSync(join(dataDir, 'logs', 'auth-server.log'), 'utf8');
  return /"setupCode":"([^"]+)"/.exec(log)![1]!;
}

/** Makes the first account of all, which takes the set-up code. */
async function beginAsAdministrator(page: Page, latch: FreshStack) {
  await page.goto('/sign-up');
  await expect(page.getByText('You will be the administrator')).toBeVisible();
  await page.getByRole('textbox', { name: 'Set-up code' }).fill(setupCodeOf(latch));
  await fillIn(page, newPerson());
}

test('SIGN_UP=invitation: who is invited gets in, once, and nobody else', async ({ browser }) => {
  latch = await startFreshStack(undefined, { SIGN_UP: 'invitation' });
  const mine = await anotherBrowser(browser, latch.url);
  const ada = await mine.newPage();
  await beginAsAdministrator(ada, latch);

  const theirs = await anotherBrowser(browser, latch.url);
  const grace = await theirs.newPage();
  await grace.goto('/sign-in');
  await expect(grace.getByText('Open the link in your invitation.')).toBeVisible();
  await expect(grace.getByRole('link', { name: 'Create an account' })).toHaveCount(0);
  await grace.goto('/sign-up');
  await expect(grace.getByRole('heading', { level: 1, name: 'By invitation' })).toBeVisible();

  const person = newPerson('Grace');
  await ada.goto('/settings/people');
  await ada.getByRole('textbox', { name: 'E-mail address' }).fill(person.email);
  await ada.keyboard.press('Enter');
  const link = await ada.getByRole('textbox', { name: `Link for ${person.email}` }).inputValue();
  const waiting = ada.getByRole('list', { name: 'Open invitations' });
  await expect(waiting).toContainText(person.email);

  await grace.goto(link);
  await expect(grace.getByText('Ada invited you.')).toBeVisible();
  await expect(grace, 'the token is out of the address bar').toHaveURL(`${latch.url}/sign-up`);
  await expect(signUpForm(grace).email).toHaveValue(person.email);
  await fillIn(grace, person);
  await ada.reload();
  await expect(ada.getByText('No open invitations.')).toBeVisible();
  await expect(ada.getByRole('list', { name: 'People' })).toContainText(person.email);

  await theirs.clearCookies();
  await grace.goto(link);
  await expect(grace.getByRole('heading', { level: 1, name: 'This invitation is no longer valid' })).toBeFocused();

  const another = newPerson('Linus');
  await ada.getByRole('textbox', { name: 'E-mail address' }).fill(another.email);
  await ada.keyboard.press('Enter');
  const takenBack = await ada.getByRole('textbox', { name: `Link for ${another.email}` }).inputValue();
  await ada.getByRole('button', { name: `Revoke the invitation for ${another.email}` }).press('Enter');
  await expect(ada.getByText('No open invitations.')).toBeVisible();
  await grace.goto('/inbox');
  await grace.goto(takenBack);
  await expect(grace.getByRole('heading', { level: 1, name: 'This invitation is no longer valid' })).toBeVisible();
  for (const context of [mine, theirs]) await context.close();
});

test('SIGN_UP=closed: after the first account there is no way in', async ({ browser }) => {
  latch = await startFreshStack(undefined, { SIGN_UP: 'closed' });
  const mine = await anotherBrowser(browser, latch.url);
  const ada = await mine.newPage();
  await beginAsAdministrator(ada, latch);
  await ada.goto('/settings/people');
  await expect(ada.getByText('This Latch takes no new accounts.')).toBeVisible();
  await expect(ada.getByRole('button', { name: 'Invite' })).toHaveCount(0);

  const theirs = await anotherBrowser(browser, latch.url);
  const grace = await theirs.newPage();
  await grace.goto('/sign-in');
  await expect(grace.getByRole('link', { name: 'Create an account' })).toHaveCount(0);
  await grace.goto('/sign-up');
  await expect(grace.getByRole('heading', { level: 1, name: 'No new accounts' })).toBeVisible();
  for (const context of [mine, theirs]) await context.close();
});
