import { join } from 'node:path';
import { expect, type Page, type Route, test as base } from '@playwright/test';
import { FakeServers } from '../../frontend/src/testing/fake-servers.js';
import { openFrontDoor } from '../../scripts/front-door/front-door.mjs';
import { freePort } from '../../scripts/ports.mjs';
import { root } from '../../scripts/settings.mjs';
import { untilDrawn } from './drag.js';
import { watch } from './watch.js';

interface Fixtures {
  /** What answers the page, in place of both servers. */
  servers: FakeServers;
  /** What the page does that it should not, in words; a request that nobody answers is among it. */
  found: string[];
  /** Until the page has drawn the answers to all it asked. */
  untilSettled: () => Promise<void>;
}

/** `test` of pages as the front door serves them, with nothing behind it: each has servers of its own, in memory. */
export const test = base.extend<Fixtures, { url: string }>({
  url: [
    async ({}, use) => {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      const hosts = ['127.0.0.1', '::1'];
      const pages = join(root, 'frontend', 'dist');
      const gateway = await openFrontDoor({ port, hosts, publicUrl: url, authServers: [], backends: [], pages });
      await use(url);
      await gateway.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ url }, use) => use(url),
  servers: async ({}, use) => use(new FakeServers()),
  found: async ({ page, url }, use) => use(await watch(page, url)),
  untilSettled: [
    async ({ page, url, servers, found }, use) => {
      const answers = new Set<Promise<void>>();
      await page.route(`${url}/api/**`, async (route) => {
        const answering = answer(route, servers, found).finally(() => answers.delete(answering));
        answers.add(answering);
        await answering;
      });
      await use(async () => {
        do {
          await Promise.all(answers);
          await untilDrawn(page);
        } while (answers.size > 0);
      });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    },
    { auto: true },
  ],
});

export { expect };

async function answer(route: Route, servers: FakeServers, found: string[]) {
  const request = route.request();
  const [method, url] = [request.method(), request.url()];
  const body = request.postData();
  const response = await servers.answer(new Request(url, { method, headers: request.headers(), body }));
  if (!response) found.push(`nobody answers ${method} ${new URL(url).pathname}`);
  if (!response || response.type === 'error') return route.abort();
  const headers = Object.fromEntries(response.headers);
  await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) });
}

/** Lets a path of the auth server be answered in this way, whatever it would have said. */
export async function answerWith(page: Page, path: string, json: unknown, status = 200) {
  await page.route(`**/api/auth/${path}`, (route) => route.fulfill({ status, json }));
}
