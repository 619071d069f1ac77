import type { Page } from '@playwright/test';
import { signUp } from './support/account.js';
import { pageStates } from './support/states.js';
import { expect, test } from './support/test.js';

/** Everything a page should not do: break its policy, ask elsewhere, fail. */
async function watch(page: Page, url: string) {
  const found: string[] = [];
  await page.exposeFunction('tellTheTest', (text: string) => found.push(text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { tellTheTest } = globalThis as unknown as { tellTheTest: (text: string) => void };
      tellTheTest(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The browser itself notes each answer that is not a success; those the tests bring about.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isAnswer) found.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && origin !== url) found.push(`request to ${request.url()}`);
  });
  return found;
}

for (const state of pageStates) {
  test(`${state.name}: keeps its policy, asks nobody else, and holds no secret`, async ({
    page,
    stack,
    account,
    todos,
  }) => {
    const [cookie] = await page.context().cookies();
    if (!state.signedIn) await page.context().clearCookies();
    const found = await watch(page, stack.url);
    await state.open({ page, url: stack.url, todos });
    expect(found).toEqual(state.reports ? [state.reports] : []);

    const kept = await page.evaluate(() => ({
      cookie: document.cookie,
      stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    }));
    expect(kept.cookie).toBe('');
    const [token] = decodeURIComponent(cookie!.value).split('.');
    expect(token!.length).toBeGreaterThan(16);
    expect(kept.stored).not.toContain(token);
    // What is folded up or was visited last is kept by its id, which opens nothing.
    const withoutIds = kept.stored
      .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '')
      .replaceAll(account.id, '')
      // The name under which the router keeps how far pages were scrolled.
      .replaceAll(/"tsr-scroll-restoration-[\w.]+"/g, '');
    expect(withoutIds).not.toMatch(/token|session|eyJ|[A-Za-z0-9_-]{24,}/i);
    expect(await page.content()).not.toContain(token);
  });
}

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
  const cookies = await page.context().cookies();
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
  const [cookie] = await page.context().cookies();
  const [token] = decodeURIComponent(cookie!.value).split('.');
  const texts = await Promise.all(bodies);
  expect(texts.length).toBeGreaterThanOrEqual(3);
  for (const text of texts) expect(text).not.toContain(token);
});
