import { load } from './load.mjs';
import { scenarios } from './scenarios.mjs';
import { Stage } from './stage.mjs';

/** @typedef {import('./load.mjs').Figures} Figures */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number} connections
 * @property {Figures} figures the median of all rounds, each by itself
 * @property {{ to: string, value: number, atLeast: number }} [ratio] of requests/s, the median of all rounds
 */

/**
 * @typedef {object} Results of one Node
 * @property {string} version
 * @property {Row[]} rows
 * @property {{ load: string, p95: number, atMost: number }[]} validation milliseconds that it adds to a request
 * @property {{ name: string, bytes: number }[]} memory of each process after all of it
 */

const CONNECTIONS = [4, 32];
const BUSY = 32;
const WARM_UP_SECONDS = 2;

/**
 * Measures everything under one Node, in rounds: what is compared is measured right after each other, and a ratio is taken
 * within a round, since what else a machine does comes and goes.
 * @param {object} options
 * @param {import('./nodes.mjs').Node} options.node
 * @param {import('./databases.mjs').Databases} options.databases
 * @param {import('./seed.mjs').Person[]} options.people
 * @param {number} options.rounds
 * @param {number} options.seconds of each measurement
 * @param {(line: string) => void} options.say
 * @returns {Promise<Results>}
 */
export async function measure({ node, databases, people, rounds, seconds, say }) {
  const stage = await Stage.open(databases, node.binary);
  try {
    const all = scenarios(people);
    const run = (/** @type {typeof all[number]} */ { server, requests }, /** @type {object} */ options) =>
      load({ url: stage.url(server), requests, connections: BUSY, seconds, ...options });
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
      rows: CONNECTIONS.flatMap((connections) => all.map((scenario) => rowOf(scenario, connections, taken))),
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
  for (const connections of CONNECTIONS)
    for (const scenario of all) figures.set(keyOf(scenario.name, connections), await run(scenario, { connections }));
  for (const scenario of all.filter(({ name }) => name === ME || name === PUBLIC))
    figures.set(`${scenario.name} at a rate`, await run(scenario, { connections: 4, rate: 100 }));
  return figures;
}

const ME = '`GET /api/me`';
const PUBLIC = 'Public route of the backend';

/** @param {Map<string, Figures>[]} taken */
function validationOf(taken) {
  const added = (/** @type {(name: string) => string} */ key) =>
    median(taken.map((round) => figuresOf(round, key(ME)).p95 - figuresOf(round, key(PUBLIC)).p95));
  return [
    { load: '100 requests/s', p95: added((name) => `${name} at a rate`), atMost: 5 },
    { load: `${BUSY} busy connections`, p95: added((name) => keyOf(name, BUSY)), atMost: 50 },
  ];
}

/**
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @param {number} connections
 * @param {Map<string, Figures>[]} taken
 * @returns {Row}
 */
function rowOf({ name, comparedTo, atLeast }, connections, taken) {
  const own = taken.map((round) => figuresOf(round, keyOf(name, connections)));
  const of = (/** @type {keyof Figures} */ figure) => median(own.map((figures) => figures[figure]));
  const figures = { perSecond: of('perSecond'), p50: of('p50'), p95: of('p95'), p99: of('p99') };
  if (!comparedTo || !atLeast) return { name, connections, figures };
  const ratios = own.map(({ perSecond }, round) => {
    const theirs = figuresOf(/** @type {Map<string, Figures>} */ (taken[round]), keyOf(comparedTo, connections));
    return perSecond / theirs.perSecond;
  });
  return { name, connections, figures, ratio: { to: comparedTo, value: median(ratios), atLeast } };
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
 * @param {number} connections
 */
function keyOf(name, connections) {
  return `${name} at ${connections}`;
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return /** @type {number} */ (sorted[Math.floor(sorted.length / 2)]);
}
