import type { Browser, Page } from '@playwright/test';
import type { Account } from './account.js';
import { OrganiseApi } from './organise-api.js';
import { OrganisePage } from './organise-page.js';
import type { FreshStack } from './stack.js';
import { anotherDevice, test as base } from './test.js';

interface Organised {
  /** The page as a person finds it. */
  latch: OrganisePage;
  /** What belongs to its user as the backend has it. */
  api: OrganiseApi;
}

/** `test` of a signed-in person whose todos are put in order. */
export const test = base.extend<Organised>({
  latch: async ({ page, account: _signedIn }, use) => use(new OrganisePage(page)),
  api: async ({ page, stack, account }, use) => use(new OrganiseApi(page.request, stack.url, account.id)),
});

export { expect } from './test.js';

/** The same person in another browser. */
export async function elsewhere(browser: Browser, stack: FreshStack, account: Account) {
  const context = await anotherDevice(browser, stack, account);
  const there = new OrganisePage(await context.newPage());
  await there.open();
  return there;
}

/** The requests of a page that change something, as `POST /todos/bulk`, from now on. */
export function changesSentBy(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const path = /^\/api\/users\/[^/]+(\/.*)$/.exec(new URL(request.url()).pathname)?.[1];
    if (path && request.method() !== 'GET') sent.push(`${request.method()} ${path}`);
  });
  return sent;
}
