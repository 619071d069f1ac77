import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { tablesThatName } from '@latch/test-kit/databases';
import { startDatabase } from './support/databases.mjs';
import { newId } from './support/person.mjs';
import { startFaultStack } from './support/stack.mjs';

/** How often an account is deleted while its owner's other tabs write. */
const ROUNDS = 20;
const WRITERS = 6;

/** What a writer may be told once its account is being deleted, or when a busy machine answers too late; 401 at the end. */
const REFUSALS = /^(ACCOUNT_BEING_DELETED|(SERVER|STORE|SESSION_STORE|AUTH_SERVER)_UNAVAILABLE)$/;

/** @typedef {import('./support/person.mjs').Person} Person */
/** @typedef {import('./support/stack.mjs').FaultStack} FaultStack */

/** @type {(() => Promise<unknown>)[]} */
const cleanUp = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).toReversed()) await task();
});

test('with PostgreSQL, a deleted account leaves nothing, whatever its owner was writing', async (t) => {
  const databases = await Promise.all([startDatabase('auth'), startDatabase('todos')]);
  cleanUp.push(() => Promise.all(databases.map((database) => database.destroy())));
  const [authDatabaseUrl, todosDatabaseUrl] = databases.map(({ url }) => url);
  const stack = await startFaultStack({ authDatabaseUrl, todosDatabaseUrl });
  cleanUp.push(() => stack.stop());
  t.diagnostic(await deleteWhileWriting(stack));
});

test('with the embedded databases, a deleted account leaves nothing, whatever its owner was writing', async (t) => {
  const stack = await startFaultStack();
  cleanUp.push(() => stack.stop());
  t.diagnostic(await deleteWhileWriting(stack));
});

/**
 * @param {FaultStack} stack
 * @returns {Promise<string>} what there is to tell of it
 */
async function deleteWhileWriting(stack) {
  let writes = 0;
  let late = 0;
  /** In each round. @type {string[][]} */
  const left = [];
  for (let round = 0; round < ROUNDS; round++) {
    const person = await stack.newPerson();
    const writers = Array.from({ length: WRITERS }, () => new TabThatWrites(person));
    const writing = Promise.all(writers.map((writer) => writer.writeUntilSignedOut()));
    await Promise.race([Promise.all(writers.map(({ first }) => first)), writing]);
    const before = await tablesOf(person.id, stack);
    for (const table of ['todos', 'projects', 'labels', 'owners', 'events', 'user', 'session'])
      assert.ok(before.includes(table), `${table} names nobody before the deletion`);
    if (!(await deleteAccount(person))) late += 1;
    await writing;
    writes += writers.reduce((sum, writer) => sum + writer.writes, 0);
    left.push(await tablesOf(person.id, stack));
  }
  assert.deepEqual(left.flat(), []);
  assert.ok(late < ROUNDS / 2, `${late} of ${ROUNDS} deletions were not done in time`);
  return `${ROUNDS} accounts deleted beside ${writes} writes`;
}

/**
 * Deletes it, and asks again, as a person would, when the machine is too busy for it to be done in time. That nobody is signed
 * in then says that it was done all the same.
 * @param {Person} person
 * @returns {Promise<boolean>} whether it was done in time
 */
async function deleteAccount(person) {
  const ask = () => person.ask('POST', '/api/auth/delete-user', { password: person.password });
  for (let tries = 1; ; tries += 1) {
    const { status, body } = await ask();
    if (tries > 1 && status === 401) return false;
    if (status !== 503 || tries === 5) {
      assert.deepEqual([status, body], [200, { success: true }]);
      return tries === 1;
    }
    assert.match(body.error_code, /^(ERASING_FAILED|STORE_UNAVAILABLE|SESSION_STORE_UNAVAILABLE|SERVER_UNAVAILABLE)$/);
  }
}

/** A tab of the very browser that deletes the account: it has the same session, and writes as fast as it is answered. */
class TabThatWrites {
  writes = 0;
  /** @type {() => void} */
  #wroteFirst = () => {};
  /** Once it has made one of each. @type {Promise<void>} */
  first = new Promise((resolve) => (this.#wroteFirst = resolve));

  /** @param {Person} person */
  constructor(person) {
    this.person = person;
  }

  async writeUntilSignedOut() {
    for (let turn = 0; ; turn++) {
      const { status, body } = await this.#write(turn);
      if (status === 401) return;
      if (status !== 201) assert.match(String(body?.error_code), REFUSALS, `${status} ${JSON.stringify(body)}`);
      else if (++this.writes === 3) this.#wroteFirst();
    }
  }

  /** @param {number} turn */
  #write(turn) {
    const root = `/api/users/${this.person.id}`;
    if (turn % 3 === 0) return this.person.create();
    if (turn % 3 === 1) return this.person.ask('POST', `${root}/projects`, { name: `Project ${turn}` });
    return this.person.ask('POST', `${root}/labels`, { name: newId() });
  }
}

/**
 * @param {string} userId
 * @param {FaultStack} stack
 */
async function tablesOf(userId, { databaseUrls: { auth, todos } }) {
  return (await Promise.all([auth, todos].map((url) => tablesThatName(url, userId)))).flat();
}
