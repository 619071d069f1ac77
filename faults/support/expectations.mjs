import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

/** @typedef {import('./person.mjs').Person} Person */
/** @typedef {import('./person.mjs').Answer} Answer */
/** @typedef {'list' | 'create' | 'me' | 'session'} Question */

/** @type {Question[]} */
export const questions = ['list', 'create', 'me', 'session'];

/** The bound that Latch promises, in milliseconds, for whatever it waits for. */
const ANSWER_MS = 2_000;
/** What a machine may add that is busy with something else; without any bound it would be more. */
const SLOW_ANSWER_MS = 8_000;
/** How often it may do so in a row. */
const SLOW_ROUNDS = 5;
/** Latch recovers in a second or two; a busy machine takes its time to start a process. */
const RECOVERY_MS = 30_000;

/**
 * Asks all questions at once, and expects a 503 with `Retry-After` within two seconds of those in `unavailable`, and the
 * usual answer of the others. Answers that are late because the machine is busy are in time when asked once more; those of
 * a Latch that waits for too long never are.
 * @param {Person} person
 * @param {Question[]} unavailable
 */
export async function assertUnavailable(person, unavailable) {
  const slowest = [];
  while (slowest.length < SLOW_ROUNDS) {
    const answers = await Promise.all(questions.map(async (name) => ({ name, answer: await person[name]() })));
    for (const { name, answer } of answers) {
      if (unavailable.includes(name)) assertRefusedInTime(name, answer);
      else assertFine(name, answer, person);
    }
    slowest.push(Math.max(...answers.map(({ answer }) => Math.round(answer.ms))));
    if (/** @type {number} */ (slowest.at(-1)) < ANSWER_MS) return;
  }
  assert.fail(`the slowest answers of ${SLOW_ROUNDS} rounds took ${slowest.join(', ')} ms`);
}

/**
 * @param {string} name
 * @param {Answer} answer
 */
export function assertRefusedInTime(name, { status, body, headers, ms }) {
  assert.equal(status, 503, `${name} answered ${status}: ${JSON.stringify(body)}`);
  assert.ok(Number(headers.get('retry-after')) > 0, `${name} came without Retry-After`);
  assert.match(body.error_code, /^(SERVER|STORE|SESSION_STORE|AUTH_SERVER)_UNAVAILABLE$/);
  assert.ok(ms < SLOW_ANSWER_MS, `${name} took ${Math.round(ms)} ms`);
}

/**
 * @param {Question} name
 * @param {Answer} answer
 * @param {Person} person
 */
export function assertFine(name, { status, body }, person) {
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
  for (;;) {
    const answers = await Promise.all(questions.map(async (name) => ({ name, answer: await person[name]() })));
    assert.ok(!answers.some(({ answer }) => answer.status === 401), 'somebody was signed out');
    if (answers.every(({ answer }) => answer.status === 200 || answer.status === 201)) break;
    assert.ok(
      performance.now() - began < RECOVERY_MS,
      `it did not recover within ${RECOVERY_MS} ms: ${describe(answers)}`,
    );
    await wait(50);
  }
  const took = performance.now() - began;
  const many = await Promise.all(
    // Enough of each to use every connection; what one owner changes is done one after the other.
    Array.from({ length: 15 }, (_, n) => questions.filter((name) => name !== 'create' || n < 5))
      .flat()
      .map((name) => person[name]()),
  );
  assert.deepEqual(new Set(many.map(({ status }) => status)), new Set([200, 201]));
  for (const name of questions) assertFine(name, await person[name](), person);
  return took;
}

/**
 * What it says of itself, soon: a part that a busy machine keeps for a second is taken for one that does not answer.
 * @param {string} server its URL
 * @param {{ live: number, ready: number }} expected
 */
export async function assertHealth(server, expected) {
  const ask = async (/** @type {string} */ name) => {
    const signal = AbortSignal.timeout(SLOW_ANSWER_MS);
    return (await fetch(`${server}/health/${name}`, { signal })).status;
  };
  for (let round = 1; ; round += 1) {
    const [live, ready] = await Promise.all(['live', 'ready'].map(ask));
    if (live === expected.live && ready === expected.ready) return;
    if (round === SLOW_ROUNDS) assert.deepEqual({ live, ready }, expected);
  }
}

/** @param {{ name: string, answer: Answer }[]} answers */
function describe(answers) {
  return answers
    .map(({ name, answer: { status, body } }) => `${name} ${status} ${body?.error_code ?? body?.cause ?? ''}`)
    .join(', ');
}
