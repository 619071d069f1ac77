import { signUp } from './support/account.js';
import { sessionCookies } from './support/session-cookies.js';
import { expect, test } from './support/test.js';
import { watch } from './support/watch.js';

test('the watch sees what is forbidden', async ({ page, stack }) => {
  const found = await watch(page, stack.url);
  await page.goto('/sign-in');
  await page.evaluate(() => {
    try {
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.ran = true' }));
    } catch {
      // Trusted Types refuse the text before it could run.
    }
    return fetch('http://127.0.0.1:9/').catch(() => undefined);
  });
  await expect
    .poll(() => found.filter((each) => each.startsWith('policy: ')).map((each) => each.split(' ')[1]))
    .toEqual(['require-trusted-types-for', 'connect-src']);
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
});

test('the session cookie is out of reach of scripts and of other sites', async ({ page, stack }) => {
  await signUp(page.request, stack.url);
  const cookies = await sessionCookies(page.context());
  expect(cookies).toMatchObject([{ name: 'better-auth.session_token', httpOnly: true, sameSite: 'Lax', path: '/' }]);
});

test('no answer that a page reads holds a token', async ({ page, account }) => {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/auth/')) bodies.push(response.text());
  });
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Account: Ada' })).toBeVisible();
  const [cookie] = await sessionCookies(page.context());
  const [token] = decodeURIComponent(cookie!.value).split('.');
  const texts = await Promise.all(bodies);
  expect(texts.length).toBeGreaterThanOrEqual(3);
  for (const text of texts) expect(text).not.toContain(token);
});
