import { join } from 'node:path';
import { type Browser, expect, type Page, test as base } from '@playwright/test';
import { FakeServers } from '../../frontend/src/testing/fake-servers.js';
import { openGateway } from '../../scripts/gateway/gateway.mjs';
import { freePort } from '@latch/test-kit/free-ports';
import { root } from '../../scripts/settings/settings.mjs';
import { untilDrawn } from './drag.js';
import { FakeUpstream } from './fake-upstream.js';
import { expectKeptFocus, watchFocus } from './kept-focus.js';
import { watch } from './watch.js';

interface Fixtures {
  /** Fails a test that ends with the focus lost. */
  keptFocus: void;
  /** What answers the page, in place of both servers. */
  servers: FakeServers;
  /** What the page does that it should not, in words; a request that nobody answers is among it. */
  found: string[];
  /** Until the page has drawn the answers to all it asked. */
  untilSettled: () => Promise<void>;
}

interface WorkerFixtures {
  upstream: FakeUpstream;
  /** Of the gateway. */
  url: string;
}

/** `test` of pages as the gateway serves them, with fakes behind it in place of servers. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  upstream: [
    async ({}, use) => {
      const upstream = await FakeUpstream.open();
      await use(upstream);
      upstream.close();
    },
    { scope: 'worker' },
  ],
  url: [
    async ({ upstream }, use) => {
      const port = await freePort();
      const [url, pages, hosts] = [`http://localhost:${port}`, join(root, 'frontend', 'dist'), ['127.0.0.1', '::1']];
      const behind = { authServer: upstream.url, backend: upstream.url };
      const gateway = await openGateway({ port, hosts, publicUrl: url, pages, ...behind });
      await use(url);
      await gateway.stop();
    },
    { scope: 'worker' },
  ],
  context: async ({ context }, use) => {
    await watchFocus(context);
    await use(context);
  },
  keptFocus: [
    async ({ browser, page: _watched }, use, info) => {
      await use();
      await expectKeptFocus(browser, info);
    },
    { auto: true },
  ],
  baseURL: async ({ url }, use) => use(url),
  servers: async ({ upstream }, use) => use((upstream.servers = new FakeServers())),
  found: async ({ page, url }, use) => use(await watch(page, url)),
  untilSettled: [
    async ({ page, upstream, servers: _servers, found }, use) => {
      upstream.onUnanswered = (request) => found.push(request);
      await use(async () => {
        do {
          await upstream.untilAnswered();
          await untilDrawn(page);
        } while (upstream.busy);
      });
    },
    { auto: true },
  ],
});

interface Stage {
  page: Page;
  found: string[];
}

/**
 * The same, on one page that all tests of a worker have one after the other: to open another browser window takes far
 * longer than all that is looked at in it. What the page kept is cleared away between them, and so is what was set.
 */
export const stateTest = test.extend<object, { stage: Stage }>({
  stage: [
    async ({ browser, url }, use) => {
      const page = await openPage(browser, url);
      await use({ page, found: await watch(page, url) });
      await page.context().close();
    },
    { scope: 'worker' },
  ],
  page: async ({ stage: { page }, url }, use) => {
    await clear(page, url);
    await use(page);
  },
  found: async ({ stage: { found }, page: _cleared }, use) => {
    found.length = 0;
    await use(found);
  },
});

export { expect };

const viewport = { width: 1280, height: 800 };

async function openPage(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport, reducedMotion: 'reduce' });
  await watchFocus(context);
  return context.newPage();
}

async function clear(page: Page, url: string): Promise<void> {
  await page.unrouteAll();
  // A file of the same origin, on which nothing of the app runs.
  await page.goto(`${url}/favicon.svg`);
  await page.context().clearCookies();
  await page.evaluate(async () => {
    localStorage.clear();
    sessionStorage.clear();
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!);
  });
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await page.mouse.move(-1, -1);
}

/** Lets a path of the auth server be answered in this way, whatever it would have said. */
export async function answerWith(page: Page, path: string, json: unknown, status = 200) {
  await page.route(`**/api/auth/${path}`, (route) => route.fulfill({ status, json }));
}
