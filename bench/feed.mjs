import { runStatements } from '@latch/test-kit/databases';
import { gzipSync } from 'node:zlib';
import { GZIP } from '../scripts/gateway/compression.mjs';
import { createTodo, load } from './load.mjs';
import { percentile } from './percentile.mjs';
import { atMostFigure } from './report.mjs';
import { searchFigures } from './search.mjs';
import { todoId } from './seed-todos.mjs';

/** @typedef {import('./report.mjs').Figure} Figure */
/** @typedef {{ id: string, cookie: string }} Owner */

const LARGE = 100_000;
const MADE_AT = `now() - ${LARGE} * interval '1 minute' + n * interval '1 minute'`;
const SECONDS = 10;
const LIMITS = { deltaBytes: 2_000, flatOutMs: 25, pacedMs: 5, wholeMs: 1_000, wholeKilobytes: 400 };
const WHOLE_READS = 5;
/** As the app asks for it. */
const PAGE = 2_000;

/**
 * What it takes to read one change of somebody with 100,000 todos, and to search in them, and to read all of somebody with 10,000.
 * @param {string} url of a backend
 * @param {import('./databases.mjs').Databases} databases
 * @param {Owner[]} people
 * @param {Owner} organiser
 * @returns {Promise<Figure[]>}
 */
export async function feedFigures(url, { todosUrl }, people, organiser) {
  const large = people.at(-1);
  if (!large) throw new Error('There are no people');
  await giveTodos(todosUrl, large.id);
  const requests = [{ path: await pathOfLastChange(url, todosUrl, large), headers: { cookie: large.cookie } }];
  const delta = await read(url, large, requests[0]?.path ?? '');
  if (delta.todos.length !== 1) throw new Error(`The last change is of ${delta.todos.length} todos`);
  const flatOut = await load({ url, requests, connections: 32, seconds: SECONDS });
  const paced = await load({ url, requests, connections: 32, seconds: SECONDS, rate: 100 });
  return [
    atMostFigure('A delta of one change beside 100,000 todos', delta.text.length, LIMITS.deltaBytes, 'bytes'),
    atMostFigure('The same: p95 of 32 connections that never pause', flatOut.p95, LIMITS.flatOutMs, 'ms'),
    atMostFigure('The same: p95 at 100 requests a second', paced.p95, LIMITS.pacedMs, 'ms'),
    ...(await wholeFigures(url, organiser)),
    ...(await searchFigures(url, todosUrl, large)),
  ];
}

/** @param {string} url @param {Owner} organiser @returns {Promise<Figure[]>} */
async function wholeFigures(url, organiser) {
  /** @type {number[]} */
  const times = [];
  let [bytes, todos] = [0, 0];
  for (let n = 0; n < WHOLE_READS; n += 1) {
    /** @type {string[]} */
    const pages = [];
    const began = performance.now();
    todos = 0;
    for (let since = '0', more = true; more;) {
      const page = await read(url, organiser, `/api/users/${organiser.id}/sync?since=${since}&limit=${PAGE}`);
      pages.push(page.text);
      todos += page.todos.length;
      ({ revision: since, more } = page);
    }
    times.push(performance.now() - began);
    // As the gateways compress.
    bytes = pages.reduce((sum, text) => sum + gzipSync(text, GZIP).length, 0);
  }
  const name = `The whole of somebody with 10,000 todos (${todos} of them on a device)`;
  return [
    atMostFigure(`${name}: time, in pages of ${PAGE}, median`, percentile(times, 0.5), LIMITS.wholeMs, 'ms'),
    atMostFigure(`${name}: compressed`, bytes / 1_000, LIMITS.wholeKilobytes, 'kB'),
  ];
}

/** @param {string} todosUrl @param {string} id */
async function giveTodos(todosUrl, id) {
  await runStatements(todosUrl, [
    [
      `INSERT INTO todos (user_id, id, title, project_id, position, create_digest, created_at, completed_at)
       SELECT user_id, ${todoId(`'large' || n`, MADE_AT)}, 'Todo ' || n || CASE WHEN n <= ${LARGE / 10} THEN ' long ago' ELSE '' END,
         id, 'a0' || lpad(n::text, 6, '0') || 'V', '', ${MADE_AT}, CASE WHEN n % 3 = 0 THEN now() - interval '1 year' END
       FROM projects, generate_series(1, ${LARGE}) n WHERE user_id = $1 AND inbox`,
      [id],
    ],
    ['VACUUM (ANALYZE) todos'],
  ]);
}

/** @param {string} url @param {string} todosUrl @param {Owner} owner */
async function pathOfLastChange(url, todosUrl, owner) {
  // The first change of an owner would be read as the whole.
  await createTodo(url, owner);
  await createTodo(url, owner);
  const { id } = owner;
  const [rows] = await runStatements(todosUrl, [['SELECT revision FROM owners WHERE user_id = $1', [id]]]);
  return `/api/users/${id}/sync?since=${Number(rows?.[0]?.revision) - 1}`;
}

/** @param {string} url @param {Owner} owner @param {string} path */
async function read(url, { cookie }, path) {
  const response = await fetch(`${url}${path}`, { headers: { cookie } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return { text, .../** @type {{ revision: string, more: boolean, todos: object[] }} */ (JSON.parse(text)) };
}
