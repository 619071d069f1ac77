import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globals: true,
    include: ['src/**/*.spec.ts', 'test/**/*.{db,contract}-spec.ts'],
    globalSetup: ['test/support/global-setup.mjs'],
    setupFiles: ['test/support/setup.ts'],
    // An embedded database starts in seconds, or in a minute where many share a core.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Better Auth and the other libraries are loaded once per worker: to load them takes longer than most files of tests.
    isolate: false,
    server: { deps: { external: [/\/packages\/(domain|server-kit|test-kit)\//] } },
    maxWorkers: 2,
  },
});
