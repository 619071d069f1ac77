import { signInForm, signInHeading, signUpForm } from './support/account-forms.js';
import { newPerson } from './support/account.js';
import { expect, test } from './support/test.js';
import { TodosPage } from './support/todos-page.js';

test('sign-up says at each field what is wrong, and goes to the first', async ({ page }) => {
  await page.goto('/sign-up');
  const form = signUpForm(page);
  await form.submit.click();
  await expect(form.name).toHaveAccessibleDescription('Enter your name.');
  await expect(form.email).toHaveAccessibleDescription(/Enter your e-mail address\./);
  await expect(form.password).toHaveAccessibleDescription(/Use at least 8 characters\./);
  for (const field of [form.name, form.email, form.password])
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(form.name).toBeFocused();

  await form.name.fill('Ada');
  await expect(form.name).not.toHaveAttribute('aria-invalid');
  await form.email.fill('ada');
  await form.password.fill('short');
  await form.submit.click();
  await expect(form.email).toHaveAccessibleDescription(/does not look like an e-mail address/);
  await expect(form.email).toBeFocused();
});

test('an address that has an account already is said at its field; what was typed stays', async ({ page, account }) => {
  await page.context().clearCookies();
  await page.goto('/sign-up');
  const form = signUpForm(page);
  await form.name.fill('Ada again');
  await form.email.fill(account.email);
  await form.password.fill(account.password);
  await form.submit.click();
  await expect(form.email).toHaveAttribute('aria-invalid', 'true');
  await expect(form.email).toHaveAccessibleDescription(/account/i);
  await expect(form.email).toBeFocused();
  await expect(form.name).toHaveValue('Ada again');
  await expect(form.password).toHaveValue(account.password);
});

test('a wrong password and an unknown address get the same words', async ({ page, account }) => {
  await page.context().clearCookies();
  await page.goto('/sign-in');
  const form = signInForm(page);
  const alert = page.getByRole('alert').filter({ hasText: /./ });
  const words = [];
  for (const email of [account.email, newPerson().email]) {
    // What was said before is gone.
    await page.reload();
    await form.email.fill(email);
    await form.password.fill('not the password');
    const answered = page.waitForResponse('**/api/auth/sign-in/email');
    await form.submit.click();
    expect((await answered).status()).toBe(401);
    await expect(alert).toContainText('wrong');
    words.push(await alert.textContent());
    await expect(form.email).toHaveValue(email);
    await expect(form.password).toHaveValue('not the password');
  }
  expect(words[0]).toBe(words[1]);
});

test('too many tries are answered with the time to wait', async ({ page, stack, account }) => {
  const wrong = { email: account.email, password: 'not the password' };
  await page.context().clearCookies();
  await page.goto('/sign-in');
  const form = signInForm(page);
  await form.email.fill(account.email);
  await form.password.fill(account.password);
  const tries = Array.from({ length: 10 }, () =>
    page.request.post('/api/auth/sign-in/email', { headers: { Origin: stack.url }, data: wrong }),
  );
  await Promise.all(tries);
  await form.submit.click();
  await expect(page.getByRole('alert')).toHaveText(/Too many tries\. Wait \d+ minutes, then try again\./);
  await expect(form.email).toHaveValue(account.email);
  await expect(form.password).toHaveValue(account.password);
});

test.describe('while the auth server is down', () => {
  test.afterEach(({ stack }) => stack.restore());

  test('both forms keep what was typed, and work once it is back', async ({ page, stack }) => {
    const person = newPerson('Hedy');
    await page.goto('/sign-up');
    const form = signUpForm(page);
    await form.name.fill(person.name);
    await form.email.fill(person.email);
    await form.password.fill(person.password);
    await stack.parts.authServer?.stop();
    await form.submit.click();
    await expect(page.getByRole('alert')).toContainText('What you typed is still here');
    await expect(form.name).toHaveValue(person.name);
    await expect(form.email).toHaveValue(person.email);
    await expect(form.password).toHaveValue(person.password);

    await stack.parts.authServer?.start();
    await form.submit.click();
    await expect(new TodosPage(page).accountButton).toBeVisible();

    await page.context().clearCookies();
    await page.goto('/sign-in');
    await expect(signInHeading(page)).toBeVisible();
    await stack.parts.authServer?.stop();
    const signIn = signInForm(page);
    await signIn.email.fill(person.email);
    await signIn.password.fill(person.password);
    await signIn.submit.click();
    await expect(page.getByRole('alert')).toContainText('What you typed is still here');
    await expect(signIn.password).toHaveValue(person.password);
  });
});

test('the password can be looked at, by keyboard too', async ({ page }) => {
  await page.goto('/sign-in');
  const { password } = signInForm(page);
  await password.fill('secret words');
  await expect(password).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await expect(password).toHaveValue('secret words');
  await page.getByRole('button', { name: 'Hide password' }).press('Enter');
  await expect(password).toHaveAttribute('type', 'password');
});

test('caps lock is pointed out while it is on', async ({ page }) => {
  await page.goto('/sign-in');
  const { password } = signInForm(page);
  const hint = page.getByText('Caps lock is on.');
  await password.dispatchEvent('keydown', { key: 'A', modifierCapsLock: true });
  await expect(hint).toBeVisible();
  await password.dispatchEvent('keyup', { key: 'CapsLock', modifierCapsLock: false });
  await expect(hint).toBeHidden();
});

test('password managers know each field', async ({ page }) => {
  await page.goto('/sign-in');
  const signIn = signInForm(page);
  await expect(signIn.email).toHaveAttribute('autocomplete', 'username webauthn');
  await expect(signIn.email).toHaveAttribute('type', 'email');
  await expect(signIn.password).toHaveAttribute('autocomplete', 'current-password');
  await page.getByRole('link', { name: 'Create an account' }).click();
  const signUp = signUpForm(page);
  await expect(signUp.name).toHaveAttribute('autocomplete', 'name');
  await expect(signUp.email).toHaveAttribute('autocomplete', 'email');
  await expect(signUp.password).toHaveAttribute('autocomplete', 'new-password');
});
