import { test as base, type Browser, type BrowserContext, type BrowserContextOptions, request } from '@playwright/test';
import { type Account, makeAccount, makeSession, newPerson, signUp } from './account.js';
import { expectKeptFocus, watchFocus } from './kept-focus.js';
import { type FreshStack, startFreshStack } from './stack.js';
import { TodosApi } from './todos-api.js';

interface Fixtures {
  /** Fails a test that ends with the focus lost. */
  keptFocus: void;
  /** The page's user, who has an account and is signed in. */
  account: Account;
  /** That user's todos as the backend knows them. */
  todos: TodosApi;
}

/** Playwright's `test` with one real stack per worker, and an address of its own for each test. */
export const test = base.extend<Fixtures, { stack: FreshStack }>({
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
  context: async ({ context }, use) => {
    await watchFocus(context);
    await use(context);
  },
  keptFocus: [
    async ({ browser, context: _watched }, use, info) => {
      await use();
      await expectKeptFocus(browser, info);
    },
    { auto: true },
  ],
  baseURL: async ({ stack }, use) => use(stack.url),
  extraHTTPHeaders: async ({}, use) => use({ [ADDRESS]: anyAddress() }),
  account: async ({ context, stack, extraHTTPHeaders, userAgent }, use) =>
    use(await makeAccount(context, stack, newPerson(), { address: extraHTTPHeaders?.[ADDRESS], userAgent })),
  todos: async ({ page, stack, account }, use) => use(new TodosApi(page.request, stack.url, account.id)),
});

export { expect } from '@playwright/test';

const ADDRESS = 'X-Forwarded-For';

/** Another browser that has never been here. @param address of the machine it runs on */
export async function anotherBrowser(
  browser: Browser,
  url: string,
  more: BrowserContextOptions = {},
  address = anyAddress(),
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, extraHTTPHeaders: { [ADDRESS]: address }, ...more });
  await watchFocus(context);
  return context;
}

/** Another person in a browser of their own, signed in to an account. */
export async function anotherPerson(browser: Browser, stack: FreshStack, name = 'Grace') {
  const address = anyAddress();
  const context = await anotherBrowser(browser, stack.url, {}, address);
  const account = await makeAccount(context, stack, newPerson(name), { address });
  const todos = new TodosApi(context.request, stack.url, account.id);
  return { context, account, todos, page: await context.newPage() };
}

/** Another browser of somebody, signed in as well. */
export async function anotherDevice(browser: Browser, stack: FreshStack, account: Account) {
  const address = anyAddress();
  const context = await anotherBrowser(browser, stack.url, {}, address);
  await makeSession(context, stack, account, { address });
  return context;
}

let addresses = 0;

/** The next of the addresses set aside for documentation and tests (RFC 2544's 198.18.0.0/15). */
function anyAddress() {
  const number = addresses++;
  return `198.18.${Math.floor(number / 254)}.${1 + (number % 254)}`;
}
