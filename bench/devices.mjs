/// <reference path="./in-page.d.ts" />
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { figure } from './browser-figure.mjs';
import { watchDevices } from './in-page.mjs';

/** @typedef {import('./browser.mjs').BrowserStage} BrowserStage */
/** @typedef {import('@playwright/test').Page} Page */

const CHANGES = 20;
const LIMITS = { oneBackend: 300, twoBackends: 1_200 };

/**
 * From a key on one device until another one has painted what it did, through the same backend and through another.
 * @param {BrowserStage} stage
 */
export async function deviceFigures(stage) {
  const { url, otherUrl, say } = stage;
  say('In the browser: two devices');
  const same = await changes(stage, url);
  const through = await changes(stage, await otherUrl());
  return [
    figure('a key on one device, to another one’s screen, through one backend', same, {
      atMost: LIMITS.oneBackend,
      of: 'p95',
    }),
    figure('the same through two backends', through, { atMost: LIMITS.twoBackends, of: 'p95' }),
  ];
}

/**
 * The first device completes its first todo, and the other one shows the second as the first.
 * @param {BrowserStage} stage
 * @param {string} otherUrl
 * @returns {Promise<number[]>} milliseconds each
 */
async function changes({ openDevice, url }, otherUrl) {
  const contexts = [await openDevice(url), await openDevice(otherUrl)];
  try {
    const [changing, watching] = [await openInbox(contexts[0]), await openInbox(contexts[1])];
    /** @type {number[]} */
    const times = [];
    for (let n = 0; n <= CHANGES; n += 1) {
      // Not in step with how often a backend asks.
      await wait(randomInt(1_000));
      const time = await changeAndSee(changing, watching);
      if (n > 0) times.push(time);
    }
    return times;
  } finally {
    for (const context of contexts) await context.close();
  }
}

/** @param {import('@playwright/test').BrowserContext | undefined} context */
async function openInbox(context) {
  if (!context) throw new Error('There is no device');
  const page = await context.newPage();
  await page.addInitScript(watchDevices);
  // The stream that says of changes answers once it is open.
  const live = page.waitForResponse((response) => /\/events(\?|$)/.test(new URL(response.url()).pathname));
  await page.goto('/inbox');
  await page.locator('main [data-todo-id]:not([aria-setsize="-1"])').nth(1).waitFor();
  await live;
  return page;
}

/**
 * @param {Page} changing
 * @param {Page} watching
 */
async function changeAndSee(changing, watching) {
  const [first = '', second = ''] = await changing.evaluate(() => globalThis.latchBench.firstIds());
  await watching.waitForFunction((id) => globalThis.latchBench.firstIds()[0] === id, first);
  await changing.locator(`main [data-todo-id="${first}"] [data-todo-title]`).focus();
  await watching.evaluate((id) => globalThis.latchBench.expectFirst(id), second);
  await changing.evaluate(() => globalThis.latchBench.expectKey());
  await changing.keyboard.press('e');
  const pressed = await changing.evaluate(() => globalThis.latchBench.keyPressed);
  const painted = await watching.evaluate(() => globalThis.latchBench.firstPainted);
  if (await watching.locator(`main [data-todo-id="${first}"]`).count())
    throw new Error('What was completed on one device is still shown on the other');
  await changing.waitForFunction((id) => globalThis.latchBench.firstIds()[0] === id, second);
  return painted - pressed;
}
