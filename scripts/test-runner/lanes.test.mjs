import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInLanes } from './lanes.mjs';

/** Work that ends when it is told to, by its name, and the names of what has begun. */
function work() {
  /** @type {string[]} */
  const begun = [];
  /** @type {Map<string, () => void>} */
  const endings = new Map();
  return {
    begun,
    run: (/** @type {string} */ name) => {
      begun.push(name);
      return new Promise((/** @type {(result: string) => void} */ resolve) =>
        endings.set(name, () => resolve(`of ${name}`)),
      );
    },
    /** Ends one, and lets what follows it begin. @param {string} name */
    end: async (name) => {
      endings.get(name)?.();
      await new Promise(setImmediate);
    },
  };
}

test('lanes run in parallel, and in each of them one piece of work after the other', async () => {
  const { begun, run, end } = work();
  const results = runInLanes([['a1', 'a2'], ['b1']], run);
  assert.deepEqual(begun, ['a1', 'b1']);
  await end('b1');
  assert.deepEqual(begun, ['a1', 'b1']);
  await end('a1');
  assert.deepEqual(begun, ['a1', 'b1', 'a2']);
  await end('a2');
  assert.deepEqual(await results, ['of a1', 'of a2', 'of b1']);
});

test('what is last goes to the lane that is free first, once', async () => {
  const { begun, run, end } = work();
  const results = runInLanes([['a'], ['b']], run, ['last', 'very last']);
  await end('b');
  assert.deepEqual(begun, ['a', 'b', 'last']);
  await end('last');
  await end('a');
  assert.deepEqual(begun, ['a', 'b', 'last', 'very last']);
  await end('very last');
  assert.deepEqual(await results, ['of a', 'of b', 'of last', 'of very last']);
});

test('work that fails fails the whole', async () => {
  const fail = () => Promise.reject(new Error('meant'));
  await assert.rejects(runInLanes([['a'], ['b']], fail), /meant/);
});
