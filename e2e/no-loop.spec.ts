import type { BrowserContext } from '@playwright/test';
import { endSessionBehindItsBack } from './support/account.js';
import { expectSignInPage, openAndSettle } from './support/coming-to-rest.js';
import { sessionCookies } from './support/session-cookies.js';
import { expect, test } from './support/test.js';

const COOKIE = 'better-auth.session_token';

interface BrokenCookie {
  name: string;
  /** Puts it in the place of the good cookie. */
  plant: (context: BrowserContext, good: string, url: string) => Promise<void>;
}

const brokenCookies: BrokenCookie[] = [
  { name: 'stale', plant: async (context, _good, url) => endSessionBehindItsBack(context, url) },
  { name: 'garbage', plant: (context, _good, url) => setCookie(context, url, 'garbage') },
  { name: 'tampered', plant: (context, good, url) => setCookie(context, url, tampered(good)) },
];

for (const { name, plant } of brokenCookies) {
  for (const path of ['/sign-in', '/inbox', '/'] as const) {
    test(`a ${name} cookie on ${path} comes to rest on the sign-in page and is cleared`, async ({
      page,
      stack,
      account: _signedIn,
    }) => {
      const [good] = await sessionCookies(page.context());
      expect(good?.name).toBe(COOKIE);
      await plant(page.context(), good!.value, stack.url);
      const traffic = await openAndSettle(page, path);
      await expectSignInPage(page, path, traffic);
      expect(await sessionCookies(page.context())).toEqual([]);
    });
  }
}

test('a second cookie of a deeper path is cleared, and costs no sign-in', async ({ page, stack, account }) => {
  const { name, value, path } = (await sessionCookies(page.context()))[0]!;
  for (const from of ['/sign-in', '/inbox', '/']) {
    await page.context().addCookies([{ ...sessionCookie(stack.url, 'another'), path: '/api' }]);
    const traffic = await openAndSettle(page, from);
    await expect(page.getByRole('button', { name: `Account: ${account.name}` })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/inbox');
    expect(await sessionCookies(page.context())).toEqual([expect.objectContaining({ name, value, path })]);
    expect(traffic.documents).toBe(1);
    page.removeAllListeners();
  }
});

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
