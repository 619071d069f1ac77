import autocannon from 'autocannon';

/**
 * @typedef {object} Request one request; `path` and the rest as autocannon takes them
 * @property {string} path
 * @property {'GET' | 'POST' | 'PATCH'} [method]
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 * @property {(request: import('autocannon').Request) => import('autocannon').Request} [setupRequest] makes each one another
 */

/**
 * @typedef {object} Figures
 * @property {number} perSecond
 * @property {number} p50 milliseconds
 * @property {number} p95 milliseconds
 * @property {number} p99 milliseconds
 */

/**
 * Asks one server for some seconds over kept-alive connections, each beginning at another of the requests.
 * @param {{ url: string, requests: Request[], connections: number, seconds: number, rate?: number }} options rate: at
 *   most so many requests a second, all connections together
 * @returns {Promise<Figures>}
 * @throws {Error} when anything but 2xx came back: a wrong answer is not worth measuring
 */
export async function load({ url, requests, connections, seconds, rate }) {
  /** @type {number[]} milliseconds each, which autocannon's own summary rounds to whole ones */
  const times = [];
  let next = 0;
  const step = Math.max(1, Math.floor(requests.length / connections));
  const options = {
    url,
    connections,
    duration: seconds,
    ...(rate && { overallRate: rate }),
    setupClient: (/** @type {import('autocannon').Client} */ client) =>
      client.setRequests(rotated(requests, step * next++)),
  };
  /** @type {import('autocannon').Result} */
  const result = await new Promise((resolve, reject) => {
    const running = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    running.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  const wrong = result.non2xx + result.errors + result.timeouts;
  if (wrong || !times.length)
    throw new Error(`${wrong} of ${times.length} requests to ${url}${requests[0]?.path} failed`);
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / result.duration, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/**
 * Asks a server so many times a second, whatever it answers, until told to stop.
 * @param {{ url: string, requests: Request[], connections: number, rate: number }} options
 * @returns {() => Promise<void>}
 */
export function flood({ rate, ...options }) {
  const HOUR = 3600;
  /** @type {(() => void) | undefined} */
  let stopped;
  const ended = new Promise((/** @type {(value: void) => void} */ resolve) => (stopped = resolve));
  const running = autocannon({ ...options, duration: HOUR, overallRate: rate }, () => stopped?.());
  return () => {
    running.stop?.();
    return ended;
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
