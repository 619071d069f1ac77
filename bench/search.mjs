import { setTimeout as pause } from 'node:timers/promises';
import { runStatements } from '@latch/test-kit/databases';
import { load } from './load.mjs';
import { atMostFigure } from './report.mjs';

/** @typedef {import('./report.mjs').Figure} Figure */
/** @typedef {{ id: string, cookie: string }} Owner */

const LIMIT_MS = 50;
const SECONDS = 10;
/** What somebody looks for whose todos are called "Todo 1" and so on, the oldest tenth of them "Todo 1 long ago". */
const SEARCHES = {
  'a word that few have': '99998',
  'a word that none has': 'zebra',
  'a word that all have': 'todo',
  'one letter': 'o',
  'a number that 4 % have': '99',
  'a word that the oldest tenth has': 'long',
};

/**
 * What a search takes in the 100,000 todos of one person. The first one begins to index them.
 * @param {string} url of a backend
 * @param {string} todosUrl
 * @param {Owner} owner
 * @returns {Promise<Figure[]>}
 */
export async function searchFigures(url, todosUrl, { id, cookie }) {
  const request = (/** @type {string} */ q) => ({ path: `/api/users/${id}/todos/search?q=${q}`, headers: { cookie } });
  await fetch(url + request('zebra').path, { headers: { cookie } });
  while (await hasUnindexed(todosUrl, id)) await pause(500);
  await runStatements(todosUrl, [['VACUUM (ANALYZE) search_entries']]);
  const figures = [];
  for (const [name, q] of Object.entries(SEARCHES)) {
    const { p95 } = await load({ url, requests: [request(q)], connections: 4, seconds: SECONDS, rate: 20 });
    figures.push(
      atMostFigure(`A search of 100,000 todos for ${name}: p95 at 20 requests a second`, p95, LIMIT_MS, 'ms'),
    );
  }
  return figures;
}

/** @param {string} todosUrl @param {string} id */
async function hasUnindexed(todosUrl, id) {
  const [rows] = await runStatements(todosUrl, [
    [
      `SELECT count(*) > (SELECT count(*) FROM search_entries WHERE user_id = $1) AS more FROM todos WHERE user_id = $1`,
      [id],
    ],
  ]);
  return rows?.[0]?.more === true;
}
