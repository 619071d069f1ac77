import { createHash, randomBytes, randomInt } from 'node:crypto';
import { inTurn } from './load.mjs';
import { organiserScenarios } from './organiser.mjs';

/** @typedef {import('./load.mjs').Request} Request */
/** @typedef {import('./seed.mjs').Person} Person */
/** @typedef {import('./organiser.mjs').Organiser} Organiser */

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {'rawHop' | 'select' | 'betterAuth' | 'authServer' | 'backend' | 'embedded' | 'plain'} server
 * @property {string} [comparedTo] the name of another scenario
 * @property {number} [atLeast] the ratio to it that is to be reached
 * @property {number} [connections] with how many alone it is measured
 * @property {{ milliseconds: number, connections: number }} [p95] what it may take, and with how many connections
 * @property {Request[]} [requests] asked in turn, of what changes nothing
 * @property {Change} [change] of what changes something
 * @property {{ request: () => Request, rate: number }} [during] what else the server is asked meanwhile, so many times a second
 */

/**
 * @typedef {object} Change
 * @property {() => Request} next makes the next request, which leaves nothing as it is however many were sent before
 * @property {number} rows how many todos of Latch each of them changes at least
 */

const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * Somebody at ever other addresses who guesses the passwords of ever other accounts, so that no limit stops them; twenty
 * times what one core can hash.
 * @returns {Request}
 */
const guess = () => ({
  method: 'POST',
  path: '/api/auth/sign-in/email',
  headers: { ...JSON_TYPE, 'x-forwarded-for': `198.18.${randomInt(256)}.${randomInt(256)}` },
  body: JSON.stringify({ email: `${randomBytes(8).toString('hex')}@example.com`, password: 'not the password' }),
});

/**
 * What is measured, to be made once for a database: changes go on where the measurement before ended. Every request of a scenario is another person's, in turn, but for those of the one with many todos.
 * @param {Person[]} people
 * @param {Organiser} organiser
 * @returns {Scenario[]}
 */
export function scenarios(people, organiser) {
  const each = (/** @type {(person: Person, index: number) => Request} */ request) => people.map(request);
  const get = (/** @type {(person: Person) => string} */ path) =>
    each((person) => ({ path: path(person), headers: { cookie: person.cookie } }));
  const session = get(() => '/api/auth/session');
  const me = get(() => '/api/me');
  const list = get(({ id }) => `/api/users/${id}/todos?status=all&limit=50`);
  const publicRoute = [{ path: '/health/live' }];
  const [theirs, inProcess] = ["Better Auth's own get-session", 'in a Nest app that embeds Better Auth'];
  return [
    { name: 'Raw HTTP hop (node:http)', server: 'rawHop', requests: publicRoute },
    { name: 'One-row select (node:http, pg)', server: 'select', requests: publicRoute },
    { name: theirs, server: 'betterAuth', requests: get(() => '/api/auth/get-session') },
    { name: '`GET /api/auth/session`', server: 'authServer', requests: session, comparedTo: theirs, atLeast: 4 },
    {
      name: '`GET /api/auth/session` in a flood of 300 sign-ins/s',
      server: 'authServer',
      requests: session,
      during: { request: guess, rate: 300 },
      p95: { milliseconds: 50, connections: 32 },
    },
    { name: `\`GET /api/me\`, ${inProcess}`, server: 'embedded', requests: me },
    {
      name: '`GET /api/me`',
      server: 'backend',
      requests: me,
      comparedTo: `\`GET /api/me\`, ${inProcess}`,
      atLeast: 1.5,
    },
    { name: `List of 50, ${inProcess}`, server: 'embedded', requests: list },
    {
      name: 'List of 50',
      server: 'backend',
      requests: list,
      comparedTo: `List of 50, ${inProcess}`,
      atLeast: 1.2,
    },
    ...changeScenarios(people),
    { name: 'Public route of the backend', server: 'backend', requests: publicRoute },
    ...organiserScenarios(organiser),
  ];
}

/**
 * Beside an app that does no more than the one statement for each.
 * @param {Person[]} people
 * @returns {Scenario[]}
 */
function changeScenarios(people) {
  const create = inTurn(people, ({ id, cookie }, _round, index) => ({
    method: 'POST',
    path: `/api/users/${id}/todos`,
    headers: { cookie, ...JSON_TYPE },
    body: JSON.stringify({ title: `Buy ${index} lemons` }),
  }));
  // An open one each: completed in the first round, reopened in the second.
  const toggle = (/** @type {(person: Person) => string} */ todoOf) =>
    inTurn(people, (person, round) => ({
      method: 'PATCH',
      path: `/api/users/${person.id}/todos/${todoOf(person)}`,
      headers: { cookie: person.cookie, ...JSON_TYPE },
      body: JSON.stringify({ completed: round % 2 === 0 }),
    }));
  return [
    ...besidePlainApp('Create', create, create),
    ...besidePlainApp(
      'Toggle',
      toggle(({ openTodo }) => openTodo),
      toggle(({ id }) => createHash('md5').update(id).digest('hex')),
    ),
  ];
}

/**
 * @param {string} name
 * @param {Change['next']} next
 * @param {Change['next']} plainNext the same for the plain app, which changes none of Latch's todos
 * @returns {Scenario[]}
 */
function besidePlainApp(name, next, plainNext) {
  const plain = `${name}, in a plain app without history that embeds Better Auth`;
  return [
    { name: plain, server: 'plain', change: { next: plainNext, rows: 0 } },
    { name, server: 'backend', change: { next, rows: 1 }, comparedTo: plain, atLeast: 1 },
  ];
}
