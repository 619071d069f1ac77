import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Balancer } from './support/balancer.mjs';
import { startDatabase } from './support/databases.mjs';
import { Person } from './support/person.mjs';
import { startFaultStack } from './support/stack.mjs';

/** @typedef {import('../scripts/stack/part.mjs').Part} Part */

const EVERY_MS = 10;
/** At most so many wait for an answer: a machine that is too busy for the rate gets fewer, and no queue that only grows. */
const AT_ONCE = 32;
/** How many answers come before each restart, and after the last. */
const ANSWERS_BETWEEN = 100;
const PEOPLE = 8;
/** As docker-compose.yml sets it. */
const SHUTDOWN_DELAY_SECONDS = '5';

/** @type {import('./support/databases.mjs').Database[]} */
let databases;
/** @type {Balancer} */
let balancer;
/** @type {import('./support/stack.mjs').FaultStack[]} */
const stacks = [];

before(async () => {
  databases = await Promise.all([startDatabase('auth'), startDatabase('todos')]);
  const [authDatabaseUrl, todosDatabaseUrl] = databases.map(({ url }) => url);
  // Starting a process takes the machine's processors for a second; that is not to be taken for a dead server.
  const patience = { AUTH_SERVER_TIMEOUT_MS: '10000', DATABASE_TIMEOUT_MS: '10000' };
  const serverEnvironment = { SHUTDOWN_DELAY_SECONDS, ...patience };
  balancer = await Balancer.open();
  for (let replica = 0; replica < 2; replica++)
    stacks.push(await startFaultStack({ authDatabaseUrl, todosDatabaseUrl, balancer, serverEnvironment }));
  await balancer.untilAllReady();
});
after(async () => {
  await Promise.all(stacks.map((stack) => stack.stop()));
  balancer?.close();
  await Promise.all(databases.map((database) => database.destroy()));
});

test('two replicas of each server, restarted one after the other under up to 100 requests a second: none fails', async (t) => {
  // Several, since one owner's changes wait for each other, and a machine that starts processes makes them wait for long.
  const people = [];
  while (people.length < PEOPLE) people.push(await Person.signedUp(balancer.url));
  const traffic = startTraffic(people.flatMap(({ list, create, me, session }) => [list, create, me, session]));
  let seconds = 0;
  try {
    const authServers = stacks.map(({ parts }) => /** @type {Part} */ (parts.authServer));
    for (const replica of [...authServers, ...stacks.map(({ parts }) => parts.backend)]) {
      await balancer.untilAllReady();
      await traffic.untilAnswered(ANSWERS_BETWEEN);
      const before = replica.pid;
      await replica.stop();
      await replica.start();
      assert.notEqual(replica.pid, before);
    }
    await traffic.untilAnswered(ANSWERS_BETWEEN);
  } finally {
    seconds = await traffic.stop();
  }
  const failed = traffic.answers.filter(({ status }) => status !== 200 && status !== 201);
  assert.deepEqual(
    failed.map(({ status, body }) => [status, body?.error_code ?? String(body?.cause ?? body)]),
    [],
  );
  const slowest = Math.max(...traffic.answers.map(({ ms }) => ms));
  t.diagnostic(
    `${traffic.answers.length} requests in ${seconds.toFixed(0)} s, the slowest took ${slowest.toFixed(0)} ms`,
  );
});

/**
 * Asks at a steady rate, as long as not too much of what was asked waits for its answer.
 * @param {(() => Promise<import('./support/person.mjs').Answer>)[]} requests in turn
 */
function startTraffic(requests) {
  /** @type {import('./support/person.mjs').Answer[]} */
  const answers = [];
  /** @type {Promise<unknown>[]} */
  const asked = [];
  const began = performance.now();
  const timer = setInterval(() => {
    // As many as are due: a timer alone falls behind.
    while (asked.length < (performance.now() - began) / EVERY_MS && asked.length - answers.length < AT_ONCE) {
      const request = /** @type {typeof requests[number]} */ (requests[asked.length % requests.length]);
      asked.push(request().then((answer) => answers.push(answer)));
    }
  }, EVERY_MS);
  const untilAnswered = async (/** @type {number} */ more) => {
    const enough = answers.length + more;
    while (answers.length < enough) await wait(20);
  };
  /** Waits for the answers still to come. Gives for how many seconds it asked. */
  const stop = async () => {
    clearInterval(timer);
    const seconds = (performance.now() - began) / 1_000;
    await Promise.all(asked);
    return seconds;
  };
  return { answers, untilAnswered, stop };
}
