/// <reference path="./in-page.d.ts" />
import { figure } from './browser-figure.mjs';
import { untilKept, watchEffects, watchLongTasks } from './in-page.mjs';
import { countTodos, VIEWS, viewLink } from './openings.mjs';

/** @typedef {import('./browser.mjs').BrowserStage} BrowserStage */
/** @typedef {import('@playwright/test').Page} Page */

const PRESSES = 30;
/** Turns through all lists. */
const TURNS = 6;
/** Rows that are scrolled through, and in lists by day. */
const ROWS = 4_000;
const ROWS_OF_DAYS = 250;
const MONTHS = 24;
/** Pixels of a turn of the wheel. */
const TURN = 600;
const SCROLLING_MS = 90_000;
const WANTED = /** @type {const} */ ({ atMost: 50, of: 'p95' });

/** In the order in which they are pressed; what `e` completes hands the focus on. @type {[string, Effect, string][]} */
const KEYS = [
  ['j', 'focused', '`j`, to the next todo having the focus'],
  ['1', 'prioritised', '`1`, to the priority being shown'],
  ['x', 'selected', '`x`, to the todo being selected'],
  ['Enter', 'opened', '`Enter`, to the panel of the todo'],
  ['e', 'completed', '`e`, to the latch being shut'],
];
/** What they leave is in the way of the next one. */
const ENDED_BY_ESCAPE = new Set(['x', 'Enter']);

/**
 * Works on a page of a device of its own.
 * @template Result
 * @param {BrowserStage} stage
 * @param {{ path: string, script: () => void, work: (page: Page) => Promise<Result> }} options script runs before those of the page
 */
async function onPage({ openDevice }, { path, script, work }) {
  const context = await openDevice();
  try {
    const page = await context.newPage();
    await page.addInitScript(script);
    await page.goto(path);
    return await work(page);
  } finally {
    await context.close();
  }
}

/**
 * The whole replica is there, and kept: on a device that had none before, it is written for some seconds.
 * @param {BrowserStage} stage
 * @param {Page} page
 */
async function waitUntilKept({ organiser, todosUrl }, page) {
  const { all } = await countTodos({ todosUrl, organiser });
  await page.evaluate(untilKept, { userId: organiser.id, todos: all });
}

/**
 * From pressing a key, or a link of the sidebar, until what it does is painted.
 * @param {BrowserStage} stage
 */
export function interactionFigures(stage) {
  stage.say('In the browser: keys and lists');
  const work = async (/** @type {Page} */ page) => {
    await waitUntilKept(stage, page);
    await page.locator('main [data-todo-id]:not([aria-setsize="-1"])').nth(10).waitFor();
    const keys = await presses(page);
    return [...keys, await views(page)];
  };
  return onPage(stage, { path: '/inbox', script: watchEffects, work });
}

/** @param {Page} page */
async function presses(page) {
  const press = async (/** @type {string} */ key, /** @type {Effect} */ effect) => {
    await page.evaluate((wanted) => globalThis.latchBench.expectEffect(wanted), effect);
    await page.keyboard.press(key);
    return page.evaluate(() => globalThis.latchBench.effectPainted);
  };
  await press('j', 'focused');
  const times = KEYS.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round <= PRESSES; round++) {
    for (const [nth, [key, effect]] of KEYS.entries()) {
      const time = await press(key, effect);
      // The first of each loads what the others have.
      if (round > 0) times[nth]?.push(time);
      if (ENDED_BY_ESCAPE.has(key)) await page.keyboard.press('Escape');
      if (key === 'Enter') await page.locator('[data-beside]').waitFor({ state: 'detached' });
    }
    // The row leaves a moment later; what is pressed next is measured by itself.
    await page.waitForFunction(() => globalThis.latchBench.isSettled());
  }
  return KEYS.map(([, , name], nth) => figure(name, times[nth] ?? [], WANTED));
}

/** @param {Page} page */
async function views(page) {
  /** @type {number[]} */
  const times = [];
  for (let turn = 0; turn <= TURNS; turn++) {
    for (const heading of VIEWS) {
      const link = viewLink(page, heading);
      // Where the pointer is before it presses.
      await link.hover();
      await page.evaluate(
        (name) => globalThis.latchBench.expectEffect('shown', { trigger: 'click', heading: name }),
        heading,
      );
      await link.click();
      const time = await page.evaluate(() => globalThis.latchBench.effectPainted);
      if (turn > 0) times.push(time);
    }
  }
  return figure(`a press on a list in the sidebar, to its rows (${VIEWS.join(', ')})`, times, WANTED);
}

/**
 * From pressing "Next month" until the month is painted, with what is due on each day and what repeats then.
 * @param {BrowserStage} stage
 */
export function monthFigure(stage) {
  stage.say('In the browser: months');
  const work = async (/** @type {Page} */ page) => {
    await waitUntilKept(stage, page);
    const next = page.getByRole('button', { name: 'Next month' });
    await next.hover();
    /** @type {number[]} */
    const times = [];
    for (let month = 0; month <= MONTHS; month++) {
      await page.evaluate(() => globalThis.latchBench.expectEffect('turned', { trigger: 'click' }));
      await next.click();
      const time = await page.evaluate(() => globalThis.latchBench.effectPainted);
      if (month > 0) times.push(time);
    }
    return figure('a press on "Next month", to that month with its repeats', times, WANTED);
  };
  return onPage(stage, { path: '/upcoming?view=month', script: watchEffects, work });
}

/**
 * The tasks that keep the page from drawing while lists are scrolled.
 * @param {BrowserStage} stage
 */
export async function scrollingFigures(stage) {
  stage.say('In the browser: scrolling');
  return [
    await scrollingFigure(stage, '/inbox', 'the Inbox', ROWS),
    await scrollingFigure(stage, '/today', 'Today', ROWS_OF_DAYS),
    await scrollingFigure(stage, '/upcoming', 'Upcoming', ROWS_OF_DAYS),
  ];
}

/**
 * @param {BrowserStage} stage
 * @param {string} path
 * @param {string} name
 * @param {number} rows
 */
function scrollingFigure(stage, path, name, rows) {
  const work = async (/** @type {Page} */ page) => {
    await page.locator('main [data-todo-id]').nth(10).waitFor();
    await page.evaluate(() => globalThis.latchBench.beginTasks());
    await page.mouse.move(640, 500);
    let scrolled = 0;
    for (const end = Date.now() + SCROLLING_MS; scrolled < rows && Date.now() < end;) {
      await page.mouse.wheel(0, TURN);
      scrolled = await page.evaluate(() =>
        globalThis.latchBench.nextFrame().then(() => globalThis.latchBench.lastRow()),
      );
    }
    if (scrolled < rows) throw new Error(`Only ${scrolled} rows of ${name} were scrolled through`);
    const times = await page.evaluate(() => globalThis.latchBench.tasks);
    const what = `tasks of 50 ms and more while scrolling through ${scrolled.toLocaleString('en')} rows of ${name}`;
    return figure(what, times, { atMost: 100, of: 'longest' });
  };
  return onPage(stage, { path, script: watchLongTasks, work });
}
