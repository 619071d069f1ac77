import { EventListener } from '@latch/test-kit/event-listener';
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createTodo, load } from './load.mjs';
import { percentile } from './percentile.mjs';
import { atMostFigure } from './report.mjs';

/** @typedef {import('./seed.mjs').Person} Person */

/** @typedef {import('./report.mjs').Figure} Figure */

const PEOPLE = 500;
const STREAMS_EACH = 2;
/** How many of them open at the same time. */
const OPENING = 50;
const WAKE_UPS_EACH = 20;
/** A list of 50 at a rate that one backend bears, each round with and without the streams. */
const LIST = { connections: 32, rate: 100, seconds: 5 };
/** Long enough for a session check of every stream. */
const SECONDS = 60;
const LIMITS = { wakeUpMs: 150, otherReplicaMs: 1_100, megabytes: 150, checksPerSecond: 20, listRatio: 1.2 };

/**
 * Devices that wait to be told of changes: how soon they are, through the same backend and through another, and what 1,000
 * of them cost that one.
 * @param {import('./sync.mjs').Servers} servers
 * @param {Person[]} people
 * @param {(line: string) => void} say
 * @returns {Promise<Figure[]>}
 */
export async function streamFigures({ backend, other }, people, say) {
  say(`Event streams: ${PEOPLE * STREAMS_EACH} of ${PEOPLE} people`);
  const cost = await costOf(backend, people);
  say('Event streams: wake-ups');
  const through = async (/** @type {string} */ heardAt) => wakeUps(heardAt, backend.url, people);
  return [
    wakeUpFigure(
      'A change through one backend to a wake-up at another device',
      await through(backend.url),
      LIMITS.wakeUpMs,
    ),
    wakeUpFigure('The same through two backends', await through(other.url), LIMITS.otherReplicaMs),
    ...cost,
  ];
}

/** @param {string} url of a backend @param {Person} person */
async function listen(url, { id, cookie }) {
  const listener = await EventListener.open(`${url}/api/users/${id}/events`, { cookie });
  await listener.until(({ events }) => events.length > 0);
  return listener;
}

/**
 * A few people who each change one thing after the other, not in step with how often a backend asks.
 * @param {string} changedAt the backend
 * @param {string} heardAt the backend
 * @param {Person[]} people
 * @returns {Promise<number[]>} milliseconds from sending a change until the device was told of it
 */
async function wakeUps(changedAt, heardAt, people) {
  /** @type {number[]} */
  const times = [];
  const changeAndHear = async (/** @type {Person} */ person) => {
    const listener = await listen(heardAt, person);
    for (let n = 0; n < WAKE_UPS_EACH; n += 1) {
      await wait(randomInt(1_000));
      const known = listener.revisions.length;
      const began = performance.now();
      const told = listener.until(({ revisions }) => revisions.length > known).then(() => performance.now() - began);
      await createTodo(changedAt, person);
      times.push(await told);
    }
    listener.close();
  };
  await Promise.all(people.slice(0, 10).map(changeAndHear));
  return times;
}

/** @param {string} name @param {number[]} times @param {number} atMost */
function wakeUpFigure(name, times, atMost) {
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  return {
    name,
    measured: `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
    holds: p95 <= atMost,
    wanted: `p95 at most ${atMost} ms`,
  };
}

/**
 * @param {import('./sync.mjs').Servers['backend']} backend
 * @param {Person[]} people
 * @returns {Promise<Figure[]>}
 */
async function costOf({ url, process, metrics }, people) {
  const requests = people.map(({ id, cookie }) => ({
    path: `/api/users/${id}/todos?status=all&limit=50`,
    headers: { cookie },
  }));
  // Before anything else is asked of it: what a list leaves to be collected would hide what streams take.
  const memory = process.memory;
  const devices = people.slice(0, PEOPLE).flatMap((person) => Array.from({ length: STREAMS_EACH }, () => person));
  /** @type {EventListener[]} */
  const listeners = [];
  for (let n = 0; n < devices.length; n += OPENING)
    listeners.push(...(await Promise.all(devices.slice(n, n + OPENING).map((person) => listen(url, person)))));
  const { mean, most } = await checksPerSecond(metrics);
  const megabytes = (process.memory - memory) / 1e6;
  const list = () => load({ url, requests, ...LIST });
  await list();
  const during = await list();
  const open = listeners.filter(({ isOver }) => !isOver).length;
  for (const listener of listeners) listener.close();
  if (open < devices.length) throw new Error(`Only ${open} of ${devices.length} streams stayed open`);
  const without = await list();
  const ratio = during.p95 / without.p95;
  return [
    atMostFigure('1,000 open streams of 500 people: memory of the backend', megabytes, LIMITS.megabytes, 'MB more'),
    {
      ...atMostFigure('Session checks for them, over a minute', mean, LIMITS.checksPerSecond, 'a second'),
      measured: `${mean.toFixed(1)} a second, at most ${most} in one`,
    },
    {
      ...atMostFigure('p95 of a list of 50 with them and without', ratio, LIMITS.listRatio, '×'),
      measured: `${during.p95.toFixed(1)} ms and ${without.p95.toFixed(1)} ms: ${ratio.toFixed(2)} ×`,
    },
  ];
}

/** Session checks a second over a minute in which nobody asks for anything. @param {string} metrics */
async function checksPerSecond(metrics) {
  const count = async () => {
    const text = await (await fetch(metrics)).text();
    const lines = text.matchAll(/^latch_session_validation_seconds_count\{.*\} (\d+)$/gm);
    return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
  };
  const [first, began] = [await count(), performance.now()];
  let [most, last] = [0, first];
  for (let second = 1; second <= SECONDS; second += 1) {
    await wait(began + 1_000 * second - performance.now());
    const now = await count();
    most = Math.max(most, now - last);
    last = now;
  }
  return { mean: (last - first) / SECONDS, most };
}
