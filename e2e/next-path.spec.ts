import { signInBy, signInHeading } from './support/account-forms.js';
import { Dashboard } from './support/dashboard.js';
import { expect, test } from './support/test.js';

const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  'data:text/html,evil',
  'http:evil.example',
  'dashboard.evil.example',
  '/sign-in?next=/sign-in',
];

for (const next of elsewhere) {
  test(`next=${JSON.stringify(next)} leads to the dashboard and nowhere else`, async ({ page, stack, account }) => {
    const origins = new Set<string>();
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    const opened = `/sign-in?next=${encodeURIComponent(next)}`;
    // Signed in already it goes on at once ...
    await page.goto(opened);
    await expect(new Dashboard(page).accountButton).toBeVisible();
    expect(page.url()).toBe(`${stack.url}/dashboard`);
    // ... and signed out after the form.
    await page.context().clearCookies();
    await page.goto(opened);
    await signInBy(page, account);
    await expect(new Dashboard(page).accountButton).toBeVisible();
    expect(page.url()).toBe(`${stack.url}/dashboard`);
    expect([...origins]).toEqual([stack.url]);
  });
}

test('a deep link survives signing in, and signing up instead', async ({ page, stack, account }) => {
  await page.context().clearCookies();
  await page.goto('/dashboard?status=completed');
  await expect(signInHeading(page)).toBeVisible();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signInBy(page, account);
  await expect(page).toHaveURL(`${stack.url}/dashboard?status=completed`);
  await expect(new Dashboard(page).accountButton).toBeVisible();
});

test('after signing in, Back does not lead to the sign-in page again', async ({ page, stack, account }) => {
  await page.context().clearCookies();
  await page.goto('/dashboard');
  await signInBy(page, account);
  await expect(new Dashboard(page).accountButton).toBeVisible();
  await page.goBack();
  expect(page.url()).not.toContain(stack.url);
});
