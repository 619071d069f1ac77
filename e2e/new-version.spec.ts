import type { Page } from '@playwright/test';
import { ada } from '../frontend/src/testing/fake-account-state.js';
import { outageHeading } from './support/account-forms.js';
import { test } from './support/deployment.js';
import { expect } from './support/page-test.js';
import { learnOfNewVersion, untilKept, untilPrepared } from './support/new-version.js';
import { TodosPage } from './support/todos-page.js';
import { Traffic } from './support/traffic.js';

const refusal = { status: 503, body: { error_code: 'STORE_UNAVAILABLE', message: 'Latch is away.', detail: null } };
/** The build that a page is of. */
const buildOf = (page: Page) => page.locator('meta[name="latch-build"]').getAttribute('content');

/** All that is kept, by shell. */
const keptBy = (page: Page) =>
  page.evaluate(async () => {
    const shells = (await caches.keys()).map(async (name) => {
      const requests = await (await caches.open(name)).keys();
      return requests.map(({ url }) => new URL(url).pathname);
    });
    return Promise.all(shells);
  });

test.beforeEach(({ servers }) => void (servers.account.session = ada));

test.describe('where a worker keeps the shell', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the app opens without a server, nothing of the API is kept, and a new version costs nobody anything', async ({
    page,
    context,
    latch,
    servers,
  }) => {
    // So that nothing is there but the shell.
    servers.account.session = { ...ada, persistent: false };
    const { id } = servers.latch.lists.create({ title: 'Book the train' });
    const app = new TodosPage(page);
    await app.open();
    await untilKept(page, latch.build);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);

    // All it does from now on goes by the worker.
    await app.open();
    await app.add('Water the ferns');
    await app.listLink('Completed').click();
    await app.headingOf('Completed').waitFor();
    const [kept = []] = await keptBy(page);
    expect(kept.filter((path) => !/^\/(?:assets\/[\w.-]+|theme\.js)?$/.test(path))).toEqual([]);
    expect(kept.length).toBeGreaterThan(20);

    // No page was opened that has this one's program, and no server is there to ask.
    await latch.stop();
    await page.goto('/trash');
    await expect(outageHeading(page)).toBeVisible();
    await expect(page).toHaveURL('/trash');
    await latch.start();
    await page.getByRole('button', { name: 'Try again now' }).click();
    await app.headingOf('Trash').waitFor();

    const other = new TodosPage(await context.newPage());
    await other.open();
    await app.open(`/inbox?todo=${id}`);
    await other.page.waitForFunction(async () => (await navigator.locks.query()).held!.length === 2);
    const { writeNotes, notesField } = app.panelOf('Book the train');
    await writeNotes.click();
    servers.latch.be(refusal);
    await page.keyboard.type('Half a thou');
    const before = latch.build;
    await latch.upgrade();
    await learnOfNewVersion(page);
    await expect(notesField).toHaveValue('Half a thou');
    // What waits to be sent is asked about by the browser.
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Reload', exact: true }).click();
    await expect.poll(() => buildOf(page)).toBe(latch.build);
    servers.latch.be(null);
    await app.noteNetworkIsBack();
    await expect.poll(() => servers.latch.todos.get(id)?.notes).toBe('Half a thou');

    // The other tab still has all of its own version, of which the server has nothing any more.
    expect(await buildOf(other.page)).toBe(before);
    await untilKept(page, latch.build);
    expect(await keptBy(page)).toHaveLength(2);
    await other.page.keyboard.press('Control+k');
    await expect(other.dialog('Search and commands')).toBeVisible();
    await other.page.close();
    await page.reload();
    await expect.poll(async () => (await keptBy(page)).length).toBe(1);
    await latch.stop();
    await page.reload();
    await expect(outageHeading(page)).toBeVisible();
    expect(await buildOf(page)).toBe(latch.build);
    await latch.start();
    await page.getByRole('button', { name: 'Try again now' }).click();
    await app.headingOf('Inbox').waitFor();
  });
});

test.describe('where no worker keeps anything', () => {
  test('a page of another version by now is loaded anew, once, and what opens over one says that it did not', async ({
    page,
    latch,
  }) => {
    const app = new TodosPage(page);
    await app.open();
    await untilPrepared(page);
    await latch.upgrade();
    const traffic = new Traffic(page);
    await app.listLink('Completed').click();
    await app.headingOf('Completed').waitFor();
    expect(await buildOf(page)).toBe(latch.build);
    expect(traffic.documents).toBe(1);

    await latch.upgrade();
    await page.reload();
    await app.headingOf('Completed').waitFor();
    await untilPrepared(page);
    await latch.upgrade();
    const notLoaded = page.getByRole('alert').filter({ hasText: 'This did not load. Reload the page to open it.' });
    await expect(async () => {
      await page.keyboard.press('?');
      await expect(notLoaded).toBeVisible({ timeout: 10_000 });
    }).toPass();
    await page.getByRole('button', { name: 'Reload page' }).click();
    await expect.poll(() => buildOf(page)).toBe(latch.build);
    await app.headingOf('Completed').waitFor();
    await page.keyboard.press('Control+k');
    await expect(app.dialog('Search and commands')).toBeVisible();
  });

  test('while Latch is away a page that was never opened says so, and opens once it is back', async ({
    page,
    latch,
  }) => {
    const app = new TodosPage(page);
    await app.open();
    await untilPrepared(page);
    const traffic = new Traffic(page);
    await latch.stop();
    await app.listLink('Trash').click();
    await expect(page.getByRole('heading', { level: 1, name: 'This page cannot be loaded just now' })).toBeVisible();
    await page.keyboard.press('?');
    await expect(
      page.getByRole('alert').filter({ hasText: 'You can open it once Latch answers again.' }),
    ).toBeVisible();
    expect(traffic.documents).toBe(0);
    await latch.start();
    await page.getByRole('button', { name: 'Try again now' }).click();
    await app.headingOf('Trash').waitFor();
    expect(traffic.documents).toBe(1);
  });
});
