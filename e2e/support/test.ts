import { test as base, type Browser, type BrowserContext, type BrowserContextOptions, request } from '@playwright/test';
import { type Account, newPerson, signUp } from './account.js';
import { startFreshStack } from './stack.js';
import { TodosApi } from './todos-api.js';

type SharedStack = Awaited<ReturnType<typeof startFreshStack>>;

interface Fixtures {
  /** The page's user, signed up and signed in by the API. */
  account: Account;
  /** That user's todos as the backend knows them. */
  todos: TodosApi;
}

/** Playwright's `test` with one real stack per worker, and an address of its own for each test. */
export const test = base.extend<Fixtures, { stack: SharedStack }>({
  stack: [
    async ({}, use) => {
      const stack = await startFreshStack();
      // The first account is the administrator's, who cannot be deleted while there are others: it is nobody's in a test.
      const first = await request.newContext();
      await signUp(first, stack.url, newPerson('Linus'));
      await first.dispose();
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ stack }, use) => use(stack.url),
  extraHTTPHeaders: async ({}, use) => use({ 'X-Forwarded-For': anyAddress() }),
  account: async ({ page, stack }, use) => use(await signUp(page.request, stack.url)),
  todos: async ({ page, stack, account }, use) => use(new TodosApi(page.request, stack.url, account.id)),
});

export { expect } from '@playwright/test';

/** Another browser that has never been here. */
export function anotherBrowser(browser: Browser, url: string, more: BrowserContextOptions = {}) {
  return browser.newContext({ baseURL: url, extraHTTPHeaders: { 'X-Forwarded-For': anyAddress() }, ...more });
}

/** Another person in a browser of their own, signed up and signed in. */
export async function anotherPerson(browser: Browser, url: string, name = 'Grace') {
  const context: BrowserContext = await anotherBrowser(browser, url);
  const account = await signUp(context.request, url, newPerson(name));
  const todos = new TodosApi(context.request, url, account.id);
  return { context, account, todos, page: await context.newPage() };
}

let addresses = 0;

/** The next of the addresses set aside for documentation and tests (RFC 2544's 198.18.0.0/15). */
function anyAddress() {
  const number = addresses++;
  return `198.18.${Math.floor(number / 254)}.${1 + (number % 254)}`;
}
