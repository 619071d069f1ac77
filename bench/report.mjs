import { cpus, loadavg, totalmem } from 'node:os';

/** @typedef {import('./measure.mjs').Results} Results */

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {string} measured in words
 * @property {boolean} holds
 * @property {string} wanted in words
 */

/** @param {string} name @param {number} value @param {number} atMost @param {string} unit @returns {Figure} */
export function atMostFigure(name, value, atMost, unit) {
  return { name, measured: `${value.toFixed(1)} ${unit}`, holds: value <= atMost, wanted: `at most ${atMost} ${unit}` };
}

/**
 * @typedef {object} Report
 * @property {string} database what it ran on, in words
 * @property {number} people
 * @property {number} todos
 * @property {number} rounds
 * @property {number} seconds
 * @property {Results[]} results
 * @property {Figure[]} [sync]
 * @property {import('./browser.mjs').BrowserResults} browser
 * @property {Figure[]} [search] on a device
 * @property {import('./day.mjs').DayResults} day
 * @property {{ name: string, bytes: number }[]} idle resident memory of `npm start`
 */

/**
 * @param {Report} report
 * @returns {string} Markdown
 */
export function toMarkdown({
  database,
  people,
  todos,
  rounds,
  seconds,
  results,
  sync = [],
  browser,
  search = [],
  day,
  idle,
}) {
  const machine = `${cpus().length} cores (${cpus()[0]?.model}), ${gigabytes(totalmem())} GB of memory`;
  return `${[
    '# Benchmark',
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. ${database}, ${machine}, shared by the load, the servers and the database.`,
    `${format(people)} people, ${format(todos)} todos, every request another person's, but for the one who has 10,000 of them. ${rounds} rounds of ${seconds} s each; figures are medians over the rounds, ratios are taken within a round. Each request that changes something changes another todo, or the same one to something else; "todos changed" counts in the database how many changes there were in all rounds. Absolute figures differ from machine to machine and by the hour; ratios hold.`,
    '"Better Auth\'s own `get-session`" is its own handler on `node:http` with the settings and plugins of our auth server. "In a Nest app that embeds Better Auth" is this very backend with its guard asking a Better Auth in its own process, by `auth.api.getSession`: the same log, headers, routes, pool and statements.',
    ...results.flatMap(sectionOf),
    '## Devices that keep a copy: the feed and event streams',
    'Devices that wait to be told of changes, at one backend with the Node named first.',
    figureTable(sync),
    ...inBrowser(browser),
    ...ofDeviceSearch(search),
    ...ofOneDay(day),
    '## Memory of `npm start`, idle',
    table(
      ['process', 'resident'],
      [
        ...idle.map(memoryRow),
        ['**all**', `**${megabytes(sum(idle))} MB** (under 900: ${verdict(sum(idle) < 900e6)})`],
      ],
    ),
  ].join('\n\n')}\n`;
}

/** @param {Results} results */
function sectionOf({ version, rows, validation, memory }) {
  return [
    `## Node ${version}`,
    table(
      ['', 'connections', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'todos changed', 'asked for'],
      rows.map(({ name, load, figures: { perSecond, p50, p95, p99 }, ratio, atMost, changed }) => [
        name,
        load,
        format(Math.round(perSecond)),
        ...[p50, p95, p99].map((time) => time.toFixed(1)),
        changed ? `${format(changed.todos)} by ${format(changed.requests)} requests` : '',
        ratio
          ? `**${ratio.value.toFixed(2)} ×** (at least ${ratio.atLeast}: ${verdict(ratio.value >= ratio.atLeast)})`
          : atMost
            ? `p95 at most ${atMost}: ${verdict(p95 <= atMost)}`
            : '',
      ]),
    ),
    'What validation adds to a request: the p95 of `GET /api/me` less that of a public route.',
    table(
      ['load', 'p95 ms'],
      validation.map(({ load, p95, atMost }) => [
        load,
        `**${p95.toFixed(1)}** (under ${atMost}: ${verdict(p95 < atMost)})`,
      ]),
    ),
    'Resident memory afterwards.',
    table(['process', 'resident'], memory.map(memoryRow)),
  ];
}

/** @param {readonly Figure[]} figures */
export function ofDeviceSearch(figures) {
  if (figures.length === 0) return [];
  return [
    '## Search on a device, 10,000 todos',
    `The search of the app in Node ${process.versions.node}, at a load average of ${(loadavg()[0] ?? 0).toFixed(1)}: a key counts until all is found and what a window shows is marked, without drawing it. Of 60 texts of one to three words, typed letter by letter, every third has a typo.`,
    figureTable(figures),
  ];
}

/** @param {import('./browser.mjs').BrowserResults} browser */
export function inBrowser(browser) {
  const heading = '## In the browser, 10,000 todos';
  if ('missing' in browser) return [heading, `Not measured: ${browser.missing}.`];
  return [
    heading,
    `Chromium on this machine, the built app behind its gateway, at a load average of ${browser.loadAverage.toFixed(1)}. Keys and presses are those of a device that keeps a replica, all but the first of each; they count until what they do is on the screen.`,
    table(
      ['', 'measured', 'p50 ms', 'p95 ms', 'longest ms', 'asked for'],
      browser.figures.map(({ name, count, p50, p95, longest, wanted: { of, atMost } }) => {
        const holds = (of === 'p95' ? p95 : longest) <= atMost;
        return [
          name,
          `${count} times`,
          ...[p50, p95, longest].map((time) => time.toFixed(0)),
          `${of} at most ${atMost}: ${verdict(holds)}`,
        ];
      }),
    ),
    figureTable(browser.others),
  ];
}

/** @param {import('./day.mjs').DayResults} day */
export function ofOneDay(day) {
  const heading = "## The servers' work for one person's day";
  if ('missing' in day) return [heading, `Not measured: ${day.missing}.`];
  const { work, looks, changes, devices, loadAverage } = day;
  const [before, after] = work.length > 1 ? work : [undefined, ...work];
  const rows = /** @type {const} */ ([
    ['requests', 'requests'],
    ['SQL statements', 'statements'],
    ['CPU, ms', 'cpu'],
  ]).map(([name, key]) => {
    const [then, now] = [before?.[key], after?.[key] ?? 0];
    const cells = [name, format(Math.round(now))];
    return then === undefined ? cells : [...cells, format(Math.round(then)), `**${(then / now).toFixed(1)} ×**`];
  });
  return [
    heading,
    `${devices} devices on which the person was before are opened; ${looks} looks at lists, ten minutes apart as the devices see it, and ${changes} changes, each saved before the next thing is done. Requests are those of the API; statements are counted by PostgreSQL; CPU is that of the backend, the auth server and PostgreSQL. Load average ${loadAverage.toFixed(1)}.`,
    table(before ? ['', 'this checkout', 'the other one', 'less by'] : ['', 'this checkout'], rows),
  ];
}

/** @param {readonly Figure[]} figures */
function figureTable(figures) {
  return table(
    ['', 'measured', 'asked for'],
    figures.map(({ name, measured, holds, wanted }) => [name, measured, `${wanted}: ${verdict(holds)}`]),
  );
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @param {{ name: string, bytes: number }} row */
function memoryRow({ name, bytes }) {
  return [name, `${megabytes(bytes)} MB`];
}

/** @param {{ bytes: number }[]} rows */
function sum(rows) {
  return rows.reduce((total, { bytes }) => total + bytes, 0);
}

const verdict = (/** @type {boolean} */ holds) => (holds ? 'reached' : 'not reached');
const format = (/** @type {number} */ number) => number.toLocaleString('en');
const megabytes = (/** @type {number} */ bytes) => Math.round(bytes / 1e6);
const gigabytes = (/** @type {number} */ bytes) => Math.round(bytes / 1e9);
