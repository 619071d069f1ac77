import { randomInt, randomUUID } from 'node:crypto';
import { test as base, type APIRequestContext, type Browser, type BrowserContext } from '@playwright/test';
import { startFreshStack } from './stack.js';

type SharedStack = Awaited<ReturnType<typeof startFreshStack>>;

export interface Account {
  id: string;
  name: string;
  email: string;
  password: string;
}

interface Fixtures {
  /** The page's user, signed up and signed in by the API. */
  account: Account;
}

/** Playwright's `test` with one real stack per worker, and an address of its own for each test. */
export const test = base.extend<Fixtures, { stack: SharedStack }>({
  stack: [
    async ({}, use) => {
      const stack = await startFreshStack();
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ stack }, use) => use(stack.url),
  extraHTTPHeaders: async ({}, use) => use({ 'X-Forwarded-For': randomAddress() }),
  account: async ({ page, stack }, use) => use(await signUp(page.request, stack.url)),
});

export { expect } from '@playwright/test';

/** Makes an account by the API; the context that asks is signed in afterwards. */
export async function signUp(request: APIRequestContext, url: string, name = 'Ada'): Promise<Account> {
  const email = `${name.toLowerCase()}-${randomUUID()}@example.com`;
  const password = 'correct horse battery';
  const response = await request.post(`${url}/api/auth/sign-up/email`, {
    headers: { Origin: url },
    data: { name, email, password },
  });
  if (!response.ok()) throw new Error(`sign-up answered ${response.status()}: ${await response.text()}`);
  const { user } = await response.json();
  return { id: user.id, name, email, password };
}

/** Another person in a browser of their own, signed up and signed in. */
export async function anotherPerson(browser: Browser, url: string, name = 'Grace') {
  const context: BrowserContext = await browser.newContext({
    baseURL: url,
    extraHTTPHeaders: { 'X-Forwarded-For': randomAddress() },
  });
  const account = await signUp(context.request, url, name);
  return { context, account, page: await context.newPage() };
}

/** One of the addresses set aside for documentation and tests (RFC 2544's 198.18.0.0/15). */
function randomAddress() {
  return `198.${18 + randomInt(2)}.${randomInt(256)}.${1 + randomInt(254)}`;
}
