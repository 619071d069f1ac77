/** @type {import('jest').Config} */
export default {
  testEnvironment: '@latch/test-kit/jest-environment',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.db-spec.ts', '<rootDir>/test/**/*.contract-spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  // An embedded database starts in seconds, or in a minute where many share a core.
  testTimeout: 600_000,
  maxWorkers: 2,
  // Modules of earlier files stay in a worker's memory; a new one is faster than collecting the garbage of an old one.
  workerIdleMemoryLimit: '600MB',
};
