import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ada } from '../frontend/src/testing/fake-account-state.js';
import config from './playwright.config.js';
import { type Deployment, test } from './support/deployment.js';
import { changesOnDevice, keptOnDevice, titlesOnDevice } from './support/on-device.js';
import { untilKept } from './support/new-version.js';
import { expect } from './support/page-test.js';
import { TodosPage } from './support/todos-page.js';

const launchOptions = config.use?.launchOptions;

/** Opens the Inbox with one todo in it; once the shell and the replica are on the device, Latch is away. */
async function openThenStop(page: Page, latch: Deployment): Promise<TodosPage> {
  const app = new TodosPage(page);
  await app.open();
  await untilKept(page, latch.build);
  await expect.poll(() => titlesOnDevice(page)).toEqual([['Book the ferry']]);
  await latch.stop();
  return app;
}

test.beforeEach(({ servers }) => void (servers.account.session = ada));

test('what is there is shown before the server has said anything, and put right by what it says', async ({
  page,
  servers,
}) => {
  const { id } = servers.latch.lists.create({ title: 'Book the ferry' });
  const app = new TodosPage(page);
  await app.open();
  await expect.poll(() => titlesOnDevice(page)).toEqual([['Book the ferry']]);
  servers.latch.changeElsewhere(id, { title: 'Book the night ferry' });
  const letGo = servers.latch.hold();
  await page.reload();
  await expect(app.latch('Book the ferry')).toBeVisible();
  await app.add('Water the ferns');
  letGo();
  await expect(app.latch('Book the night ferry')).toBeVisible();
  await expect.poll(() => titlesOnDevice(page)).toEqual([['Book the night ferry', 'Water the ferns']]);
});

test('a list that another device made since is opened, and not called missing', async ({ page, servers }) => {
  const app = new TodosPage(page);
  servers.latch.lists.create({ title: 'Book the ferry' });
  await app.open();
  await expect.poll(() => titlesOnDevice(page)).toEqual([['Book the ferry']]);
  await page.goto('about:blank');
  const { id } = servers.latch.outline.createProject({ name: 'Kitchen' });
  await page.goto(`/projects/${id}`);
  await expect(app.headingOf('Kitchen')).toBeVisible();
});

test('nothing is kept of a person who did not choose to stay signed in', async ({ page, servers }) => {
  servers.account.session = { ...ada, persistent: false };
  servers.latch.lists.create({ title: 'Book the ferry' });
  const app = new TodosPage(page);
  await app.open();
  await app.add('Water the ferns');
  await expect(app.latch('Book the ferry')).toBeVisible();
  expect(await keptOnDevice(page, ['Water the ferns', 'Book the ferry'])).toEqual([]);
});

test('signing out leaves nothing, in any tab', async ({ page, context, servers }) => {
  servers.latch.lists.create({ title: 'Book the ferry' });
  const [app, other] = [new TodosPage(page), new TodosPage(await context.newPage())];
  await app.open();
  await other.open('/completed');
  await expect.poll(() => titlesOnDevice(page)).toEqual([['Book the ferry']]);
  await page.getByRole('button', { name: 'Account: Ada' }).click();
  await app.menuItem('Sign out').click();
  for (const each of [page, other.page]) {
    await expect(each).toHaveURL(/\/sign-in/);
    await expect.poll(() => keptOnDevice(each, [ada.user.id, 'Book the ferry', ada.user.email])).toEqual([]);
    await expect(each.getByText('Book the ferry')).toHaveCount(0);
  }
});

test('the end of a session leaves nothing on the device, and what is on the page as it is', async ({
  page,
  servers,
}) => {
  servers.latch.lists.create({ title: 'Book the ferry' });
  const app = new TodosPage(page);
  await app.open();
  await expect.poll(() => titlesOnDevice(page)).toEqual([['Book the ferry']]);
  servers.account.session = null;
  servers.latch.be({
    status: 401,
    body: { error_code: 'INVALID_SESSION', message: 'You are signed out. Sign in to go on.', detail: null },
  });
  await app.add('Water the ferns');
  await expect(app.dialog('Sign in to continue')).toBeVisible();
  await expect.poll(() => titlesOnDevice(page)).toEqual([]);
  await expect(page.locator('main').getByText('Water the ferns')).toBeVisible();
});

test('a session that is over when the page is opened leaves nothing either', async ({ page, servers }) => {
  servers.latch.lists.create({ title: 'Book the ferry' });
  const app = new TodosPage(page);
  await app.open();
  await expect.poll(() => titlesOnDevice(page)).toEqual([['Book the ferry']]);
  servers.account.session = null;
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect.poll(() => keptOnDevice(page, [ada.user.id, 'Book the ferry'])).toEqual([]);
  await expect(page.getByText('Book the ferry')).toHaveCount(0);
});

test('where the browser keeps nothing all works from memory', async ({ page, servers }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Not here.', 'SecurityError');
    };
  });
  servers.latch.lists.create({ title: 'Book the ferry' });
  const app = new TodosPage(page);
  await app.open();
  await app.latch('Book the ferry').click();
  await app.listLink('Completed').click();
  await expect(app.latch('Book the ferry')).toBeVisible();
});

test.describe('where a worker keeps the shell', () => {
  test.use({ serviceWorkers: 'allow' });

  test('without a network the app opens with what is there, and what is done is sent on return', async ({
    page,
    latch,
    servers,
  }) => {
    const { id } = servers.latch.lists.create({ title: 'Book the ferry' });
    const app = await openThenStop(page, latch);
    await page.goto('/inbox');
    await app.text('Book the ferry').click();
    await app.panelOf('Book the ferry').writeNotes.click();
    await page.keyboard.type('Two bicycles');
    await page.keyboard.press('Escape');
    await page.goto('/inbox');
    await expect(app.row('Book the ferry')).toContainText('Two bicycles');
    await app.latch('Book the ferry').click();
    await app.add('Water the ferns');
    const banner = page.getByRole('status').or(page.getByRole('alert'));
    await expect(banner.filter({ hasText: 'Your 3 changes are kept on this device' })).toBeVisible();
    await app.listLink('Completed').click();
    await expect(app.latch('Book the ferry')).toBeVisible();
    await expect(page).toHaveURL('/completed');

    await latch.start();
    await app.noteNetworkIsBack();
    await expect.poll(() => servers.latch.todos.get(id)?.completedAt).toBeTruthy();
    await expect.poll(() => servers.latch.todos.get(id)?.notes).toBe('Two bicycles');
    await expect.poll(() => [...servers.latch.todos.values()].map(({ title }) => title)).toContain('Water the ferns');
  });

  test('what is done without a network survives a reload and a crash, and is sent once, in order', async ({
    browser,
    latch,
    servers,
    upstream,
  }) => {
    expect(upstream.servers).toBe(servers);
    const { id } = servers.latch.lists.create({ title: 'Book the ferry' });
    const folder = mkdtempSync(join(tmpdir(), 'latch-profile-'));
    const options = { baseURL: latch.url, ...launchOptions, viewport: { width: 1280, height: 800 } };
    const launch = () => browser.browserType().launchPersistentContext(folder, options);
    const first = await launch();
    const page = first.pages()[0] ?? (await first.newPage());
    const asked: string[] = [];
    page.on('dialog', (dialog) => void (asked.push(dialog.type()), dialog.accept()));
    const app = await openThenStop(page, latch);
    servers.latch.log.length = 0;
    await app.latch('Book the ferry').click();
    await app.add('Water the ferns');
    await app.add('Sweep the hall');
    await app.undoButton.or(app.heading).first().focus();
    await page.keyboard.press('z');
    await expect(app.row('Sweep the hall')).toHaveCount(0);
    await expect.poll(() => changesOnDevice(page)).toBe(4);

    await page.reload();
    await expect(app.latch('Water the ferns')).toBeVisible();
    await expect(app.row('Book the ferry')).toHaveCount(0);
    await app.add('Call Ilse');
    await expect.poll(() => changesOnDevice(page)).toBe(5);
    expect(asked).toEqual([]);
    const crashed = first.waitForEvent('close');
    const session = await first.newCDPSession(page);
    await Promise.all([crashed, session.send('Browser.crash').catch(() => undefined)]);

    const second = await launch();
    const again = new TodosPage(second.pages()[0] ?? (await second.newPage()));
    await again.page.goto('/inbox');
    await expect(again.latch('Call Ilse')).toBeVisible();
    await expect(again.latch('Water the ferns')).toBeVisible();
    await expect(again.row('Sweep the hall')).toHaveCount(0);
    await expect(again.row('Book the ferry')).toHaveCount(0);
    await latch.start();
    await again.noteNetworkIsBack();
    await expect.poll(() => changesOnDevice(again.page)).toBe(0);
    const titles = [...servers.latch.todos.values()].map(({ title }) => title).sort();
    expect(titles).toEqual(['Book the ferry', 'Call Ilse', 'Water the ferns']);
    expect(servers.latch.todos.get(id)?.completedAt).toBeTruthy();
    const sent = servers.latch.log
      .filter((line) => !line.startsWith('GET'))
      .map((line) => line.replace(/[\da-f-]{36}/g, 'id'));
    expect(sent).toEqual([
      expect.stringContaining('PATCH /todos/id'),
      expect.stringContaining('Water the ferns'),
      expect.stringContaining('Sweep the hall'),
      expect.stringContaining('/undo'),
      expect.stringContaining('Call Ilse'),
    ]);
    await second.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('nothing is sent before it is known that the person is still signed in', async ({ page, latch, servers }) => {
    const { id } = servers.latch.lists.create({ title: 'Book the ferry' });
    const app = await openThenStop(page, latch);
    await page.goto('/inbox');
    await app.latch('Book the ferry').click();
    servers.account.session = null;
    servers.latch.log.length = 0;
    await latch.start();
    await app.noteNetworkIsBack();
    await expect(app.dialog('Sign in to continue')).toBeVisible();
    await expect.poll(() => titlesOnDevice(page)).toEqual([]);
    expect(servers.latch.log).toEqual([]);
    expect(servers.latch.todos.get(id)?.completedAt).toBeNull();
  });
});
