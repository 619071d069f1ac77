import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { after, before, test } from 'node:test';
import { startDatabase } from './support/databases.mjs';
import { assertRecovers } from './support/expectations.mjs';
import { startFaultStack } from './support/stack.mjs';

const REQUESTS = 2_000;
/** As many at once, and the next once those were let in: the operating system itself takes no more than 511 that wait. */
const AT_ONCE = 250;
/** For all of them together, on whatever processor there is: one that waits for the database waits for ever. */
const LIMIT_MS = 300_000;
const MOST_GROWTH_MB = 200;

/** @type {import('./support/databases.mjs').Database[]} */
let databases;
/** @type {import('./support/stack.mjs').FaultStack} */
let stack;

before(async () => {
  databases = await Promise.all([startDatabase('auth'), startDatabase('todos')]);
  const [authDatabaseUrl, todosDatabaseUrl] = databases.map(({ url }) => url);
  stack = await startFaultStack({ authDatabaseUrl, todosDatabaseUrl });
});
after(async () => {
  await stack?.stop();
  await Promise.all(databases.map((database) => database.destroy()));
});

for (const { name, url } of [
  { name: 'the gateway', url: () => stack.url },
  { name: 'the backend itself', url: () => stack.servers.backend },
]) {
  test(`2,000 requests to ${name} while the database hangs: each is refused, and none is kept for later`, async (t) => {
    const ada = await stack.newPerson();
    const [, todos] = databases;
    await assertRecovers(ada);
    const before = memoryOf(stack.parts.backend);
    todos?.server.signal('SIGSTOP');
    const began = performance.now();
    const asked = [];
    while (asked.length < REQUESTS) {
      for (let n = 0; n < AT_ONCE; n++) asked.push(ada.ask('GET', ada.todos, undefined, {}, url()));
      await untilLetIn(url());
    }
    const answers = await Promise.all(asked);
    const took = performance.now() - began;
    const grown = memoryOf(stack.parts.backend) - before;
    todos?.server.signal('SIGCONT');
    t.diagnostic(`answered in ${Math.round(took)} ms, the backend grew by ${Math.round(grown)} MB`);
    const outcomes = new Set(answers.map(({ status, body }) => (status ? status : reasonOf(body))));
    assert.deepEqual(outcomes, new Set([503]));
    assert.ok(took < LIMIT_MS, `it took ${took} ms`);
    assert.ok(grown < MOST_GROWTH_MB, `the backend grew by ${grown} MB`);
    await assertRecovers(ada);
  });
}

/**
 * Waits until a server has accepted the connections that came before: it does so in their order, and answers one that
 * comes now. @param {string} url
 */
function untilLetIn(url) {
  return new Promise((resolve, reject) => {
    get(new URL('/health/live', url), { agent: false }, (response) => response.resume().on('end', resolve)).on(
      'error',
      reject,
    );
  });
}

/** Why no whole answer came. @param {Error & { cause?: { code?: string } }} error */
function reasonOf({ cause, message }) {
  return cause?.code ?? message;
}

/** @param {import('../scripts/stack/part.mjs').Part} part @returns {number} its memory in MB */
function memoryOf({ pid }) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
}
