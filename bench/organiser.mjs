import { inTurn } from './load.mjs';

/** @typedef {import('./scenarios.mjs').Scenario} Scenario */
/** @typedef {import('./load.mjs').Request} Request */

/**
 * @typedef {object} Organiser the person with many todos
 * @property {string} id
 * @property {string} cookie the session cookie's pair
 * @property {string[]} todos ids of open ones at the top of the Inbox, in their order
 * @property {string} project a project with sections
 * @property {string} label a label of a tenth of the todos
 */

/** The first of a list. */
export const PAGE = 40;
const BULK = 100;
/** Todos that are moved, and as many that are completed: more than are changed at the same time. */
const MOVED = 250;
const LIST = { milliseconds: 50, connections: 32 };
const WRITE = { milliseconds: 60, connections: 4 };

/**
 * What somebody with ten thousand todos does, all of it by this one person.
 * @param {Organiser} organiser
 * @returns {Scenario[]}
 */
export function organiserScenarios({ id, cookie, todos, project, label }) {
  const home = `/api/users/${id}`;
  const read = (/** @type {string} */ name, /** @type {string} */ path) =>
    /** @type {Scenario} */ ({
      name: `10,000 todos: ${name}`,
      server: 'backend',
      requests: [{ path: `${home}${path}`, headers: { cookie } }],
      p95: LIST,
    });
  const write = (/** @type {string} */ name, /** @type {() => Request} */ next) =>
    /** @type {Scenario} */ ({
      name: `10,000 todos: ${name}`,
      server: 'backend',
      change: { next, rows: 1 },
      p95: WRITE,
    });
  const change = (/** @type {'POST' | 'PATCH'} */ method, /** @type {string} */ path, /** @type {object} */ body) => ({
    method,
    path: `${home}${path}`,
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  // Nothing can be put behind what is completed, so that what is moved is not what is completed.
  const moved = todos.slice(0, MOVED);
  const completed = todos.slice(MOVED, 2 * MOVED);
  const staying = todos.slice(2 * MOVED);
  const chunks = inChunks(staying);
  return [
    read(`the Inbox, ${PAGE} of it`, `/projects/inbox/todos?limit=${PAGE}`),
    read(`a project with sections, ${PAGE} of it`, `/projects/${project}/todos?limit=${PAGE}`),
    read(`a label, ${PAGE} of it`, `/labels/${label}/todos?limit=${PAGE}`),
    read(`what is completed, ${PAGE} of it`, `/todos?status=completed&limit=${PAGE}`),
    read(`Trash, ${PAGE} of it`, `/trash?limit=${PAGE}`),
    read('the outline', '/outline'),
    write(
      'move',
      // By turns behind two others, which stay where they are and are its own: it never stands there already.
      inTurn(moved, (todo, round, index) =>
        change('POST', `/todos/${todo}/move`, { afterId: staying[index + (round % 2) * MOVED] }),
      ),
    ),
    write(
      'complete and reopen',
      inTurn(completed, (todo, round) => change('PATCH', `/todos/${todo}`, { completed: round % 2 === 0 })),
    ),
    {
      name: `10,000 todos: change ${BULK} at once`,
      server: 'backend',
      change: {
        // They begin without a priority, which is 4.
        next: inTurn(chunks, (ids, round) => change('POST', '/todos/bulk', { ids, priority: (round % 4) + 1 })),
        rows: BULK,
      },
      // One person's changes wait for each other: 32 of these wait for longer than two seconds, after which they are refused.
      connections: WRITE.connections,
      p95: WRITE,
    },
  ];
}

/** @param {string[]} ids */
function inChunks(ids) {
  const count = Math.floor(ids.length / BULK);
  return Array.from({ length: count }, (_, index) => ids.slice(index * BULK, (index + 1) * BULK));
}
