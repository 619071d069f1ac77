import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import Environment from './jest-environment.mjs';

test('what a file of tests keeps in an AsyncLocalStorage ends with the file', async () => {
  const projectConfig = { globals: {}, testEnvironmentOptions: {} };
  const environment = new Environment(
    /** @type {any} */ ({ globalConfig: {}, projectConfig }),
    /** @type {any} */ ({}),
  );
  await environment.setup();
  const storage = new AsyncLocalStorage();
  storage.enterWith('kept');
  assert.equal(storage.getStore(), 'kept');

  await environment.teardown();
  assert.equal(storage.getStore(), undefined);
});
