import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

/** @typedef {import('./person.mjs').Person} Person */
/** @typedef {import('./person.mjs').Answer} Answer */
/** @typedef {'list' | 'create' | 'me' | 'session'} Question */

/** @type {Question[]} */
export const questions = ['list', 'create', 'me', 'session'];

/** The bounds that Latch promises, in milliseconds. */
const ANSWER_MS = 2_000;
const RECOVERY_MS = 5_000;

/**
 * Asks all questions at once, and expects a 503 with `Retry-After` within two seconds of those in `unavailable`, and the
 * usual answer of the others.
 * @param {Person} person
 * @param {Question[]} unavailable
 */
export async function assertUnavailable(person, unavailable) {
  const answers = await Promise.all(questions.map(async (name) => ({ name, answer: await person[name]() })));
  for (const { name, answer } of answers) {
    if (unavailable.includes(name)) assertRefusedInTime(name, answer);
    else assertFine(name, answer, person);
  }
}

/**
 * @param {string} name
 * @param {Answer} answer
 */
export function assertRefusedInTime(name, { status, body, headers, ms }) {
  assert.equal(status, 503, `${name} answered ${status}: ${JSON.stringify(body)}`);
  assert.ok(Number(headers.get('retry-after')) > 0, `${name} came without Retry-After`);
  assert.match(body.error_code, /^(SERVER|STORE|SESSION_STORE|AUTH_SERVER)_UNAVAILABLE$/);
  assert.ok(ms < ANSWER_MS, `${name} took ${Math.round(ms)} ms`);
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
 * Asks until everything is well again, which must not take longer than five seconds, and means it: many at once, too.
 * @param {Person} person
 * @returns {Promise<number>} how long it took, in milliseconds
 */
export async function assertRecovers(person) {
  const began = performance.now();
  for (;;) {
    const answers = await Promise.all(questions.map(async (name) => ({ name, answer: await person[name]() })));
    assert.ok(!answers.some(({ answer }) => answer.status === 401), 'somebody was signed out');
    if (answers.every(({ answer }) => answer.status === 200 || answer.status === 201)) break;
    assert.ok(performance.now() - began < RECOVERY_MS, `it did not recover within 5 s: ${describe(answers)}`);
    await wait(50);
  }
  const took = performance.now() - began;
  const many = await Promise.all(
    Array.from({ length: 15 }, () => questions)
      .flat()
      .map((name) => person[name]()),
  );
  assert.deepEqual(new Set(many.map(({ status }) => status)), new Set([200, 201]));
  for (const name of questions) assertFine(name, await person[name](), person);
  return took;
}

/**
 * @param {string} server its URL
 * @param {{ live: number, ready: number }} expected
 */
export async function assertHealth(server, expected) {
  const [live, ready] = await Promise.all(
    ['live', 'ready'].map(async (name) => {
      const began = performance.now();
      const { status } = await fetch(`${server}/health/${name}`);
      assert.ok(performance.now() - began < ANSWER_MS, `${name} took too long`);
      return status;
    }),
  );
  assert.deepEqual({ live, ready }, expected);
}

/** @param {{ name: string, answer: Answer }[]} answers */
function describe(answers) {
  return answers
    .map(({ name, answer: { status, body } }) => `${name} ${status} ${body?.error_code ?? body?.cause ?? ''}`)
    .join(', ');
}
