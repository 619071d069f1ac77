import { change, flood, load } from './load.mjs';
import { Stage } from './stage.mjs';
import { runStatements } from '@latch/test-kit/databases';

/** @typedef {import('./load.mjs').Figures & { changed?: number }} Figures with how many todos were changed meanwhile */
/** @typedef {import('./scenarios.mjs').Scenario} Scenario */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} load in words
 * @property {Figures} figures the median of all rounds, each by itself
 * @property {{ to: string, value: number, atLeast: number }} [ratio] of requests/s, the median of all rounds
 * @property {number} [atMost] milliseconds that its p95 may be
 * @property {{ todos: number, requests: number }} [changed] how many todos were changed in all rounds, and by how many requests
 */

/**
 * @typedef {object} Results of one Node
 * @property {string} version
 * @property {Row[]} rows
 * @property {{ load: string, p95: number, atMost: number }[]} validation milliseconds that it adds to a request
 * @property {{ name: string, bytes: number }[]} memory of each process after all of it
 */

/**
 * @typedef {object} Load
 * @property {string} name
 * @property {number} connections
 * @property {number} [rate] requests a second; without one, each connection asks again as soon as it is answered
 * @property {number} [seconds] other than all others are measured for
 */

const BUSY = { name: '32', connections: 32 };
/** What a company's people ask for together, rather than what wears two cores out; long enough for a p95 of it. */
const USUAL = { name: '32, 100 requests/s', connections: 32, rate: 100, seconds: 3 };
/** @type {Load[]} */
const LOADS = [{ name: '4', connections: 4 }, BUSY, USUAL];
const WARM_UP_SECONDS = 2;

/**
 * Measures everything under one Node, in rounds: what is compared is measured right after each other, and a ratio is taken
 * within a round, since what else a machine does comes and goes.
 * @param {object} options
 * @param {import('./nodes.mjs').Node} options.node
 * @param {import('./databases.mjs').Databases} options.databases
 * @param {Scenario[]} options.scenarios made for these databases, whichever Node was measured on them before
 * @param {number} options.rounds
 * @param {number} options.seconds of each measurement
 * @param {(line: string) => void} options.say
 * @returns {Promise<Results>}
 */
export async function measure({ node, databases, scenarios: all, rounds, seconds, say }) {
  const stage = await Stage.open(databases, node.binary);
  try {
    /** @type {(scenario: Scenario, options: object) => Promise<Figures>} */
    const run = async ({ name, server, requests = [], change: changing, during }, options) => {
      const given = { url: stage.url(server), ...BUSY, seconds, ...options };
      if (changing) return counted(databases.todosUrl, name, changing.rows, () => change({ ...given, ...changing }));
      const stop = during && flood({ url: given.url, connections: BUSY.connections, ...during });
      try {
        return await load({ ...given, requests });
      } finally {
        await stop?.();
      }
    };
    say(`Node ${node.version}: warming up`);
    for (const scenario of all) {
      const { connections = BUSY.connections } = scenario;
      await run(scenario, { seconds: WARM_UP_SECONDS, connections });
    }
    /** @type {Map<string, Figures>[]} */
    const taken = [];
    for (let round = 0; round < rounds; round++) {
      say(`Node ${node.version}: round ${round + 1} of ${rounds}`);
      taken.push(await takeRound(all, run));
    }
    return {
      version: node.version,
      rows: LOADS.flatMap((load) => measuredUnder(load, all).map((scenario) => rowOf(scenario, load, taken))),
      validation: validationOf(taken),
      memory: stage.memory(),
    };
  } finally {
    await stage.close();
  }
}

/**
 * Each change of a todo raises its version by one, so that their sum says how many there were.
 * @param {string} url of the todos' database
 * @param {string} name of the scenario
 * @param {number} rows that each request has to change
 * @param {() => Promise<Figures>} work
 * @throws {Error} when requests left everything as it was: that is not worth measuring
 */
async function counted(url, name, rows, work) {
  const before = await sumOfVersions(url);
  const figures = await work();
  const changed = (await sumOfVersions(url)) - before;
  if (changed < figures.answers * rows)
    throw new Error(`${name}: ${figures.answers} requests changed ${changed} todos, and not ${rows} each`);
  return { ...figures, changed };
}

/** @param {string} url */
async function sumOfVersions(url) {
  const [rows] = await runStatements(url, [['SELECT coalesce(sum(version), 0) AS sum FROM todos']]);
  return Number(rows?.[0]?.sum);
}

/**
 * @param {Scenario[]} all
 * @param {(scenario: Scenario, options: object) => Promise<Figures>} run
 */
async function takeRound(all, run) {
  /** @type {Map<string, Figures>} */
  const figures = new Map();
  for (const load of LOADS)
    for (const scenario of measuredUnder(load, all)) figures.set(keyOf(scenario.name, load), await run(scenario, load));
  return figures;
}

const ME = '`GET /api/me`';
const PUBLIC = 'Public route of the backend';

/**
 * At a rate only what something is asked of under so many connections.
 * @param {Load} load
 * @param {Scenario[]} all
 */
function measuredUnder({ rate, connections }, all) {
  if (!rate) return all.filter((scenario) => (scenario.connections ?? connections) === connections);
  return all.filter(({ name, p95 }) => p95?.connections === connections || name === ME || name === PUBLIC);
}

/** @param {Map<string, Figures>[]} taken */
function validationOf(taken) {
  const added = (/** @type {(name: string) => string} */ key) =>
    median(taken.map((round) => figuresOf(round, key(ME)).p95 - figuresOf(round, key(PUBLIC)).p95));
  return [
    { load: '100 requests/s', p95: added((name) => keyOf(name, USUAL)), atMost: 5 },
    { load: '32 busy connections', p95: added((name) => keyOf(name, BUSY)), atMost: 50 },
  ];
}

/**
 * @param {Scenario} scenario
 * @param {Load} load
 * @param {Map<string, Figures>[]} taken
 * @returns {Row}
 */
function rowOf({ name, comparedTo, atLeast, p95, change: changing }, load, taken) {
  const own = taken.map((round) => figuresOf(round, keyOf(name, load)));
  const of = (/** @type {'perSecond' | 'p50' | 'p95' | 'p99'} */ figure) => median(own.map((each) => each[figure]));
  const answers = sum(own.map((each) => each.answers));
  const figures = { answers, perSecond: of('perSecond'), p50: of('p50'), p95: of('p95'), p99: of('p99') };
  const changed =
    changing && changing.rows > 0 ? { todos: sum(own.map((each) => each.changed ?? 0)), requests: answers } : undefined;
  const atMost = p95?.connections === load.connections ? p95.milliseconds : undefined;
  // What it is compared to is measured under full load alone.
  if (!comparedTo || !atLeast || load.rate) return { name, load: load.name, figures, atMost, changed };
  const ratios = own.map(({ perSecond }, round) => {
    const theirs = figuresOf(/** @type {Map<string, Figures>} */ (taken[round]), keyOf(comparedTo, load));
    return perSecond / theirs.perSecond;
  });
  return { name, load: load.name, figures, changed, ratio: { to: comparedTo, value: median(ratios), atLeast } };
}

/**
 * @param {Map<string, Figures>} round
 * @param {string} key
 */
function figuresOf(round, key) {
  const figures = round.get(key);
  if (!figures) throw new Error(`${key} was not measured`);
  return figures;
}

/**
 * @param {string} name
 * @param {Load} load
 */
function keyOf(name, load) {
  return `${name} at ${load.name}`;
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return /** @type {number} */ (sorted[Math.floor(sorted.length / 2)]);
}
