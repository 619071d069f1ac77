import type { Page } from '@playwright/test';
import { ada } from '../frontend/src/testing/fake-account-state.js';
import config from './playwright.config.js';
import { test } from './support/deployment.js';
import { untilKept } from './support/new-version.js';
import { keptOnDevice } from './support/on-device.js';
import { expect } from './support/page-test.js';
import { expectNoSidewaysScroll } from './support/small-screen.js';
import { TodosPage } from './support/todos-page.js';

const MINUTE = 60_000;
/** The next full hour: what the servers say was changed is before it. */
const NOW = new Date(Math.ceil(Date.now() / (60 * MINUTE)) * 60 * MINUTE);
/** Half an hour later, as a date wherever one is. */
const DUE = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short' })
  .format(NOW.getTime() + 30 * MINUTE)
  .replace(' ', 'T');

/** The notifications of reminders that the system shows. */
const notificationsOf = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body }) => ({ title, body }));
  });

const picker = (page: Page) => page.getByRole('dialog', { name: /^Reminders of “[^”]*”$/ });

/** What the worker is told of a press in a notification, as browsers tell it. */
async function press(page: Page, action: string): Promise<void> {
  const [worker] = page.context().serviceWorkers();
  const now = await page.evaluate(() => Date.now());
  const given: [string, number] = [action, now];
  await worker!.evaluate(async ([pressed, time]) => {
    // Playwright's clock is that of pages alone.
    Date.now = () => time;
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration };
    const [notification] = await scope.registration.getNotifications();
    const waitUntil = () => undefined;
    globalThis.dispatchEvent(
      Object.assign(new Event('notificationclick'), { action: pressed, notification, waitUntil }),
    );
  }, given);
}

// The one without windows shows no notifications, whatever it is allowed.
test.use({
  launchOptions: { ...config.use?.launchOptions, executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
});

test.beforeEach(({ servers }) => void (servers.account.session = ada));

test.describe('where notifications are allowed', () => {
  test.use({ serviceWorkers: 'allow' });
  test.beforeEach(({ context }) => context.grantPermissions(['notifications']));

  test('a reminder that is set by keyboard comes once over two tabs, offline too, and completes from there', async ({
    page,
    context,
    latch,
    servers,
  }) => {
    const { id } = servers.latch.lists.create({ title: 'Call Ilse', due: DUE });
    await context.clock.install({ time: NOW });
    const app = new TodosPage(page);
    await app.open();
    await untilKept(page, latch.build);
    await app.text('Call Ilse').click();
    await page.getByRole('complementary').getByRole('button', { name: 'Reminders None' }).click();
    await picker(page).getByRole('combobox', { name: 'Reminders' }).fill('25 min');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Reminders 25 minutes before' })).toBeFocused();
    await expect.poll(() => servers.latch.todos.get(id)?.reminders).toEqual([25]);

    const other = await context.newPage();
    await new TodosPage(other).open('/today');
    await expect(app.row('Call Ilse')).toBeVisible();
    await latch.stop();
    expect(await notificationsOf(page)).toEqual([]);
    for (const each of [page, other]) await each.clock.runFor('06:00');
    await expect
      .poll(() => notificationsOf(page))
      .toEqual([{ title: 'Call Ilse', body: expect.stringMatching(/^Due: /) }]);
    await other.clock.runFor('02:00');
    expect(await notificationsOf(page)).toHaveLength(1);

    // The tab that was used last would do it.
    await other.close();
    await press(page, 'complete');
    await expect(app.row('Call Ilse')).toHaveCount(0);
    await expect.poll(() => notificationsOf(page)).toEqual([]);
    await latch.start();
    await app.noteNetworkIsBack();
    await expect.poll(() => servers.latch.todos.get(id)?.completedAt).toBeTruthy();
  });

  test('it is put off, comes again after a reload, opens its todo, and is gone with its person', async ({
    page,
    context,
    latch,
    servers,
  }) => {
    servers.latch.lists.create({ title: 'Call Ilse', due: DUE, reminders: [0, 25] });
    await context.clock.install({ time: NOW });
    const app = new TodosPage(page);
    await app.open('/completed');
    await untilKept(page, latch.build);
    await page.clock.runFor('06:00');
    await expect.poll(() => notificationsOf(page)).toHaveLength(1);
    await press(page, 'snooze');
    await expect.poll(() => notificationsOf(page)).toHaveLength(0);
    await page.reload();
    await app.headingOf('Completed').waitFor();
    await page.clock.runFor('05:00');
    expect(await notificationsOf(page)).toEqual([]);
    await page.clock.runFor('06:00');
    await expect.poll(() => notificationsOf(page)).toHaveLength(1);
    await press(page, '');
    await expect(page.getByRole('complementary', { name: 'Todo: Call Ilse' })).toBeVisible();
    await expect(page).toHaveURL(/\/completed\?todo=/);

    await page.clock.runFor('15:00');
    await expect.poll(() => notificationsOf(page)).toHaveLength(1);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Account: Ada' }).click();
    await app.menuItem('Sign out').click();
    await expect(page).toHaveURL(/\/sign-in/);
    await expect.poll(() => keptOnDevice(page, [ada.user.id])).toEqual([]);
    expect(await notificationsOf(page)).toEqual([]);
  });
});

test('where they are blocked it says so, and the reminder shows in the page, on a phone too', async ({
  page,
  context,
  servers,
}) => {
  await page.setViewportSize({ width: 360, height: 720 });
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }));
  const { id } = servers.latch.lists.create({ title: 'Call Ilse', due: DUE });
  await context.clock.install({ time: NOW });
  const app = new TodosPage(page);
  await app.open();
  await app.text('Call Ilse').click();
  await page.getByRole('button', { name: 'Reminders None' }).click();
  await picker(page).getByRole('option', { name: '10 minutes before' }).click();
  await expect(picker(page)).toContainText('Notifications of Latch are blocked in this browser');
  await expectNoSidewaysScroll(page);
  await picker(page).getByRole('button', { name: 'Done' }).click();
  await page.keyboard.press('Escape');
  await page.clock.runFor('21:00');
  const shown = page.getByRole('status').filter({ hasText: 'Reminder: “Call Ilse”' });
  await expect(shown).toBeVisible();
  await expectNoSidewaysScroll(page);
  await shown.getByRole('button', { name: 'Complete' }).click();
  await expect.poll(() => servers.latch.todos.get(id)?.completedAt).toBeTruthy();
  await expect(shown).toHaveCount(0);
});
