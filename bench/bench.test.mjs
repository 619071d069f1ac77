import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { figure } from './browser-figure.mjs';
import { CHANGES, LOOKS, script } from './day.mjs';
import { change } from './load.mjs';
import { ofOneDay } from './report.mjs';
import { scenarios } from './scenarios.mjs';

const PEOPLE = 40;
const TODOS = 1_000;
/** Each scenario begins anew several times with what it changes. */
const REQUESTS = 1_200;

const people = Array.from({ length: PEOPLE }, (_, index) => ({
  id: `user-${index}`,
  cookie: 'none',
  openTodo: `open-${index}`,
}));
const todos = Array.from({ length: TODOS }, (_, index) => `todo-${index}`);
const organiser = { id: 'user-x', cookie: 'none', todos, project: 'project', label: 'label' };

/** The todos as a server has them: each open, without a priority, the organiser's in their order. */
class Todos {
  /** @type {Map<string, unknown>} */
  fields = new Map();
  order = [...todos];
  created = 0;

  /**
   * @param {import('./load.mjs').Request} request
   * @returns {number} how many todos it changes
   */
  take({ method, path, body }) {
    const sent = JSON.parse(body ?? '');
    const [, id = '', move] = /\/todos\/([^/]+)(\/move)?$/.exec(path) ?? [];
    if (id === 'bulk')
      return sent.ids.filter((/** @type {string} */ each) => this.#set(each, 'priority', sent.priority, 4)).length;
    if (move) return this.#move(id, sent.afterId) ? 1 : 0;
    if (method === 'PATCH') return this.#set(id, 'completed', sent.completed, false) ? 1 : 0;
    this.created += 1;
    return 1;
  }

  /**
   * @param {string} id
   * @param {string} field
   * @param {unknown} value
   * @param {unknown} usual
   */
  #set(id, field, value, usual) {
    const key = `${id} ${field}`;
    const differs = (this.fields.get(key) ?? usual) !== value;
    this.fields.set(key, value);
    return differs;
  }

  /**
   * @param {string} id
   * @param {string} afterId
   */
  #move(id, afterId) {
    if (this.order[this.order.indexOf(afterId) + 1] === id) return false;
    this.order.splice(this.order.indexOf(id), 1);
    this.order.splice(this.order.indexOf(afterId) + 1, 0, id);
    return true;
  }
}

test('each request that is measured as a change changes something, in every round', () => {
  const changing = scenarios(people, organiser).flatMap(({ name, change }) => (change ? [{ name, change }] : []));
  assert.deepEqual(
    changing.map(({ name }) => name),
    [
      'Create, in a plain app without history that embeds Better Auth',
      'Create',
      'Toggle, in a plain app without history that embeds Better Auth',
      'Toggle',
      '10,000 todos: move',
      '10,000 todos: complete and reopen',
      '10,000 todos: change 100 at once',
    ],
  );
  const server = new Todos();
  for (const { name, change } of changing) {
    for (let nth = 0; nth < REQUESTS; nth += 1)
      // The plain app changes none of Latch's, but one of its own.
      assert.equal(server.take(change.next()), Math.max(change.rows, 1), `${name}, request ${nth}`);
  }
});

test('every scenario but those asks for something', () => {
  for (const { name, requests, change } of scenarios(people, organiser)) {
    assert.equal(Boolean(requests?.length), !change, name);
    for (const { method = 'GET' } of requests ?? []) assert.equal(method, 'GET', name);
  }
});

test('what is counted was made, sent and answered', async () => {
  let [made, arrived] = [0, 0];
  const server = createServer((request, response) => {
    arrived += 1;
    request.resume().on('end', () => response.end('{}'));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const next = () => ({ method: /** @type {const} */ ('POST'), path: `/${(made += 1)}`, body: '{}' });
  const figures = await change({ url: `http://127.0.0.1:${port}`, next, connections: 4, seconds: 0.2 });
  server.close();
  assert.ok(figures.answers >= 4);
  assert.deepEqual([made, arrived], [figures.answers, figures.answers]);
});

test("a person's day has its looks and changes, and both devices come to every list", () => {
  const looks = script();
  assert.equal(looks.length, LOOKS);
  const keys = looks.flatMap((look) => look.keys);
  assert.equal(keys.length, CHANGES);
  const lists = new Set(looks.map(({ list }) => list));
  const ofBoth = new Set(looks.map(({ list, device }) => `${list} on ${device}`));
  assert.equal(ofBoth.size, 2 * lists.size);
  // A todo begins with no priority, and what is completed is no longer there for the next key.
  for (const { keys: each } of looks) assert.deepEqual(each, ['1', 'e'].slice(0, each.length));
});

test('a day is compared with that of another checkout where there is one', () => {
  const now = { requests: 100, statements: 400, cpu: 500 };
  const then = { requests: 300, statements: 1_600, cpu: 1_000 };
  const day = { looks: LOOKS, changes: CHANGES, devices: 2, loadAverage: 0 };
  assert.match(ofOneDay({ ...day, work: [now] }).join('\n'), /\| SQL statements \| 400 \|$/m);
  assert.match(
    ofOneDay({ ...day, work: [then, now] }).join('\n'),
    /\| SQL statements \| 400 \| 1,600 \| \*\*4\.0 ×\*\* \|$/m,
  );
});

test('a figure is of what was measured', () => {
  const times = Array.from({ length: 20 }, (_, index) => index + 1);
  const { count, p50, p95, longest } = figure('keys', times, { atMost: 50, of: 'p95' });
  assert.deepEqual([count, p50, p95, longest], [20, 10, 19, 20]);
  assert.throws(() => figure('keys', [], { atMost: 50, of: 'p95' }), /keys was not measured/);
});
