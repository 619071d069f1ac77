import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startDatabase } from './support/databases.mjs';
import { startFaultStack } from './support/stack.mjs';
import { Writer } from './support/writer.mjs';

/** Each kill meets those that are on their way. That some come between two of them only says that all is up again. */
const WRITES = 1_000;
const WRITERS = 4;
/** How often each part is killed. */
const ROUNDS = 3;

/** @typedef {import('../scripts/stack/part.mjs').Part} Part */
/** @typedef {import('./support/stack.mjs').FaultStack} FaultStack */
/** @typedef {() => unknown} Kill kills something with SIGKILL, and starts it again unless it is watched */

/** @type {(() => Promise<unknown>)[]} */
const cleanUp = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).toReversed()) await task();
});

test('with PostgreSQL, what was acknowledged is there, whichever part is killed', async (t) => {
  const databases = await Promise.all([startDatabase('auth'), startDatabase('todos')]);
  cleanUp.push(() => Promise.all(databases.map((database) => database.destroy())));
  const [authDatabaseUrl, todosDatabaseUrl] = databases.map(({ url }) => url);
  const stack = await startFaultStack({ authDatabaseUrl, todosDatabaseUrl });
  cleanUp.push(() => stack.stop());
  const killDatabase = databases.map(({ server }) => async () => {
    server.signal('SIGKILL');
    while (server.running) await wait(10);
    await server.start();
  });
  t.diagnostic(await writeWhileKilling(stack, [...killServers(stack), ...killDatabase]));
});

test('with the embedded databases, what was acknowledged is there, whichever part is killed', async (t) => {
  const stack = await startFaultStack();
  cleanUp.push(() => stack.stop());
  const { authDatabase, todosDatabase } = stack.parts;
  const killDatabase = [authDatabase, todosDatabase].map((part) => () => part?.signal('SIGKILL'));
  t.diagnostic(await writeWhileKilling(stack, [...killServers(stack), ...killDatabase]));
});

/** @param {FaultStack} stack @returns {Kill[]} */
function killServers({ parts }) {
  return [parts.authServer, parts.backend].map((part) => () => part?.signal('SIGKILL'));
}

/**
 * @param {FaultStack} stack
 * @param {Kill[]} kills
 * @returns {Promise<string>} what there is to tell of it
 */
async function writeWhileKilling(stack, kills) {
  const writers = await Promise.all(Array.from({ length: WRITERS }, async () => new Writer(await stack.newPerson())));
  const count = () => writers.reduce((sum, { writes }) => sum + writes, 0);
  const began = performance.now();
  const done = new AbortController();
  const writing = Promise.all(writers.map((writer) => writer.write(done.signal))).finally(() => done.abort());
  const inTurn = Array.from({ length: ROUNDS }, () => kills).flat();
  for (const [turn, kill] of inTurn.entries()) {
    await until(() => count() > ((turn + 1) * WRITES) / (inTurn.length + 1), done.signal);
    await kill();
  }
  await until(() => count() >= WRITES, done.signal);
  done.abort();
  await writing;
  const seconds = (performance.now() - began) / 1_000;
  for (const writer of writers) {
    await writer.assertAllIsThere();
    assert.equal((await writer.person.session()).body.user.email, writer.person.email);
  }
  const repeats = writers.reduce((sum, writer) => sum + writer.repeats, 0);
  return `${count()} writes acknowledged in ${seconds.toFixed(0)} s, ${inTurn.length} kills, ${repeats} repeated`;
}

/**
 * @param {() => boolean} condition
 * @param {AbortSignal} givenUp
 */
async function until(condition, givenUp) {
  while (!condition() && !givenUp.aborted) await wait(20);
}
