import { AsyncLocalStorage } from 'node:async_hooks';

/** The storages that were used since the last time. @type {Set<AsyncLocalStorage<unknown>>} */
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
 * Disables all AsyncLocalStorages that a file of tests has used; one that is used again is enabled again. Each server that a
 * test starts makes some of its own, and Node 20 copies each storage that was ever used into every promise that is made, so
 * without this each file slows the later ones of its worker down.
 */
export function disableUsedStorages() {
  for (const storage of used) storage.disable();
  used.clear();
}
