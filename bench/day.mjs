import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@latch/test-kit/free-ports';
import { runStatements } from '@latch/test-kit/databases';
import { findPostgres } from '@latch/test-kit/local-postgres';
import { root } from '../scripts/settings/settings.mjs';
import { launchBrowser, missingBrowser, openDevice } from './browser.mjs';
import { openCheckout } from './checkout.mjs';
import { untilKept } from './in-page.mjs';
import { createTodo } from './load.mjs';
import { countTodos, openView } from './openings.mjs';

/** @typedef {import('@playwright/test').BrowserContext} BrowserContext */
/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./checkout.mjs').Checkout} Checkout */

/** What the servers did: `cpu` in milliseconds. @typedef {{ requests: number, statements: number, cpu: number }} Work */

/**
 * @typedef {object} MeasuredDay
 * @property {Work[]} work of the other checkout, where there is one, and of this one
 * @property {number} looks
 * @property {number} changes
 * @property {number} devices
 * @property {number} loadAverage of the machine when all was measured
 */

/** @typedef {MeasuredDay | { missing: string }} DayResults */

const DEVICES = 2;
export const LOOKS = 40;
export const CHANGES = 30;
const SEEDS = { people: 100, todosEach: 99, manyTodos: 10_000 };
/** One after the other, so that each device comes to each list. In some a key changes the first todo. */
const LISTS = ['Inbox', 'Home', 'Completed', 'label 0', 'Trash'];
const CHANGEABLE = new Set(['Inbox', 'label 0']);
const STATEMENTS = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_utility': 'on' };
/** Between two looks, as the devices see it: what was read before is old then. */
const PAUSE = '10:00';
/** What is asked for after the last change, or behind an opening. Milliseconds. */
const AFTERWARDS = 3_000;

/**
 * What a person's day costs the servers: in this checkout, and in another one where it is given.
 * @param {{ other?: string | undefined, say: (line: string) => void }} options other is its folder, which is built
 * @returns {Promise<DayResults>}
 */
export async function measureDay({ other, say }) {
  const missing = missingBrowser() ?? (findPostgres() ? undefined : 'there is no PostgreSQL on this machine');
  if (missing) return { missing };
  const work = [];
  for (const folder of [...(other ? [other] : []), root]) {
    say(`A person's day in ${folder}`);
    work.push(await dayIn(folder, say));
  }
  return { work, looks: LOOKS, changes: CHANGES, devices: DEVICES, loadAverage: loadavg()[0] ?? 0 };
}

/**
 * What is looked at, on which device, and what is changed there: each change is of the first todo of a list that is open.
 * @returns {{ device: number, list: string, keys: string[] }[]}
 */
export function script() {
  let left = CHANGES;
  return Array.from({ length: LOOKS }, (_, n) => {
    const list = String(LISTS[n % LISTS.length]);
    const keys = CHANGEABLE.has(list) ? ['1', 'e'].slice(0, left) : [];
    left -= keys.length;
    return { device: n % DEVICES, list, keys };
  });
}

/** @param {string} folder @param {(line: string) => void} say @returns {Promise<Work>} */
async function dayIn(folder, say) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = { PUBLIC_URL: url };
  const checkout = await openCheckout({ folder, node: process.execPath, seeds: SEEDS, settings: STATEMENTS, env });
  const gateway = await openGatewayOf(checkout, port, url);
  const browser = await launchBrowser();
  try {
    const { id, cookie } = checkout.seeded.organiser;
    // What was seeded has no revision, and no device keeps what has none.
    await createTodo(checkout.url, { id, cookie });
    const devices = [await openDevice(browser, url, cookie), await openDevice(browser, url, cookie)];
    for (const device of devices) await dayBefore(device, checkout);
    return await workOf(checkout, devices, () => live(devices, checkout), say);
  } finally {
    await browser.close();
    await gateway.stop();
    await checkout.close();
  }
}

/** @param {Checkout} checkout @param {number} port @param {string} publicUrl */
async function openGatewayOf({ folder, url, authServer }, port, publicUrl) {
  /** @type {typeof import('../scripts/gateway/gateway.mjs')} */
  const { openGateway } = await import(join(folder, 'scripts/gateway/gateway.mjs'));
  const pages = join(folder, 'frontend/dist');
  return openGateway({ port, hosts: ['127.0.0.1', '::1'], publicUrl, authServer, backend: url, pages });
}

/**
 * @param {Checkout} checkout
 * @param {BrowserContext[]} devices
 * @param {() => Promise<void>} day
 * @param {(line: string) => void} say
 * @returns {Promise<Work>}
 */
async function workOf(checkout, devices, day, say) {
  const { authUrl, todosUrl, cpu } = checkout;
  /** @type {Map<string, number>} */
  const requests = new Map();
  for (const device of devices)
    device.on('request', (request) => {
      const kind = kindOf(request);
      if (kind) requests.set(kind, (requests.get(kind) ?? 0) + 1);
    });
  for (const url of [authUrl, todosUrl])
    await runStatements(url, [['CREATE EXTENSION IF NOT EXISTS pg_stat_statements'], ['ANALYZE']]);
  await runStatements(todosUrl, [['SELECT pg_stat_statements_reset()']]);
  const spent = () => cpu.authServer() + cpu.backend() + cpu.database();
  const before = spent();
  await day();
  const microseconds = spent() - before;
  const [rows] = await runStatements(todosUrl, [
    [
      `SELECT sum(calls) AS calls FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid
       WHERE query NOT LIKE '%pg_stat_statements%'`,
    ],
  ]);
  for (const [kind, count] of [...requests].toSorted(([, a], [, b]) => b - a)) say(`${count} × ${kind}`);
  return {
    requests: [...requests.values()].reduce((sum, count) => sum + count, 0),
    statements: Number(rows?.[0]?.calls),
    cpu: microseconds / 1_000,
  };
}

/** @param {import('@playwright/test').Request} request @returns {string | undefined} nothing for files */
function kindOf(request) {
  const { pathname, search } = new URL(request.url());
  const path = pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/users\/[^/]+/, '');
  const whole = /[?&]since=0(&|$)/.test(search) ? ' from the beginning' : '';
  return pathname.startsWith('/api/') ? `${request.method()} ${path}${whole}` : undefined;
}

/**
 * @param {BrowserContext[]} devices
 * @param {Checkout} checkout
 * @throws {Error} when less was changed than was to be
 */
async function live(devices, { todosUrl, seeded: { organiser } }) {
  const before = await changesOf(todosUrl, organiser.id);
  const pages = [];
  for (const device of devices) {
    pages.push(await openInbox(device));
    // Not sooner: what is kept on the device is read as on any other day.
    await device.clock.install();
  }
  for (const { device, list, keys } of script()) {
    const page = /** @type {Page} */ (pages[device]);
    for (const each of devices) await each.clock.fastForward(PAUSE);
    await openView(page, list);
    for (const key of keys) await changeFirst(page, key);
  }
  await wait(AFTERWARDS);
  const changed = (await changesOf(todosUrl, organiser.id)) - before;
  if (changed < CHANGES) throw new Error(`${changed} changes were saved instead of ${CHANGES}`);
}

/**
 * Leaves on a device what a checkout keeps there, if it keeps anything.
 * @param {BrowserContext} device
 * @param {Checkout} checkout
 */
async function dayBefore(device, { todosUrl, seeded: { organiser } }) {
  const page = await openInbox(device);
  const keeps = await page.evaluate(async () => (await indexedDB.databases()).length > 0);
  const { all } = await countTodos({ todosUrl, organiser });
  if (keeps) await page.evaluate(untilKept, { userId: organiser.id, todos: all });
  await page.close();
}

/** @param {BrowserContext} device */
async function openInbox(device) {
  const page = await device.newPage();
  await page.goto('/inbox');
  await page.locator('main [data-todo-id]').nth(10).waitFor();
  await wait(AFTERWARDS);
  return page;
}

/** Changes the first todo of the list, which is saved then. @param {Page} page @param {string} key */
async function changeFirst(page, key) {
  const row = page.locator('main [data-todo-id]:has(input[type="checkbox"]:not(:checked))').first();
  const id = await row.getAttribute('data-todo-id');
  await row.locator('[data-todo-title]').focus();
  const saved = page.waitForResponse(
    (response) => response.request().method() !== 'GET' && response.url().includes('/api/users/') && response.ok(),
  );
  await page.keyboard.press(key);
  await saved;
  if (key === 'e') await page.locator(`main [data-todo-id="${id}"]`).waitFor({ state: 'detached' });
}

/** @param {string} todosUrl @param {string} userId */
async function changesOf(todosUrl, userId) {
  const [rows] = await runStatements(todosUrl, [
    ['SELECT coalesce(sum(version), 0) AS sum FROM todos WHERE user_id = $1', [userId]],
  ]);
  return Number(rows?.[0]?.sum);
}
