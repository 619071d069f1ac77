import type { Browser, Page } from '@playwright/test';
import { signInBy, signInForm, signInHeading } from './support/account-forms.js';
import { signIn } from './support/account.js';
import { ageSessions } from './support/database.js';
import { Mailbox, outboxCode } from './support/mailbox.js';
import { sessionCookies } from './support/session-cookies.js';
import { anotherBrowser, expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

const NEW_PASSWORD = 'wholly other words';
const accountPage = (page: Page) => page.goto('/settings/account');
const securityPage = (page: Page) => page.goto('/settings/security');
const saidOf = (page: Page, words: string | RegExp) => page.getByText(words);

test.describe('by a link in a mail', () => {
  test('a forgotten password is replaced, and the link works once', async ({ page, browser, stack, account }) => {
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible();
    const address = page.getByRole('textbox', { name: 'E-mail address' });
    await expect(address).toBeFocused();
    await address.fill(account.email);
    await page.getByRole('button', { name: 'Send a link' }).click();
    await expect(saidOf(page, `If there is an account for ${account.email}, a mail is on its way.`)).toBeVisible();

    const mailbox = await Mailbox.open(browser, stack);
    const link = await mailbox.linkIn(account.email, '/reset-password');
    await page.goto(link);
    const field = page.getByLabel('New password', { exact: true });
    await field.fill(NEW_PASSWORD);
    await expect(page, 'the token is out of the address bar').toHaveURL(`${stack.url}/reset-password`);
    expect(await kept(page), 'and kept nowhere').not.toContain(tokenOf(link));
    await field.press('Enter');
    await expect(signInHeading(page)).toBeVisible();
    await expect(saidOf(page, 'Your new password is set')).toBeVisible();
    await signInBy(page, { ...account, password: NEW_PASSWORD });
    await expect(new TodosPage(page).accountButton).toBeVisible();

    await page.goto(link);
    await field.fill('yet other words here');
    await field.press('Enter');
    await expect(page.getByRole('link', { name: 'Ask for a new link' })).toBeVisible();
    await mailbox.close();
  });

  test('the kept mails show in a browser on this machine, and not through a proxy', async ({
    page,
    browser,
    stack,
    account,
  }) => {
    await page.request.post('/api/auth/request-password-reset', { data: { email: account.email } });
    const here = await browser.newContext({ baseURL: stack.url, extraHTTPHeaders: {} });
    const outbox = await here.newPage();
    await outbox.goto('/outbox');
    await outbox.getByLabel('Outbox code').fill((await outboxCode(stack)).toLowerCase());
    await outbox.keyboard.press('Enter');
    await expect(outbox.getByText(`To ${account.email}`)).toBeVisible();
    await here.close();
    // Everything else in these tests comes with an `X-Forwarded-For`, as through a proxy on this machine.
    await page.goto(`/outbox#code=${await outboxCode(stack)}`);
    await expect(page.getByRole('alert')).toContainText('not through a proxy');
    await expect(page).toHaveURL('/outbox');
  });

  test('an address is confirmed when the button is pressed, and no sooner', async ({
    page,
    browser,
    stack,
    account,
  }) => {
    const mailbox = await Mailbox.open(browser, stack);
    await accountPage(page);
    await expect(page.getByText('Not confirmed yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Send a link to confirm it' }).press('Enter');
    await expect(saidOf(page, 'A new mail is on its way.')).toBeVisible();
    const link = await mailbox.linkIn(account.email, '/verify-email');

    await page.goto(link);
    const confirm = page.getByRole('button', { name: 'Confirm' });
    await expect(confirm).toBeVisible();
    await accountPage(page);
    await expect(page.getByText('Not confirmed yet.')).toBeVisible();

    await page.goto(link);
    await confirm.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Your address is confirmed' })).toBeFocused();
    await accountPage(page);
    await expect(page.getByText('Confirmed.', { exact: true })).toBeVisible();

    // From then on the old address has a say in where the account goes.
    const newEmail = `new-${account.email}`;
    await page.getByRole('button', { name: 'Change address' }).click();
    await page.getByRole('textbox', { name: 'New e-mail address' }).fill(newEmail);
    await page.keyboard.press('Enter');
    await expect(saidOf(page, /^First a mail is on its way to/)).toBeVisible();
    await page.goto(await mailbox.linkIn(account.email, '/verify-email'));
    await confirm.click();
    await expect(page.getByRole('heading', { level: 1, name: 'One more mail' })).toBeVisible();
    await page.goto(await mailbox.linkIn(newEmail, '/verify-email'));
    await confirm.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your address is changed' })).toBeVisible();
    await page.getByRole('link', { name: 'Go to your todos' }).click();
    await accountPage(page);
    await expect(page.getByText(newEmail)).toBeVisible();
    await mailbox.close();
  });
});

test('a name is changed by keyboard, and shows at once', async ({ page, account }) => {
  await page.goto('/inbox');
  await new TodosPage(page).accountButton.press('Enter');
  await page.getByRole('menuitem', { name: 'Account' }).press('Enter');
  const field = page.getByRole('textbox', { name: 'Your name' });
  await expect(field).toHaveValue(account.name);
  await field.fill('Countess');
  const saved = page.waitForResponse('**/api/auth/update-user');
  await field.press('Enter');
  await expect(new TodosPage(page).accountButton).toHaveAccessibleName('Account: Countess');
  expect((await saved).status()).toBe(200);
  await page.reload();
  await expect(field).toHaveValue('Countess');
});

test('a session that is not fresh asks for the password, and then goes on, by keyboard', async ({
  page,
  stack,
  account,
}) => {
  await accountPage(page);
  await page.getByRole('button', { name: 'Change address' }).press('Enter');
  const field = page.getByRole('textbox', { name: 'New e-mail address' });
  await expect(field).toBeFocused();
  await page.keyboard.type(`new-${account.email}`);
  await ageSessions(stack, account.id);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Confirm it is you' });
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('This is not your password.')).toBeVisible();
  // Beneath the dialog it is out of reach, for screen readers too.
  await expect(page.locator('[name=newEmail]')).toHaveValue(`new-${account.email}`);
  await dialog.getByLabel('Password', { exact: true }).fill(account.password);
  await page.keyboard.press('Enter');
  await expect(saidOf(page, /^A mail is on its way to/)).toBeVisible();
  await expect(dialog).toBeHidden();
});

/** A browser elsewhere that is signed in to the same account. */
async function otherDevice(browser: Browser, url: string, account: Parameters<typeof signIn>[2], userAgent: string) {
  const context = await anotherBrowser(browser, url, { userAgent });
  await signIn(context.request, url, account);
  const isSignedIn = async () => {
    const [auth, todos] = await Promise.all([context.request.get('/api/auth/account'), context.request.get('/api/me')]);
    return [auth.status(), todos.status()];
  };
  return { context, isSignedIn };
}
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

test('devices are signed out one by one, and all others at once', async ({ page, browser, stack, account }) => {
  const phone = await otherDevice(browser, stack.url, account, SAFARI);
  const laptop = await otherDevice(browser, stack.url, account, FIREFOX);
  const tablet = await otherDevice(browser, stack.url, account, SAFARI);
  await securityPage(page);
  const list = page.getByRole('list', { name: 'Your devices' });
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await expect(list.getByRole('listitem').first()).toContainText('This device');
  await list.getByRole('button', { name: /^Sign out Firefox on/ }).click();
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await expect(list).toBeFocused();
  await expect.poll(laptop.isSignedIn).toEqual([401, 401]);
  expect(await phone.isSignedIn()).toEqual([200, 200]);

  await page.getByRole('button', { name: 'Sign out all others' }).press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Sign out all other devices?' });
  await expect(question).toContainText('2 devices have to sign in again');
  await question.getByRole('button', { name: 'Sign them out' }).press('Enter');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect.poll(phone.isSignedIn).toEqual([401, 401]);
  await expect.poll(tablet.isSignedIn).toEqual([401, 401]);

  const log = page.getByRole('list', { name: 'Activity' });
  await expect(log).toContainText('Other devices were signed out, 2 in all');
  await expect(log).toContainText(/A device was signed out: Firefox/);
  await page.reload();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  for (const { context } of [phone, laptop, tablet]) await context.close();
});

test('a new password signs the other devices out, and this one goes on', async ({ page, browser, stack, account }) => {
  const other = await otherDevice(browser, stack.url, account, FIREFOX);
  await securityPage(page);
  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription('This is not your password.');
  await expect(page.getByLabel('New password')).toHaveValue(NEW_PASSWORD);
  await page.getByLabel('Current password').fill(account.password);
  await page.getByLabel('Current password').press('Enter');
  await expect(saidOf(page, 'Your password is changed')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Your devices' }).getByRole('listitem')).toHaveCount(1);
  await expect.poll(other.isSignedIn).toEqual([401, 401]);

  await page.context().clearCookies();
  await page.goto('/sign-in');
  await signInBy(page, { ...account, password: NEW_PASSWORD });
  await expect(new TodosPage(page).accountButton).toBeVisible();
  await other.context.close();
});

test('without "keep me signed in" the session ends with the browser', async ({ page, account }) => {
  const lastsLonger = async () => {
    const cookies = await sessionCookies(page.context());
    return cookies.find(({ name }) => name.includes('session_token'))!.expires !== -1;
  };
  await page.context().clearCookies();
  await page.goto('/sign-in');
  const keep = page.getByRole('checkbox', { name: 'Keep me signed in on this device' });
  await expect(keep).toBeChecked();
  await signInForm(page).email.fill(account.email);
  await signInForm(page).password.fill(account.password);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(keep).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(new TodosPage(page).accountButton).toBeVisible();
  expect(await lastsLonger()).toBe(false);
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await signInBy(page, account);
  await expect(new TodosPage(page).accountButton).toBeVisible();
  expect(await lastsLonger()).toBe(true);
});

test.describe('deleting the account', () => {
  test.afterEach(({ stack }) => stack.restore());
  const openDialog = async (page: Page) => {
    await accountPage(page);
    await page.getByRole('button', { name: 'Delete account…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    return { dialog, password: dialog.getByLabel('Your password', { exact: true }) };
  };

  test('offers a copy, asks for the password, and leaves nothing', async ({ page, account, todos }) => {
    await todos.add('Water the ferns');
    const { dialog, password } = await openDialog(page);
    const started = page.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Download everything as JSON' }).click();
    const file = await (await started).createReadStream();
    expect(Buffer.concat(await file.toArray()).toString()).toContain('Water the ferns');

    await password.fill('not the password');
    await password.press('Enter');
    await expect(password).toHaveAccessibleDescription('This is not your password.');
    await password.fill(account.password);
    await password.press('Enter');
    await expect(signInHeading(page)).toBeVisible();
    await expect(saidOf(page, 'Your account is deleted, with everything in it.')).toBeVisible();
    await signInBy(page, account);
    await expect(page.getByRole('alert')).toContainText('wrong');
  });

  test('says that nothing was deleted when the todos could not be erased', async ({ page, stack, account, todos }) => {
    await todos.add('Water the ferns');
    const { dialog, password } = await openDialog(page);
    await stack.parts.backend?.stop();
    await password.fill(account.password);
    await password.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText('nothing was deleted');
    await expect(password).toHaveValue(account.password);
    await stack.parts.backend?.start();
    await expect.poll(() => todos.titles()).toEqual(['Water the ferns']);
    await password.press('Enter');
    await expect(signInHeading(page)).toBeVisible();
  });
});

test.describe('while the auth server is down', () => {
  test.afterEach(({ stack }) => stack.restore());

  test('nobody is signed out, and what was typed is sent later', async ({ page, stack, account: _account }) => {
    await accountPage(page);
    const field = page.getByRole('textbox', { name: 'Your name' });
    await expect(page.getByRole('button', { name: 'Change address' })).toBeVisible();
    await stack.parts.authServer?.stop();
    await field.fill('Countess');
    await field.press('Enter');
    await expect(page.getByRole('alert')).toContainText('What you typed is still here');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await stack.parts.authServer?.start();
    await field.press('Enter');
    await expect(new TodosPage(page).accountButton).toHaveAccessibleName('Account: Countess');
  });
});

/** All that the browser keeps of a page, as text. */
function kept(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([history.state, Object.entries(sessionStorage), Object.entries(localStorage), document.cookie]),
  );
}

function tokenOf(link: string): string {
  return new URLSearchParams(new URL(link).hash.slice(1)).get('token')!;
}
