/// <reference path="./in-page.d.ts" />
import { runStatements } from '@latch/test-kit/databases';
import { figure } from './browser-figure.mjs';
import { untilKept, watchRows } from './in-page.mjs';
import { atMostFigure } from './report.mjs';

/** @typedef {import('./browser.mjs').BrowserStage} BrowserStage */
/** @typedef {import('@playwright/test').Page} Page */

const OPENINGS = 15;
const RELOADS = 20;
const HEAP_MEGABYTES = 100;
/** What a link of the sidebar and the heading of its page say; the order in which they are opened. */
export const VIEWS = ['Home', 'label 0', 'Today', 'Upcoming', 'Completed', 'Trash', 'Inbox'];

/**
 * Opening Latch on a device that has nothing, and on one that keeps a replica; and how much memory it takes in the end.
 * @param {BrowserStage} stage
 */
export async function openingFigures(stage) {
  stage.say('In the browser: openings');
  const todos = await countTodos(stage);
  const { first, whole } = await emptyOpenings(stage, todos.inInbox);
  const { times, heap } = await reloads(stage, todos);
  return {
    figures: [
      figure('opening the Inbox in an empty browser, to its first rows', first, { atMost: 500, of: 'p95' }),
      figure('the same, to the whole replica', whole, { atMost: 3_000, of: 'p95' }),
      figure('reloading where a replica is kept, to the first rows, which no server sent', times, {
        atMost: 250,
        of: 'p95',
      }),
    ],
    heap: atMostFigure('JavaScript heap once each list was opened', heap / 1e6, HEAP_MEGABYTES, 'MB'),
  };
}

/**
 * From asking for the address until it is painted; the first opening is the browser's own warm-up.
 * @param {BrowserStage} stage
 * @param {number} inInbox how many todos the list must come to
 */
async function emptyOpenings({ openDevice }, inInbox) {
  /** @type {{ first: number[], whole: number[] }} */
  const times = { first: [], whole: [] };
  for (let round = 0; round <= OPENINGS; round++) {
    const context = await openDevice();
    const page = await context.newPage();
    await page.addInitScript(watchRows);
    await page.goto('/inbox');
    const first = await page.evaluate(() => globalThis.latchBench.rowsPainted);
    const whole = await page.evaluate(() => globalThis.latchBench.wholePainted);
    await expectAll(page, inInbox);
    if (round > 0) {
      times.first.push(first);
      times.whole.push(whole);
    }
    await context.close();
  }
  return times;
}

/**
 * From reloading until the first rows are painted, while every request for what is the person's own waits for an answer: the
 * rows come from the device. Then each list is opened.
 * @param {BrowserStage} stage
 * @param {{ all: number, inInbox: number }} todos
 */
async function reloads({ openDevice, organiser }, todos) {
  const context = await openDevice();
  try {
    const page = await context.newPage();
    await page.addInitScript(watchRows);
    await page.goto('/inbox');
    await page.evaluate(untilKept, { userId: organiser.id, todos: todos.all });
    const devTools = await context.newCDPSession(page);
    /** @type {number[]} */
    const times = [];
    for (let round = 0; round <= RELOADS; round++) {
      await devTools.send('Fetch.enable', { patterns: [{ urlPattern: '*/api/users/*' }] });
      await page.reload({ waitUntil: 'commit' });
      const time = await page.evaluate(() => globalThis.latchBench.rowsPainted);
      await page.evaluate(() => globalThis.latchBench.wholePainted);
      await expectAll(page, todos.inInbox);
      // What waits is sent.
      await devTools.send('Fetch.disable');
      if (round > 0) times.push(time);
    }
    return { times, heap: await heapAfterViews(page, devTools, todos.inInbox) };
  } finally {
    await context.close();
  }
}

/**
 * @param {Page} page
 * @param {import('@playwright/test').CDPSession} devTools
 * @param {number} inInbox
 * @returns {Promise<number>} bytes that are in use once nothing is left to be collected
 */
async function heapAfterViews(page, devTools, inInbox) {
  for (const view of VIEWS) await openView(page, view);
  await expectAll(page, inInbox);
  await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  return usedSize;
}

/**
 * Opens a list by its link in the sidebar, and waits for its first row.
 * @param {Page} page
 * @param {string} name
 */
export async function openView(page, name) {
  await viewLink(page, name).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await page.locator('main li[data-index]').first().waitFor();
}

/** @param {Page} page @param {string} name */
export function viewLink(page, name) {
  return page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`^${name}\\b`) })
    .first();
}

/** @param {Page} page @param {number} inInbox @throws {Error} when the list has fewer todos or more */
async function expectAll(page, inInbox) {
  const size = await page.evaluate(() => globalThis.latchBench.setSize());
  if (size !== inInbox) throw new Error(`The Inbox shows ${size} todos, and there are ${inInbox}`);
}

/**
 * @param {Pick<BrowserStage, 'todosUrl' | 'organiser'>} stage
 * @returns {Promise<{ all: number, inInbox: number }>} of the organiser: all, Trash included, and those that are open in the Inbox
 */
export async function countTodos({ todosUrl, organiser }) {
  const [rows] = await runStatements(todosUrl, [
    [
      `SELECT count(*) AS all, count(*) FILTER (WHERE completed_at IS NULL AND todos.deleted_at IS NULL AND inbox) AS in_inbox
       FROM todos JOIN projects ON projects.user_id = todos.user_id AND projects.id = project_id WHERE todos.user_id = $1`,
      [organiser.id],
    ],
  ]);
  return { all: Number(rows?.[0]?.all), inInbox: Number(rows?.[0]?.in_inbox) };
}
