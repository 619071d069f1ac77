import { runStatements } from '@latch/test-kit/databases';
import { root } from '../scripts/settings/settings.mjs';
import { openCheckout } from './checkout.mjs';
import { change, inTurn } from './load.mjs';
import { nodes } from './nodes.mjs';

/** @typedef {import('./load.mjs').Request} Request */

/**
 * @typedef {object} Side
 * @property {import('./checkout.mjs').Checkout} checkout
 * @property {Record<string, () => Request>} changes by what they do
 */

/** What one measurement says of one checkout; times are microseconds of CPU a change. @typedef {{ perSecond: number, database: number, backend: number }} Taken */

const PEOPLE = 3_000;
const TODOS_EACH = 99;
const MANY_TODOS = 10_000;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 5;
const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * Measures changes on this checkout and on another one, turn by turn, and prints how they compare.
 * @param {{ other: string, rounds: number, seconds: number, say: (line: string) => void }} options other is the folder of the
 *   other checkout, which is built
 */
export async function compareCheckouts({ other, rounds, seconds, say }) {
  const node = String(nodes(say)[0]?.binary);
  const sides = [await open(other, node, say), await open(root, node, say)];
  try {
    const kinds = Object.keys(/** @type {Side} */ (sides[0]).changes);
    say('Warming up');
    for (const kind of kinds) for (const side of sides) await take(side, kind, WARM_UP_SECONDS);
    /** @type {Map<string, Taken[][]>} of each kind of change and each round, what both took */
    const all = new Map(kinds.map((kind) => [kind, []]));
    for (let round = 0; round < rounds; round++) {
      say(`Round ${round + 1} of ${rounds}`);
      for (const kind of kinds) {
        const taken = [];
        // The one that comes first in one round comes last in the next.
        for (const side of round % 2 ? sides.toReversed() : sides) taken.push(await take(side, kind, seconds));
        all.get(kind)?.push(round % 2 ? taken.toReversed() : taken);
      }
    }
    say(toMarkdown(all));
  } finally {
    await Promise.all(sides.map(({ checkout }) => checkout.close()));
  }
}

/**
 * @param {string} folder
 * @param {string} node
 * @param {(line: string) => void} say
 * @returns {Promise<Side>}
 */
async function open(folder, node, say) {
  say(`Seeding for ${folder}`);
  const seeds = { people: PEOPLE, todosEach: TODOS_EACH, manyTodos: MANY_TODOS };
  const checkout = await openCheckout({ folder, node, seeds });
  return { checkout, changes: await changesOf(checkout.todosUrl, checkout.seeded.people) };
}

/**
 * @param {string} todosUrl
 * @param {import('./seed.mjs').Person[]} people
 * @returns {Promise<Record<string, () => Request>>}
 */
async function changesOf(todosUrl, people) {
  const [rows] = await runStatements(todosUrl, [
    [
      `SELECT user_id, (array_agg(id ORDER BY position))[1:4] AS ids FROM todos
       WHERE completed_at IS NULL AND deleted_at IS NULL AND parent_id IS NULL GROUP BY user_id`,
    ],
  ]);
  const ids = new Map((rows ?? []).map((row) => [String(row.user_id), /** @type {string[]} */ (row.ids)]));
  const send = (/** @type {'POST' | 'PATCH'} */ method, /** @type {(todo: string) => string} */ path) => ({
    of: (/** @type {(round: number, index: number, todos: string[]) => object} */ body, /** @type {number} */ which) =>
      inTurn(people, ({ id, cookie }, round, index) => {
        const todos = ids.get(id) ?? [];
        return {
          method,
          path: `/api/users/${id}/todos${path(String(todos[which]))}`,
          headers: { cookie, ...JSON_TYPE },
          body: JSON.stringify(body(round, index, todos)),
        };
      }),
  });
  const patch = send('PATCH', (todo) => `/${todo}`);
  return {
    Create: send('POST', () => '').of((_round, index) => ({ title: `Buy ${index} lemons` }), 0),
    Complete: patch.of((round) => ({ completed: round % 2 === 0 }), 0),
    // Behind the next one, and then back before it.
    Move: send('POST', (todo) => `/${todo}/move`).of(
      (round, _index, todos) => (round % 2 ? { beforeId: todos[2] } : { afterId: todos[2] }),
      1,
    ),
    Title: patch.of((round, index) => ({ title: `Buy ${round} lemons and ${index} limes` }), 3),
  };
}

/**
 * @param {Side} side
 * @param {string} kind
 * @param {number} seconds
 * @returns {Promise<Taken>}
 */
async function take({ checkout: { url, cpu }, changes }, kind, seconds) {
  const next = changes[kind];
  if (!next) throw new Error(`Nothing is called ${kind}`);
  const before = [cpu.database(), cpu.backend()];
  const { perSecond, answers } = await change({ url, next, connections: CONNECTIONS, seconds });
  const [database, server] = [cpu.database(), cpu.backend()].map(
    (now, index) => (now - Number(before[index])) / answers,
  );
  return { perSecond, database: Number(database), backend: Number(server) };
}

/** @param {Map<string, Taken[][]>} all */
function toMarkdown(all) {
  const columns = ['requests/s', 'PostgreSQL, µs', 'backend, µs'];
  const lines = [
    `| ${CONNECTIONS} connections | ${columns.map((name) => `${name}: other | this | ratio`).join(' | ')} |`,
    `|---|${'---:|'.repeat(3 * columns.length)}`,
  ];
  for (const [kind, rounds] of all) {
    const cells = /** @type {const} */ (['perSecond', 'database', 'backend']).flatMap((figure) => {
      const [theirs, ours] = [0, 1].map((side) => rounds.map((round) => Number(round[side]?.[figure])));
      const ratios = (ours ?? []).map((value, round) => value / Number(theirs?.[round]));
      return [median(theirs ?? []).toFixed(0), median(ours ?? []).toFixed(0), median(ratios).toFixed(2)];
    });
    lines.push(`| ${kind} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

/** @param {number[]} values */
function median(values) {
  return Number([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]);
}
