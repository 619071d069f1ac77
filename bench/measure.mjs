import { flood, load } from './load.mjs';
import { scenarios } from './scenarios.mjs';
import { Stage } from './stage.mjs';

/** @typedef {import('./load.mjs').Figures} Figures */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} load in words
 * @property {Figures} figures the median of all rounds, each by itself
 * @property {{ to: string, value: number, atLeast: number }} [ratio] of requests/s, the median of all rounds
 * @property {number} [atMost] milliseconds that its p95 may be
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
 * @param {Awaited<ReturnType<import('./seed.mjs').seed>>} options.seeded
 * @param {number} options.rounds
 * @param {number} options.seconds of each measurement
 * @param {(line: string) => void} options.say
 * @returns {Promise<Results>}
 */
export async function measure({ node, databases, seeded, rounds, seconds, say }) {
  const stage = await Stage.open(databases, node.binary);
  try {
    const all = scenarios(seeded.people, seeded.organiser);
    const run = async (
      /** @type {typeof all[number]} */ { server, requests, during },
      /** @type {object} */ options,
    ) => {
      const url = stage.url(server);
      const stop = during && flood({ url, connections: BUSY.connections, ...during });
      try {
        return await load({ url, requests, ...BUSY, seconds, ...options });
      } finally {
        await stop?.();
      }
    };
    say(`Node ${node.version}: warming up`);
    for (const scenario of all) await run(scenario, { seconds: WARM_UP_SECONDS });
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
 * @param {import('./scenarios.mjs').Scenario[]} all
 * @param {(scenario: import('./scenarios.mjs').Scenario, options: object) => Promise<Figures>} run
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
 * @param {import('./scenarios.mjs').Scenario[]} all
 */
function measuredUnder({ rate, connections }, all) {
  if (!rate) return all;
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
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @param {Load} load
 * @param {Map<string, Figures>[]} taken
 * @returns {Row}
 */
function rowOf({ name, comparedTo, atLeast, p95 }, load, taken) {
  const own = taken.map((round) => figuresOf(round, keyOf(name, load)));
  const of = (/** @type {keyof Figures} */ figure) => median(own.map((figures) => figures[figure]));
  const figures = { perSecond: of('perSecond'), p50: of('p50'), p95: of('p95'), p99: of('p99') };
  const atMost = p95?.connections === load.connections ? p95.milliseconds : undefined;
  // What it is compared to is measured under full load alone.
  if (!comparedTo || !atLeast || load.rate) return { name, load: load.name, figures, atMost };
  const ratios = own.map(({ perSecond }, round) => {
    const theirs = figuresOf(/** @type {Map<string, Figures>} */ (taken[round]), keyOf(comparedTo, load));
    return perSecond / theirs.perSecond;
  });
  return { name, load: load.name, figures, ratio: { to: comparedTo, value: median(ratios), atLeast } };
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
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return /** @type {number} */ (sorted[Math.floor(sorted.length / 2)]);
}
