import type { BrowserContext, Page, Route } from '@playwright/test';
import { outageHeading, signInHeading } from './support/account-forms.js';
import { endSessionBehindItsBack, signUp } from './support/account.js';
import { sessionCookies } from './support/session-cookies.js';
import { expect, test } from './support/test.js';
import { Traffic } from './support/traffic.js';

const SESSION_QUESTION = '**/api/auth/get-session';
const COOKIE = 'better-auth.session_token';
const toSignIn = '/sign-in?next=%2Finbox';

/** Where each page leads somebody who is signed out, by way of which addresses. */
const waysWhenSignedOut = {
  '/sign-in': ['/sign-in'],
  '/inbox': ['/inbox', toSignIn],
  '/': ['/', '/inbox', toSignIn],
  // Of old bookmarks.
  '/dashboard': ['/dashboard', '/inbox', toSignIn],
};

/** Opens the page and waits until it has come to rest. */
async function openAndSettle(page: Page, path: string): Promise<Traffic> {
  const traffic = new Traffic(page);
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  return traffic;
}

async function expectSignInPage(page: Page, path: keyof typeof waysWhenSignedOut, traffic: Traffic) {
  await expect(signInHeading(page)).toBeVisible();
  expect(traffic.addresses).toEqual(waysWhenSignedOut[path]);
  expect({ documents: traffic.documents, sessionQuestions: traffic.sessionQuestions }).toEqual({
    documents: 1,
    sessionQuestions: path === '/sign-in' ? 1 : 2,
  });
}

for (const path of ['/sign-in', '/inbox', '/', '/dashboard'] as const) {
  test.describe(`opening ${path}`, () => {
    test('signed out (null) it comes to rest on the sign-in page', async ({ page }) => {
      await page.route(SESSION_QUESTION, (route) => route.fulfill({ json: null }));
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

interface BrokenCookie {
  name: string;
  /** Puts it in the place of the good cookie. */
  plant: (context: BrowserContext, good: string, url: string) => Promise<void>;
}

const brokenCookies: BrokenCookie[] = [
  { name: 'stale', plant: async (context, _good, url) => endSessionBehindItsBack(context, url) },
  { name: 'garbage', plant: (context, _good, url) => setCookie(context, url, 'garbage') },
  { name: 'tampered', plant: (context, good, url) => setCookie(context, url, tampered(good)) },
  {
    name: 'doubled',
    plant: async (context, good, url) => {
      await setCookie(context, url, good);
      await context.addCookies([{ ...sessionCookie(url, 'another'), path: '/api' }]);
    },
  },
];

for (const { name, plant } of brokenCookies) {
  for (const path of ['/sign-in', '/inbox', '/'] as const) {
    test(`a ${name} cookie on ${path} comes to rest on the sign-in page and is cleared`, async ({ page, stack }) => {
      await signUp(page.request, stack.url);
      const [good] = await sessionCookies(page.context());
      expect(good?.name).toBe(COOKIE);
      await plant(page.context(), good!.value, stack.url);
      const traffic = await openAndSettle(page, path);
      await expectSignInPage(page, path, traffic);
      expect(await sessionCookies(page.context())).toEqual([]);
    });
  }
}

test('signed in, /sign-in, / and /dashboard lead to the Inbox with one question', async ({ page, account }) => {
  for (const path of ['/sign-in', '/', '/dashboard']) {
    const traffic = await openAndSettle(page, path);
    await expect(page.getByRole('button', { name: `Account: ${account.name}` })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/inbox');
    expect({ documents: traffic.documents, sessionQuestions: traffic.sessionQuestions }, path).toEqual({
      documents: 1,
      sessionQuestions: 1,
    });
    page.removeAllListeners();
  }
});

function unavailable(route: Route) {
  const body = { error_code: 'SERVICE_UNAVAILABLE', message: 'Try again in a moment.', detail: null };
  return route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, json: body });
}

function sessionCookie(url: string, value: string) {
  const { hostname: domain } = new URL(url);
  return { name: COOKIE, value, domain, path: '/', httpOnly: true, sameSite: 'Lax' as const };
}

const setCookie = (context: BrowserContext, url: string, value: string) =>
  context.addCookies([sessionCookie(url, value)]);

/** The same cookie with another first letter: its signature no longer fits. */
function tampered(value: string): string {
  return (value.startsWith('x') ? 'y' : 'x') + value.slice(1);
}
