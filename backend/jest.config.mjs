/** @type {import('jest').Config} */
export default {
  rootDir: '.',
  testEnvironment: '@latch/test-kit/jest-environment',
  testMatch: [
    '<rootDir>/src/**/*.spec.ts',
    '<rootDir>/test/persistence/*.db-spec.ts',
    '<rootDir>/test/contract/*.contract-spec.ts',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true, importAttributes: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/start-databases.mjs',
  globalTeardown: '<rootDir>/test/support/stop-databases.mjs',
  // Generous, for small machines: a hang is told apart from slowness by this alone.
  testTimeout: 600_000,
  maxWorkers: 2,
  // Modules of earlier files stay in a worker's memory; a new one is faster than collecting the garbage of an old one.
  workerIdleMemoryLimit: '600MB',
};
