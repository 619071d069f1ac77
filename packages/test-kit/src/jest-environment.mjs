import { TestEnvironment } from 'jest-environment-node';
import { disableUsedStorages } from './async-storages.mjs';

/** Jest's environment for Node, which disables the AsyncLocalStorages of a file of tests once the file has ended. */
export default class Environment extends TestEnvironment {
  /** @override */
  async teardown() {
    await super.teardown();
    disableUsedStorages();
  }
}
