/// <reference path="./in-page.d.ts" />
import { figure } from './browser-figure.mjs';
import { watchEffects, watchLongTasks } from './in-page.mjs';
import { VIEWS, viewLink } from './openings.mjs';

/** @typedef {import('./browser.mjs').BrowserStage} BrowserStage */
/** @typedef {import('@playwright/test').Page} Page */

const PRESSES = 30;
/** Turns through all lists. */
const TURNS = 6;
/** Rows that are scrolled through. */
const ROWS = 4_000;
/** Pixels of a turn of the wheel. */
const TURN = 600;
const SCROLLING_MS = 90_000;
const WANTED = /** @type {const} */ ({ atMost: 50, of: 'p95' });

/** @type {Record<string, { effect: Effect, name: string }>} */
const KEYS = {
  j: { effect: 'focused', name: '`j`, to the next todo having the focus' },
  1: { effect: 'prioritised', name: '`1`, to the priority being shown' },
  x: { effect: 'selected', name: '`x`, to the todo being selected' },
  Enter: { effect: 'opened', name: '`Enter`, to the panel of the todo' },
  e: { effect: 'completed', name: '`e`, to the latch being shut' },
};
/** Which key undoes what is in the way of the next one. */
const AFTERWARDS = new Map([
  ['x', 'Escape'],
  ['Enter', 'Escape'],
]);

/**
 * From pressing a key, or a link of the sidebar, until what it does is painted.
 * @param {BrowserStage} stage
 */
export async function interactionFigures({ openDevice, say }) {
  say('In the browser: keys and lists');
  const context = await openDevice();
  try {
    const page = await context.newPage();
    await page.addInitScript(watchEffects);
    await page.goto('/inbox');
    // The whole replica is there.
    await page.locator('main [data-todo-id]:not([aria-setsize="-1"])').nth(10).waitFor();
    const keys = await presses(page);
    return [...keys, await views(page)];
  } finally {
    await context.close();
  }
}

/** @param {Page} page */
async function presses(page) {
  const press = async (/** @type {string} */ key, /** @type {Effect} */ effect) => {
    await page.evaluate((wanted) => globalThis.latchBench.expectEffect(wanted), effect);
    await page.keyboard.press(key);
    return page.evaluate(() => globalThis.latchBench.effectPainted);
  };
  await press('j', 'focused');
  /** @type {Map<string, number[]>} */
  const times = new Map(Object.keys(KEYS).map((key) => [key, []]));
  for (let round = 0; round <= PRESSES; round++) {
    // Down the list: what `e` completes hands the focus on.
    for (const key of ['j', '1', 'x', 'Enter', 'e']) {
      const time = await press(key, /** @type {{ effect: Effect }} */ (KEYS[key]).effect);
      // The first of each loads what the others have.
      if (round > 0) times.get(key)?.push(time);
      const afterwards = AFTERWARDS.get(key);
      if (afterwards) await page.keyboard.press(afterwards);
      if (key === 'Enter') await page.locator('[data-beside]').waitFor({ state: 'detached' });
    }
    // The row leaves a moment later; what is pressed next is measured by itself.
    await page.waitForFunction(() => globalThis.latchBench.isSettled());
  }
  return [...times].map(([key, each]) => figure(String(KEYS[key]?.name), each, WANTED));
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
 * The tasks that keep the page from drawing while it is scrolled from top to bottom.
 * @param {BrowserStage} stage
 */
export async function scrollingFigure({ openDevice, say }) {
  say('In the browser: scrolling');
  const context = await openDevice();
  try {
    const page = await context.newPage();
    await page.addInitScript(watchLongTasks);
    await page.goto('/inbox');
    await page.locator('[data-todo-id]').nth(10).waitFor();
    await page.evaluate(() => globalThis.latchBench.beginTasks());
    await page.mouse.move(640, 500);
    let scrolled = 0;
    for (const end = Date.now() + SCROLLING_MS; scrolled < ROWS && Date.now() < end;) {
      await page.mouse.wheel(0, TURN);
      scrolled = await page.evaluate(() =>
        globalThis.latchBench.nextFrame().then(() => globalThis.latchBench.lastRow()),
      );
    }
    if (scrolled < ROWS) throw new Error(`Only ${scrolled} rows were scrolled through`);
    const times = await page.evaluate(() => globalThis.latchBench.tasks);
    const name = `tasks of 50 ms and more while scrolling through ${scrolled.toLocaleString('en')} rows`;
    return figure(name, times, { atMost: 100, of: 'longest' });
  } finally {
    await context.close();
  }
}
