import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

/** @typedef {import('./person.mjs').Person} Person */
/** @typedef {import('./person.mjs').Answer} Answer */
/** @typedef {'list' | 'create' | 'me' | 'session'} Question */

/** @type {Question[]} */
export const questions = ['list', 'create', 'me', 'session'];

/** The bound that Latch promises, in milliseconds, for whatever it waits for. */
const ANSWER_MS = 2_000;
/** How often in a row a busy machine may make an answer late. A Latch that waits for too long does so every time. */
const BUSY_ROUNDS = 5;
/** No answer is later than this, however busy the machine is: the gateway itself gives up then. */
const LATEST_MS = 15_000;
/** A part gives up on another after 1.4 s at the soonest: a 503 of what works that came sooner is wrong. */
const GIVES_UP_MS = 1_400;
/** What ends a test, in milliseconds, where nothing would be answered at all. */
const HEALTH_MS = 30_000;
/**
 * Latch recovers in a second or two once everything runs. On a busy machine a round of questions takes seconds: it is asked
 * for this long, and this often.
 */
const RECOVERY_MS = 30_000;
const RECOVERY_ROUNDS = 20;

/**
 * Asks all questions at once, and expects a 503 with `Retry-After` within two seconds of those in `unavailable`, and the
 * usual answer of the others. On a busy machine an answer may come late, also the 503 of a part that gave up on another one
 * that works; it is in time when asked once more. Any other answer is wrong at once.
 * @param {Person} person
 * @param {Question[]} unavailable
 */
export async function assertUnavailable(person, unavailable) {
  const rounds = [];
  while (rounds.length < BUSY_ROUNDS) {
    const answers = await askAll(person);
    for (const { name, answer } of answers) {
      if (unavailable.includes(name)) assertRefused(name, answer);
      else if (answer.status !== 503 || answer.ms < GIVES_UP_MS) assertFine(name, answer, person);
    }
    const late = answers.filter(
      ({ name, answer: { status, ms } }) => ms >= ANSWER_MS || (status === 503) !== unavailable.includes(name),
    );
    if (!late.length) return;
    rounds.push(describe(late));
  }
  assert.fail(`late, or not available, in ${BUSY_ROUNDS} rounds: ${rounds.join('; ')}`);
}

/**
 * @param {string} name
 * @param {Answer} answer
 */
export function assertRefused(name, { status, body, headers, ms }) {
  assert.equal(status, 503, `${name} answered ${status}: ${JSON.stringify(body)}`);
  assert.ok(Number(headers.get('retry-after')) > 0, `${name} came without Retry-After`);
  assert.match(body.error_code, /^(SERVER|STORE|SESSION_STORE|AUTH_SERVER)_UNAVAILABLE$/);
  assert.ok(ms < LATEST_MS, `${name} took ${Math.round(ms)} ms`);
}

/**
 * @param {Question} name
 * @param {Answer} answer
 * @param {Person} person
 */
function assertFine(name, { status, body }, person) {
  assert.equal(status, name === 'create' ? 201 : 200, `${name} answered ${status}: ${JSON.stringify(body)}`);
  if (name === 'list') assert.ok(Array.isArray(body.items));
  if (name === 'me') assert.equal(body.email, person.email);
  if (name === 'session') assert.equal(body?.user.email, person.email, 'the session is gone');
}

/**
 * Asks until everything is well again by itself, and means it: many at once, too.
 * @param {Person} person
 * @returns {Promise<number>} how long it took, in milliseconds
 */
export async function assertRecovers(person) {
  const began = performance.now();
  for (let round = 1; ; round += 1) {
    const answers = await askAll(person);
    // Enough of each to use every connection; what one owner changes is done one after the other.
    if (answers.every(isWell)) answers.push(...(await askMany(person)));
    for (const { name, answer } of answers) {
      assert.notEqual(answer.status, 401, 'somebody was signed out');
      if (isWell({ answer })) assertFine(name, answer, person);
    }
    const took = performance.now() - began;
    const unwell = answers.filter((each) => !isWell(each));
    if (!unwell.length) return took;
    assert.ok(
      took < RECOVERY_MS || round < RECOVERY_ROUNDS,
      `it did not recover within ${Math.round(took)} ms and ${round} rounds: ${describe(unwell)}`,
    );
    await wait(50);
  }
}

/** @param {Person} person */
function askAll(person) {
  return Promise.all(questions.map(async (name) => ({ name, answer: await person[name]() })));
}

/** @param {Person} person */
function askMany(person) {
  const many = Array.from({ length: 15 }, (_, n) => questions.filter((name) => name !== 'create' || n < 5)).flat();
  return Promise.all(many.map(async (name) => ({ name, answer: await person[name]() })));
}

/** @param {{ answer: Answer }} of */
function isWell({ answer: { status } }) {
  return status === 200 || status === 201;
}

/**
 * What it says of itself, soon: a part that a busy machine keeps for a second is taken for one that does not answer.
 * @param {string} server its URL
 * @param {{ live: number, ready: number }} expected
 */
export async function assertHealth(server, expected) {
  const ask = async (/** @type {string} */ name) => {
    const signal = AbortSignal.timeout(HEALTH_MS);
    return (await fetch(`${server}/health/${name}`, { signal })).status;
  };
  for (let round = 1; ; round += 1) {
    const [live, ready] = await Promise.all(['live', 'ready'].map(ask));
    if (live === expected.live && ready === expected.ready) return;
    if (round === BUSY_ROUNDS) assert.deepEqual({ live, ready }, expected);
  }
}

/** @param {{ name: string, answer: Answer }[]} answers */
function describe(answers) {
  return answers
    .map(({ name, answer: { status, body, ms } }) => {
      return `${name} ${status} ${body?.error_code ?? body?.cause ?? ''} after ${Math.round(ms)} ms`;
    })
    .join(', ');
}
