import { markTodo } from '@latch/domain/search/marks';
import { SearchIndex } from '@latch/domain/search/search-index';
import { searchQuery } from '@latch/domain/search/search-query';
import { percentile } from './percentile.mjs';
import { atMostFigure } from './report.mjs';

/** @typedef {import('@latch/domain/search/search-index').SearchedTodo} SearchedTodo */

const TODOS = 10_000;
/** Words that there are; a few of them in most todos, most of them in few, as in any language. */
const WORDS = 12_000;
const SEARCHES = 60;
/** As many are drawn as fit a window, with what lies around it. */
const DRAWN = 30;
const LIMIT_MS = 30;
/** Once in a while memory is collected meanwhile, and others use this machine. */
const LONGEST_MS = 250;
const INDEXED_MS = 2_000;

/**
 * What each key takes while somebody types into the search on a device with 10,000 todos, a third of them with notes: finding, and
 * marking what is drawn of it. Drawing is the browser's.
 * @returns {import('./report.mjs').Figure[]}
 */
export function deviceSearchFigures() {
  const random = randomNumbers();
  const words = Array.from({ length: WORDS }, () => word(random));
  const todos = Array.from({ length: TODOS }, (_, nth) => todo(nth, words, random));
  const names = { projects: named('p', 50, words), sections: named('s', 100, words), labels: named('l', 100, words) };
  /** @type {SearchIndex<SearchedTodo>} */
  const index = new SearchIndex();
  const began = performance.now();
  for (const one of todos) index.write(undefined, one);
  const indexed = performance.now() - began;
  const typed = Array.from({ length: SEARCHES }, (_, nth) => textOf(nth, words, random)).flatMap(lettersOf);
  // As the browser does, the first ones make the program fast.
  for (const text of typed.slice(0, 100)) index.find(text, names);
  const times = typed.map((text) => measured(() => drawn(index.find(text, names), text)));
  const changes = todos.slice(0, 1_000).map((one) => {
    const after = { ...one, title: `${one.title} ${words[7]}` };
    return measured(() => index.write(one, after));
  });
  return [
    atMostFigure(
      `Search on a device with ${TODOS.toLocaleString('en')} todos: p95 of each key`,
      percentile(times, 0.95),
      LIMIT_MS,
      'ms',
    ),
    atMostFigure('Search on a device: the slowest key', Math.max(...times), LONGEST_MS, 'ms'),
    atMostFigure('Search on a device: indexing all todos, once, in slices of 8 ms', indexed, INDEXED_MS, 'ms'),
    atMostFigure('Search on a device: indexing one that changed, p95', percentile(changes, 0.95), 1, 'ms'),
  ];
}

/** @param {readonly SearchedTodo[]} found @param {string} text */
function drawn(found, text) {
  const query = searchQuery(text);
  if (query) for (const one of found.slice(0, DRAWN)) markTodo(one, query);
}

/** @param {() => void} work */
function measured(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The same numbers in each run. @returns {() => number} below 1 */
function randomNumbers() {
  let state = 7;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** @param {() => number} random */
function word(random) {
  const letter = (/** @type {string} */ of) => of.charAt(Math.floor(random() * of.length));
  return Array.from(
    { length: 1 + Math.floor(random() * 4) },
    () => `${letter('bcdfglmnprstvw')}${letter('aeiou')}${letter('lnrst ').trim()}`,
  ).join('');
}

/** @param {readonly string[]} words @param {() => number} random */
const anyOf = (words, random) => words[Math.floor(words.length * random() ** 3)] ?? '';

/**
 * @param {number} nth
 * @param {readonly string[]} words
 * @param {() => number} random
 * @returns {SearchedTodo}
 */
function todo(nth, words, random) {
  const text = (/** @type {number} */ count) => Array.from({ length: count }, () => anyOf(words, random)).join(' ');
  const at = new Date(Date.UTC(2026, 0, 1) + nth * 60_000).toISOString();
  return {
    id: String(nth).padStart(6, '0'),
    title: text(3 + (nth % 6)),
    notes: nth % 3 === 0 ? `${text(20)}\n\n- ${text(30)}\n- ${text(nth % 60)}` : '',
    projectId: `p${nth % 50}`,
    sectionId: nth % 4 === 0 ? `s${nth % 100}` : null,
    labelIds: nth % 5 === 0 ? [`l${nth % 100}`] : [],
    completedAt: nth % 3 === 1 ? at : null,
    updatedAt: at,
  };
}

/** @param {string} kind @param {number} count @param {readonly string[]} words */
const named = (kind, count, words) =>
  Array.from({ length: count }, (_, nth) => ({
    id: `${kind}${nth}`,
    name: `${words[nth * 90]} ${words[nth * 91 + 1]}`,
  }));

/** One to three words, every third with a slip. @param {number} nth @param {readonly string[]} words @param {() => number} random */
function textOf(nth, words, random) {
  const text = Array.from({ length: 1 + (nth % 3) }, () => anyOf(words, random)).join(' ');
  const at = Math.floor(text.length / 2);
  return nth % 3 === 0 ? text.slice(0, at) + text.slice(at + 1) : text;
}

/** As it is typed. @param {string} text */
const lettersOf = (text) => Array.from(text, (_, end) => text.slice(0, end + 1));
