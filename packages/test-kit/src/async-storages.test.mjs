import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { disableUsedStorages } from './async-storages.mjs';

test('what is kept in AsyncLocalStorages is forgotten, and they can be used again', () => {
  const [entered, run] = [new AsyncLocalStorage(), new AsyncLocalStorage()];
  entered.enterWith('kept');
  run.run('kept', () => {
    disableUsedStorages();
    assert.deepEqual([entered.getStore(), run.getStore()], [undefined, undefined]);
    run.run('again', () => assert.equal(run.getStore(), 'again'));
  });
});
