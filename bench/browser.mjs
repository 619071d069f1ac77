/// <reference path="./in-page.d.ts" />
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@latch/test-kit/free-ports';
import { readSettings } from '../scripts/settings/settings.mjs';
import { startStack } from '../scripts/stack/stack.mjs';
import { watchKeys, watchLongTasks, watchRows } from './in-page.mjs';
import { load } from './load.mjs';
import { PAGE } from './organiser.mjs';
import { percentile } from './percentile.mjs';
import { SECRET } from './seed.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * @typedef {object} BrowserFigure times in milliseconds
 * @property {string} name
 * @property {number} count how often it was measured
 * @property {number} p50
 * @property {number} p95
 * @property {{ atMost: number, of: 'p95' | 'longest' }} wanted
 * @property {number} longest
 */

/** @typedef {{ figures: BrowserFigure[], scrolled: number } | { missing: string }} BrowserResults */

const OPENINGS = 15;
const PRESSES = 30;
/** Rows that are scrolled through. */
const ROWS = 4_000;
/**
 * React makes errors as it begins, to throw them later. Of a browser that is watched, V8 wants to know at once where in the
 * program they were made, which it keeps for no one else, and reads 300 kB once more for it: a twentieth of an opening, for
 * which nobody but a debugger waits. It may keep the places as it compiles.
 */
const KEEP_PLACES = '--js-flags=--no-enable-lazy-source-positions';
/** Pixels of a turn of the wheel. */
const TURN = 600;
const SCROLLING_MS = 90_000;

/**
 * What somebody with many todos waits for in a browser: the built app behind the gateway, on databases that are
 * seeded, with an empty cache.
 * @param {{ databases: import('./databases.mjs').Databases, organiser: import('./organiser.mjs').Organiser }} options
 * @returns {Promise<BrowserResults>}
 */
export async function measureBrowser({ databases, organiser }) {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    return { missing: `there is no Chromium at ${executablePath}; CHROMIUM_PATH names one` };
  const { chromium } = await import('@playwright/test');
  const dataDir = mkdtempSync(join(tmpdir(), 'latch-bench-browser-'));
  const stack = await startStack(await settingsFor(databases, dataDir));
  const args = ['--no-sandbox', '--disable-background-networking', KEEP_PLACES];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const [name = '', value = ''] = organiser.cookie.split(/=(.*)/);
    const openPage = async () => {
      const context = await browser.newContext({ baseURL: stack.url, viewport: { width: 1280, height: 800 } });
      await context.addCookies([{ name, value, url: stack.url }]);
      return context.newPage();
    };
    await warmUp(stack.url, organiser);
    const opening = await openings(openPage);
    const page = await openPage();
    const keys = await presses(page);
    const { tasks, scrolled } = await scrolling(page);
    return { figures: [opening, ...keys, tasks], scrolled };
  } finally {
    await browser.close();
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/**
 * @param {import('./databases.mjs').Databases} databases
 * @param {string} dataDir
 */
async function settingsFor({ authUrl, todosUrl }, dataDir) {
  const [port, authPort, backendPort] = await Promise.all([freePort(), freePort(), freePort()]);
  return readSettings({
    PORT: `${port}`,
    AUTH_PORT: `${authPort}`,
    BACKEND_PORT: `${backendPort}`,
    DATA_DIR: dataDir,
    AUTH_DATABASE_URL: authUrl,
    TODOS_DATABASE_URL: todosUrl,
    BETTER_AUTH_SECRET: SECRET,
  });
}

/**
 * Servers that have been asked before, as they are anywhere but in the first minute.
 * @param {string} url
 * @param {import('./organiser.mjs').Organiser} organiser
 */
async function warmUp(url, { id, cookie }) {
  const paths = ['/inbox', '/api/auth/get-session', `/api/users/${id}/projects/inbox/todos?limit=${PAGE}`];
  for (const path of paths) await load({ url, requests: [{ path, headers: { cookie } }], connections: 4, seconds: 1 });
}

/**
 * From asking for the address until the first todos are painted; the first opening is the browser's own warm-up.
 * @param {() => Promise<Page>} openPage
 */
async function openings(openPage) {
  const times = [];
  for (let round = 0; round <= OPENINGS; round++) {
    const page = await openPage();
    await page.addInitScript(watchRows);
    await page.goto('/inbox');
    const time = await page.evaluate(() => globalThis.latchBench.rowsPainted);
    if (round > 0) times.push(time);
    await page.context().close();
  }
  return figure('opening the Inbox, to its first rows', times, { atMost: 500, of: 'p95' });
}

/**
 * From pressing a key until what it does is painted.
 * @param {Page} page
 */
async function presses(page) {
  await page.addInitScript(watchKeys);
  await page.goto('/inbox');
  await page.locator('[data-todo-id]').nth(10).waitFor();
  const press = async (/** @type {string} */ key, /** @type {'focused' | 'selected' | 'completed'} */ effect) => {
    await page.evaluate((wanted) => globalThis.latchBench.expectEffect(wanted), effect);
    await page.keyboard.press(key);
    return page.evaluate(() => globalThis.latchBench.effectPainted);
  };
  await press('j', 'focused');
  /** @type {Record<'j' | 'x' | 'e', number[]>} */
  const times = { j: [], x: [], e: [] };
  for (let round = 0; round <= PRESSES; round++) {
    const j = await press('j', 'focused');
    const x = await press('x', 'selected');
    await page.keyboard.press('Escape');
    const e = await press('e', 'completed');
    // The row leaves a moment later; what is pressed next is measured by itself.
    await page.waitForFunction(() => globalThis.latchBench.isSettled());
    if (round === 0) continue;
    times.j.push(j);
    times.x.push(x);
    times.e.push(e);
  }
  const wanted = /** @type {const} */ ({ atMost: 50, of: 'p95' });
  return [
    figure('`j`, to the next todo having the focus', times.j, wanted),
    figure('`x`, to the todo being selected', times.x, wanted),
    figure('`e`, to the latch being shut', times.e, wanted),
  ];
}

/**
 * The tasks that keep the page from drawing while it is scrolled from top to bottom, and more is fetched.
 * @param {Page} page
 */
async function scrolling(page) {
  await page.addInitScript(watchLongTasks);
  await page.goto('/inbox');
  await page.locator('[data-todo-id]').nth(10).waitFor();
  await page.evaluate(() => globalThis.latchBench.beginTasks());
  await page.mouse.move(640, 500);
  let scrolled = 0;
  for (const end = Date.now() + SCROLLING_MS; scrolled < ROWS && Date.now() < end;) {
    await page.mouse.wheel(0, TURN);
    scrolled = await page.evaluate(() => globalThis.latchBench.nextFrame().then(() => globalThis.latchBench.lastRow()));
  }
  const times = await page.evaluate(() => globalThis.latchBench.tasks);
  const name = `tasks of 50 ms and more while scrolling through ${scrolled.toLocaleString('en')} rows`;
  return { tasks: figure(name, times, { atMost: 100, of: 'longest' }), scrolled };
}

/**
 * @param {string} name
 * @param {number[]} times
 * @param {BrowserFigure['wanted']} wanted
 * @returns {BrowserFigure}
 */
function figure(name, times, wanted) {
  const [p50, p95, longest] = [0.5, 0.95, 1].map((part) => percentile(times, part));
  return { name, count: times.length, p50: p50 ?? 0, p95: p95 ?? 0, longest: longest ?? 0, wanted };
}
