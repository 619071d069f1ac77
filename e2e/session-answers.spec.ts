import type { Route } from '@playwright/test';
import { outageHeading } from './support/account-forms.js';
import { expectSignInPage, openAndSettle, SESSION_QUESTION, toSignIn } from './support/coming-to-rest.js';
import { expect, test } from './support/page-test.js';
import { Traffic } from './support/traffic.js';

// Whatever the question for the session is answered with, a page comes to rest. See no-loop.spec.ts for broken cookies.
for (const path of ['/sign-in', '/inbox', '/', '/dashboard'] as const) {
  test.describe(`opening ${path}`, () => {
    test('signed out (null) it comes to rest on the sign-in page', async ({ page, servers }) => {
      servers.account.session = null;
      const traffic = await openAndSettle(page, path);
      await expectSignInPage(page, path, traffic);
    });

    test('a 401 comes to rest, with nothing asked twice', async ({ page }) => {
      const body = { error_code: 'INVALID_SESSION', message: 'Your session has ended.', detail: null };
      await page.route(SESSION_QUESTION, (route) => route.fulfill({ status: 401, json: body }));
      const traffic = await openAndSettle(page, path);
      expect(traffic.documents).toBe(1);
      expect(traffic.addresses.at(-1)).toBe(path === '/sign-in' ? path : '/inbox');
      expect(traffic.addresses.length).toBeLessThanOrEqual(2);
      expect(traffic.sessionQuestions).toBeLessThanOrEqual(2);
    });

    test('a 503 is the outage page, at this address', async ({ page }) => {
      await page.route(SESSION_QUESTION, unavailable);
      const traffic = await openAndSettle(page, path);
      await expect(outageHeading(page)).toBeVisible();
      expect(traffic.documents).toBe(1);
      expect(traffic.addresses.at(-1)).toBe(path === '/sign-in' ? path : '/inbox');
      expect(traffic.addresses.length).toBeLessThanOrEqual(2);
      expect(traffic.addresses).not.toContain(toSignIn);
    });
  });
}

test('while a 503 goes on it asks seldom, does not give up, and goes nowhere', async ({ page }) => {
  await page.clock.install();
  await page.route(SESSION_QUESTION, unavailable);
  const traffic = new Traffic(page);
  await page.goto('/inbox');
  await expect(outageHeading(page)).toBeVisible();
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 3_600_000));
  const before = traffic.sessionQuestions;
  // Ten minutes on the page's own clock. Answers take their time besides, so there can only be fewer questions.
  for (let second = 0; second < 600; second += 1) await page.clock.runFor(1000);
  const asked = traffic.sessionQuestions - before;
  expect(asked).toBeGreaterThanOrEqual(2);
  // Every 30 s once it has slowed down, each time with one more try.
  expect(asked).toBeLessThanOrEqual(2 * (600 / 30 + 5));
  expect(traffic.addresses).toEqual(['/inbox']);
  expect(traffic.documents).toBe(1);
});

function unavailable(route: Route) {
  const body = { error_code: 'SERVICE_UNAVAILABLE', message: 'Try again in a moment.', detail: null };
  return route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, json: body });
}
