import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

/** The storages that the current file of tests has used. @type {Set<AsyncLocalStorage<unknown>>} */
const used = new Set();

/** @type {any} */
const { prototype } = AsyncLocalStorage;
for (const name of ['run', 'enterWith']) {
  const original = prototype[name];
  prototype[name] = function (/** @type {unknown[]} */ ...args) {
    used.add(this);
    return Reflect.apply(original, this, args);
  };
}

/**
 * Jest's environment for Node, which disables the AsyncLocalStorages of a file of tests once the file has ended. Each file
 * loads its own modules, and so makes storages of its own. Node 20 copies each storage that was ever used into every promise
 * that is made, so without this each file slows the later ones of its worker down.
 */
export default class Environment extends TestEnvironment {
  /** @override */
  async teardown() {
    await super.teardown();
    for (const storage of used) storage.disable();
    used.clear();
  }
}
