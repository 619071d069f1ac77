import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@latch/test-kit/free-ports';
import { readSettings } from '../scripts/settings/settings.mjs';
import { startStack } from '../scripts/stack/stack.mjs';
import { deviceFigures } from './devices.mjs';
import { interactionFigures, monthFigure, scrollingFigures } from './interactions.mjs';
import { createTodo, load } from './load.mjs';
import { openingFigures } from './openings.mjs';
import { PAGE } from './organiser.mjs';
import { planTodos } from './seed-todos.mjs';
import { SECRET } from './seed.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').BrowserContext} BrowserContext */

/** @typedef {import('./browser-figure.mjs').BrowserFigure} BrowserFigure */

/**
 * @typedef {object} BrowserMeasurements
 * @property {BrowserFigure[]} figures
 * @property {import('./report.mjs').Figure[]} others
 * @property {number} loadAverage of the machine when all was measured
 */

/** @typedef {BrowserMeasurements | { missing: string }} BrowserResults */

/**
 * What the scenarios in a browser work with.
 * @typedef {object} BrowserStage
 * @property {import('./organiser.mjs').Organiser} organiser
 * @property {string} todosUrl of the database
 * @property {(address?: string) => Promise<BrowserContext>} openDevice a browser of the organiser, with nothing in it
 * @property {string} url of the gateway
 * @property {() => Promise<string>} otherUrl of the gateway of another backend, which is started for it
 * @property {(line: string) => void} say
 */

/**
 * React makes errors as it begins, to throw them later. Of a browser that is watched, V8 wants to know at once where in the
 * program they were made, which it keeps for no one else, and reads 300 kB once more for it: a twentieth of an opening, for
 * which nobody but a debugger waits. It may keep the places as it compiles.
 */
const KEEP_PLACES = '--js-flags=--no-enable-lazy-source-positions';
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** @returns why nothing can be measured in a browser here, if so */
export const missingBrowser = () =>
  existsSync(CHROMIUM) ? undefined : `there is no Chromium at ${CHROMIUM}; CHROMIUM_PATH names one`;

/** A browser as it is where nobody measures. */
export async function launchBrowser() {
  const { chromium } = await import('@playwright/test');
  const args = ['--no-sandbox', '--disable-background-networking', KEEP_PLACES];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

/**
 * A browser in which somebody is signed in and chose to stay so, with nothing else in it.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url of the gateway
 * @param {string} cookie
 */
export async function openDevice(browser, url, cookie) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } });
  const [name = '', value = ''] = cookie.split(/=(.*)/);
  await context.addCookies([{ name, value, url }]);
  return context;
}

/**
 * What somebody with many todos waits for in a browser: the built app behind the gateway, on databases that are
 * seeded.
 * @param {object} options
 * @param {import('./databases.mjs').Databases} options.databases
 * @param {import('./organiser.mjs').Organiser} options.organiser
 * @param {(line: string) => void} options.say
 * @returns {Promise<BrowserResults>}
 */
export async function measureBrowser({ databases, organiser, say }) {
  const missing = missingBrowser();
  if (missing) return { missing };
  const stacks = [await openStack(databases)];
  const browser = await launchBrowser();
  const url = String(stacks[0]?.url);
  /** @type {BrowserStage} */
  const stage = {
    organiser,
    todosUrl: databases.todosUrl,
    url,
    openDevice: (address = url) => openDevice(browser, address, organiser.cookie),
    otherUrl: async () => {
      const other = await openStack(databases);
      stacks.push(other);
      return other.url;
    },
    say,
  };
  try {
    await planTodos(databases.todosUrl);
    await warmUp(url, organiser);
    const { figures, heap } = await openingFigures(stage);
    figures.push(...(await interactionFigures(stage)), await monthFigure(stage), ...(await scrollingFigures(stage)));
    const others = [heap];
    figures.push(...(await deviceFigures(stage)));
    return { figures, others, loadAverage: loadavg()[0] ?? 0 };
  } finally {
    await browser.close();
    for (const stack of stacks) await stack.stop();
  }
}

/** @param {import('./databases.mjs').Databases} databases */
async function openStack({ authUrl, todosUrl }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'latch-bench-browser-'));
  const [port, authPort, backendPort] = [await freePort(), await freePort(), await freePort()];
  const settings = readSettings({
    PORT: `${port}`,
    AUTH_PORT: `${authPort}`,
    BACKEND_PORT: `${backendPort}`,
    DATA_DIR: dataDir,
    AUTH_DATABASE_URL: authUrl,
    TODOS_DATABASE_URL: todosUrl,
    BETTER_AUTH_SECRET: SECRET,
  });
  const stack = await startStack(settings);
  return {
    url: stack.url,
    stop: async () => {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Servers that have been asked before, as they are anywhere but in the first minute.
 * @param {string} url
 * @param {import('./organiser.mjs').Organiser} organiser
 */
async function warmUp(url, { id, cookie }) {
  // What was seeded has no revision, and no device keeps what has none.
  await createTodo(url, { id, cookie });
  const paths = ['/inbox', '/api/auth/get-session', `/api/users/${id}/projects/inbox/todos?limit=${PAGE}`];
  for (const path of paths) await load({ url, requests: [{ path, headers: { cookie } }], connections: 4, seconds: 1 });
}
