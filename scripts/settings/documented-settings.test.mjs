import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { VARIABLES } from '../../packages/server-kit/src/settings/variables.mjs';
import { root } from './settings.mjs';

/** @typedef {import('../../packages/server-kit/src/settings/variables.mjs').Variable} Variable */

/** @type {Record<string, Variable>} */
const variables = VARIABLES;
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const sorted = (/** @type {Iterable<string>} */ names) => [...new Set(names)].toSorted();
const namesWhere = (/** @type {(variable: Variable) => boolean} */ holds) =>
  Object.entries(variables)
    .filter(([, variable]) => holds(variable))
    .map(([name]) => name);

/** Time limits and addresses within Latch: for tests and for other ways to run the images than `docker-compose.yml`. */
const INTERNAL = new Set(['NODE_ENV', 'HOST', 'BACKEND_URL', 'DATABASE_TIMEOUT_MS', 'AUTH_SERVER_TIMEOUT_MS']);
const settings = Object.keys(variables).filter((name) => !INTERNAL.has(name));

/** Its lines `NAME=` and `#NAME=value`, by the heading they are under. */
const examples = read('.env.example')
  .split('\n## ')
  .map((section) =>
    [...section.matchAll(/^#?([A-Z][A-Z_]*)=(.*)$/gm)].map(([, name = '', value]) => ({ name, value })),
  );
const [everywhere = [], withCompose = [], withStart = []] = examples;
const named = (/** @type {{ name: string }[]} */ lines) => lines.map(({ name }) => name);

test('.env.example has every setting once, and no other', () => {
  const names = examples.flat().map(({ name }) => name);
  assert.deepEqual(names.toSorted(), settings.toSorted());
});

test('.env.example gives the true defaults, or else examples that can be used', () => {
  const examplesOf = new Set(['PUBLIC_URL', 'SIGN_UP', 'MAIL_OUTBOX']);
  for (const { name, value } of examples.flat()) {
    const variable = variables[name];
    if (!value || !variable) continue;
    assert.notEqual(variable.read(value), undefined, name);
    if (typeof variable.default === 'string' && !examplesOf.has(name)) assert.equal(value, variable.default, name);
  }
});

test('.env.example says with what each setting is used', () => {
  const compose = read('docker-compose.yml');
  const byCompose = sorted([...compose.matchAll(/\$\{([A-Z][A-Z_]*)/g)].map(([, name = '']) => name));
  assert.deepEqual(byCompose, sorted(named([...everywhere, ...withCompose])));
  assert.deepEqual(sorted(named(withCompose)), sorted(namesWhere(({ readers }) => readers.includes('compose'))));
  for (const name of named([...everywhere, ...withStart])) assert.ok(variables[name]?.readers.includes('start'), name);
});

test('docker-compose.yml gives each server what that server reads', () => {
  const compose = read('docker-compose.yml');
  /** @param {string} anchor */
  const givenIn = (anchor) => {
    const [, block = ''] = new RegExp(`&${anchor}\\n((?: {2}.*\\n)+)`).exec(compose) ?? [];
    return [...block.matchAll(/^ {2}([A-Z][A-Z_]*):/gm)].map(([, name = '']) => name);
  };
  for (const [server, reader] of /** @type {const} */ ([
    ['auth', 'auth-server'],
    ['backend', 'backend'],
  ])) {
    const given = [...givenIn(`${server}-environment`), ...givenIn(`${server === 'auth' ? 'auth' : 'todos'}-database`)];
    // Its image sets the first two; the ports within a network of containers are the defaults.
    const own = new Set(['NODE_ENV', 'HOST', 'DATABASE_TIMEOUT_MS', 'AUTH_SERVER_TIMEOUT_MS', 'MAIL_OUTBOX']);
    const wanted = namesWhere(({ readers }) => readers.includes(reader)).filter((name) => !/^[A-Z]+_PORT$/.test(name));
    const set = given.filter((name) => !/^[A-Z]+_PORT$/.test(name));
    assert.deepEqual(sorted(set), sorted(wanted.filter((name) => !own.has(name))), server);
  }
});

test('the README has every setting of npm start in its table', () => {
  const [, table = ''] = /\| variable \| default \|.*\n((?:\|.*\n)+)/.exec(read('README.md')) ?? [];
  const rows = table.split('\n').map((row) => row.split(' | ')[0] ?? '');
  const names = rows.flatMap((row) => [...row.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name));
  // In parts: docs/operations.md has them.
  const wanted = settings.filter((name) => variables[name]?.readers.includes('start') && !/_DB_/.test(name));
  assert.deepEqual(sorted(names), sorted(wanted));
});

test('the documents name no setting that there is not, and the operations manual names every secret', () => {
  const operations = read('docs/operations.md');
  for (const text of [operations, read('README.md')])
    for (const [, name = ''] of text.matchAll(/^(?:export )?([A-Z][A-Z_]+)=/gm))
      assert.ok(name in variables || name === 'COMPOSE_FILE', name);
  for (const name of namesWhere(({ secret }) => secret === true)) assert.match(operations, new RegExp(`\\b${name}\\b`));
});
