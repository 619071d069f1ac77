import { sessionCookie } from '@latch/test-kit/account-rows';
import { organiserOf, seedTodos } from './seed-todos.mjs';
import { runStatements } from '@latch/test-kit/databases';

/** Signs the cookies of the measurements, and nothing else. */
export const SECRET = 'a-secret-for-measuring-and-nothing-else';

/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} cookie the session cookie's pair
 * @property {string} openTodo the id of one of theirs that is open
 */

/**
 * Fills both databases, which must be migrated and empty.
 * @param {object} options
 * @param {string} options.authUrl
 * @param {string} options.todosUrl
 * @param {number} options.people the organiser included
 * @param {number} options.todosEach of everybody else
 * @param {number} options.manyTodos of the organiser
 * @returns {Promise<{ people: Person[], organiser: import('./organiser.mjs').Organiser }>}
 */
export async function seed({ authUrl, todosUrl, people, todosEach, manyTodos }) {
  await runStatements(authUrl, [
    [
      `INSERT INTO "user" (id, name, email)
       SELECT 'user-' || n, 'Person ' || n, 'person-' || n || '@example.com' FROM generate_series(1, $1) n`,
      [people],
    ],
    [
      `INSERT INTO session (id, "expiresAt", token, "updatedAt", "userId")
       SELECT 'session-' || n, now() + interval '7 days', lpad(n::text, 32, 'a'), now(), 'user-' || n
       FROM generate_series(1, $1) n`,
      [people],
    ],
    ['ANALYZE'],
  ]);
  await seedTodos({ todosUrl, people, todosEach, manyTodos });
  const ids = await openTodoByPerson(todosUrl);
  const everybody = Array.from({ length: people }, (_, index) => ({
    id: `user-${index + 1}`,
    cookie: cookieOf(String(index + 1).padStart(32, 'a')),
    openTodo: ids.get(`user-${index + 1}`) ?? '',
  }));
  const [first, ...others] = everybody;
  if (!first) throw new Error('There are no people');
  return { people: others, organiser: await organiserOf(todosUrl, first) };
}

/** @param {string} token */
function cookieOf(token) {
  const { name, value } = sessionCookie(token, { secret: SECRET });
  return `${name}=${value}`;
}

/** @param {string} url */
async function openTodoByPerson(url) {
  const [rows] = await runStatements(url, [
    [
      'SELECT user_id, min(id::text) AS id FROM todos WHERE completed_at IS NULL AND deleted_at IS NULL GROUP BY user_id',
    ],
  ]);
  return new Map((rows ?? []).map(({ user_id, id }) => [String(user_id), String(id)]));
}
