import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import { percentile } from './percentile.mjs';

/**
 * @typedef {object} Request one request; `path` and the rest as autocannon takes them
 * @property {string} path
 * @property {'GET' | 'POST' | 'PATCH'} [method]
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 */

/**
 * @typedef {object} Figures
 * @property {number} perSecond
 * @property {number} p50 milliseconds
 * @property {number} p95 milliseconds
 * @property {number} p99 milliseconds
 * @property {number} answers how many there were
 */

/**
 * @typedef {object} Load
 * @property {string} url
 * @property {Request[]} requests asked in turn
 * @property {number} connections
 * @property {number} seconds
 * @property {number} [rate] at most so many requests a second, all connections together
 */

/** More than a connection comes to in a measurement; building all ten thousand for each would be measured too. */
const MOST_REQUESTS = 1_000;

/**
 * Asks one server for some seconds over kept-alive connections, each beginning at another of the requests.
 * @param {Load} options
 * @returns {Promise<Figures>}
 * @throws {Error} when anything but 2xx came back: a wrong answer is not worth measuring
 */
export async function load({ url, requests, connections, seconds, rate }) {
  if (rate) return paced({ url, requests, connections, seconds, rate });
  /** @type {number[]} milliseconds each, which autocannon's own summary rounds to whole ones */
  const times = [];
  let next = 0;
  const step = Math.max(1, Math.floor(requests.length / connections));
  const options = {
    url,
    connections,
    duration: seconds,
    setupClient: (/** @type {import('autocannon').Client} */ client) =>
      client.setRequests(rotated(requests, step * next++).slice(0, MOST_REQUESTS)),
  };
  /** @type {import('autocannon').Result} */
  const result = await new Promise((resolve, reject) => {
    const running = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    running.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  const wrong = result.non2xx + result.errors + result.timeouts;
  if (wrong || !times.length)
    throw new Error(`${wrong} of ${times.length} requests to ${url}${requests[0]?.path} failed`);
  return figuresOf(times, result.duration);
}

/**
 * Sends one changing request after another over each of some kept-alive connections for some seconds, and waits for the
 * last answers: each request that is made is sent, and what is counted was answered.
 * @param {{ url: string, next: () => Request, connections: number, seconds: number }} options
 * @returns {Promise<Figures>}
 * @throws {Error} when anything but 2xx came back
 */
export async function change({ url, next, connections, seconds }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  /** @type {number[]} milliseconds each */
  const times = [];
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  const sendAll = async () => {
    while (performance.now() < end) {
      const sent = performance.now();
      await answered(url, next(), agent);
      times.push(performance.now() - sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, sendAll));
    return figuresOf(times, (performance.now() - begun) / 1_000);
  } finally {
    agent.destroy();
  }
}

/**
 * Takes items in turn, without end.
 * @template T
 * @param {T[]} items
 * @param {(item: T, round: number, index: number) => Request} request made of an item; `round` counts from 0
 * @returns {() => Request}
 */
export function inTurn(items, request) {
  let count = 0;
  return () => {
    const index = count % items.length;
    const round = Math.floor(count / items.length);
    count += 1;
    return request(/** @type {T} */ (items[index]), round, index);
  };
}

/** @param {Load & { rate: number }} options */
async function paced({ url, requests, connections, seconds, rate }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  /** @type {Promise<number>[]} */
  const answers = [];
  const isOver = () => answers.length >= rate * seconds;
  try {
    await atPace(rate, isOver, (due) => {
      const asked = /** @type {Request} */ (requests[answers.length % requests.length]);
      answers.push(answered(url, asked, agent).then(() => performance.now() - due));
    });
    return figuresOf(await Promise.all(answers), seconds);
  } finally {
    agent.destroy();
  }
}

/**
 * Evenly, each from when it was due: autocannon would send those of a second all at once.
 * @param {number} rate a second
 * @param {() => boolean} isOver
 * @param {(due: number) => void} send
 */
async function atPace(rate, isOver, send) {
  for (let due = performance.now(); !isOver(); due += 1_000 / rate) {
    await wait(Math.max(0, due - performance.now()));
    send(due);
  }
}

/**
 * @param {string} url
 * @param {Request} request
 * @param {Agent} agent
 * @returns {Promise<number>} the status, once all of the answer is there
 */
async function ask(url, { path, method, headers, body }, agent) {
  const asking = request(`${url}${path}`, { agent, method, headers }).end(body);
  const [answer] = /** @type {[import('node:http').IncomingMessage]} */ (await once(asking, 'response'));
  await once(answer.resume(), 'end');
  return Number(answer.statusCode);
}

/** @type {(...asked: Parameters<typeof ask>) => Promise<void>} */
async function answered(url, request, agent) {
  const status = await ask(url, request, agent);
  if (status < 200 || status > 299) throw new Error(`${url}${request.path} answered ${status}`);
}

/**
 * @param {number[]} times milliseconds
 * @param {number} seconds
 * @returns {Figures}
 */
function figuresOf(times, seconds) {
  const at = (/** @type {number} */ part) => percentile(times, part);
  return { answers: times.length, perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/**
 * Asks a server so many times a second, whatever it answers, until told to stop.
 * @param {{ url: string, request: () => Request, connections: number, rate: number }} options
 * @returns {() => Promise<void>}
 */
export function flood({ url, request, connections, rate }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let isOver = false;
  const ended = atPace(
    rate,
    () => isOver,
    () => void ask(url, request(), agent).catch(() => {}),
  );
  return async () => {
    isOver = true;
    await ended;
    agent.destroy();
  };
}

/**
 * @template T
 * @param {T[]} items
 * @param {number} by
 */
function rotated(items, by) {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/**
 * One change, which is not measured.
 * @param {string} url
 * @param {{ id: string, cookie: string }} owner
 */
export async function createTodo(url, { id, cookie }) {
  const response = await fetch(`${url}/api/users/${id}/todos`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Buy lemons' }),
  });
  if (response.status !== 201) throw new Error(`A create answered ${response.status}`);
}
