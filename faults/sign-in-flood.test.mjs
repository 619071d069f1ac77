import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startDatabase } from './support/databases.mjs';
import { startFaultStack } from './support/stack.mjs';

/** How many requests the flood keeps under way. */
const FLOODERS = 16;
/** How many others sign in at once, as in the morning of an office. */
const OTHERS = 12;
const ROUNDS = 3;
/** Of the others, how many have to be let in. */
const LEAST_SHARE = 0.95;
/** What people wait for without a thought. It is told and not judged: a busy machine is no fault of the queue. */
const IN_TIME_MS = 3_000;
/** What a statement may take here, so that a busy machine is not taken for a database that is down: the queue is judged. */
const PATIENT_MS = '60000';
/** Between two requests of one flooder. The flood shares the processor with what it floods. */
const PAUSE_MS = 100;

/** @typedef {import('./support/person.mjs').Person} Person */

/** @type {import('./support/databases.mjs').Database[]} */
let databases;
/** @type {import('./support/stack.mjs').FaultStack} */
let stack;
/** @type {Person[]} */
const others = [];

before(async () => {
  databases = await Promise.all([startDatabase('auth'), startDatabase('todos')]);
  const [authDatabaseUrl, todosDatabaseUrl] = databases.map(({ url }) => url);
  stack = await startFaultStack({
    authDatabaseUrl,
    todosDatabaseUrl,
    serverEnvironment: { DATABASE_TIMEOUT_MS: PATIENT_MS },
  });
  while (others.length < OTHERS) others.push(await stack.newPerson());
});
after(async () => {
  await stack?.stop();
  await Promise.all(databases.map((database) => database.destroy()));
});

const count = { networks: 0, floods: 0 };
/** An address of a network that nobody was in before, and of a site that at most one other network is of. */
function newNetwork() {
  count.networks += 1;
  return `198.19.${count.networks % 256}.${7 + Math.floor(count.networks / 256)}`;
}

for (const { name, address } of [
  { name: 'one address', address: () => '192.0.2.66' },
  { name: 'ever other networks of one site', address: () => `2001:db8:66:${(count.floods += 1).toString(16)}::1` },
]) {
  test(`while ${name} signs up and in without end, the others sign in`, async (t) => {
    const stop = new AbortController();
    /** @type {Map<string, number>} */
    const answers = new Map();
    const flood = Promise.all(
      Array.from({ length: FLOODERS }, async (_, n) => {
        while (!stop.signal.aborted) {
          const path = n % 2 ? '/api/auth/sign-in/email' : '/api/auth/sign-up/email';
          const status = await floodOnce(path, address());
          answers.set(`${path} ${status}`, (answers.get(`${path} ${status}`) ?? 0) + 1);
          await wait(PAUSE_MS);
        }
      }),
    );
    try {
      // It has begun when its first requests are answered.
      while (answers.size === 0) await wait(20);
      let signedIn = 0;
      for (let n = 0; n < ROUNDS; n++) signedIn += await round(t);
      t.diagnostic(`the flood was answered ${JSON.stringify(Object.fromEntries(answers))}`);
      assert.ok(signedIn >= LEAST_SHARE * OTHERS * ROUNDS, `${signedIn} of ${OTHERS * ROUNDS} signed in`);
    } finally {
      stop.abort();
      await flood;
    }
  });
}

/**
 * All of the others sign in at once, each from a network that is new.
 * @param {import('node:test').TestContext} t
 * @returns {Promise<number>} how many were let in
 */
async function round(t) {
  const answers = await Promise.all(
    others.map((person) => {
      person.address = newNetwork();
      return signInOnceReached(person);
    }),
  );
  const signedIn = answers.filter(({ status }) => status === 200);
  const inTime = signedIn.filter(({ ms }) => ms < IN_TIME_MS).length;
  const refused = answers
    .filter(({ status }) => status !== 200)
    .map(({ status, body }) => `${status} ${body?.error_code}`);
  t.diagnostic(
    `${signedIn.length} of ${OTHERS} signed in, ${inTime} within 3 s; refused: ${refused.join(', ') || 'none'}`,
  );
  return signedIn.length;
}

/**
 * The gateway refuses for a server that did nothing for a second, as on a busy machine; then the person asks again, as the app does.
 * @param {Person} person
 * @returns {ReturnType<Person['signIn']>}
 */
async function signInOnceReached(person, tries = 60) {
  const answer = await person.signIn();
  if (tries === 1 || answer.body?.error_code !== 'SERVER_UNAVAILABLE') return answer;
  await wait(1_000);
  return signInOnceReached(person, tries - 1);
}

/** @param {string} path @param {string} address @returns {Promise<number>} the status */
async function floodOnce(path, address) {
  const name = path.includes('sign-up') ? { name: 'Eve' } : {};
  const body = { ...name, email: `${randomUUID()}@example.com`, password: 'not the password' };
  const response = await fetch(stack.url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: stack.url, 'x-forwarded-for': address },
  });
  await response.arrayBuffer();
  return response.status;
}
