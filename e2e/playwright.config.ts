import { defineConfig, devices } from '@playwright/test';

/** Specs of pages whose requests are answered by servers in memory (support/page-test.ts). */
const withoutStack = [
  'page-states.spec.ts',
  'kept-focus.spec.ts',
  'session-answers.spec.ts',
  'selection.spec.ts',
  'notes.spec.ts',
  'layout.spec.ts',
  'new-version.spec.ts',
  'kept-replica.spec.ts',
  'reminders.spec.ts',
];

/**
 * Two browsers at a time. Each worker has what its tests stop and start for itself: a stack of its own for journeys, and
 * for pages a gateway with fakes behind it.
 */
export default defineConfig({
  testDir: '.',
  workers: 2,
  forbidOnly: true,
  retries: 0,
  // For machines that are busy: what holds is there at once on others, and what does not is waited for in vain.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  projects: [
    {
      name: 'page-states',
      testMatch: withoutStack,
      // A folder each: the two may run at the same time, and each empties its own first.
      outputDir: 'test-results/page-states',
      fullyParallel: true,
      // A trace costs as much as a state; one that fails is looked at by running it alone.
      use: { trace: 'off' },
    },
    // The tests of a file share a stack one after the other.
    {
      name: 'journeys',
      testMatch: '*.spec.ts',
      testIgnore: withoutStack,
      outputDir: 'test-results/journeys',
      fullyParallel: false,
    },
  ],
  use: {
    ...devices['Desktop Chrome'],
    // What a worker answers cannot be faked, and it would keep what one test opened for the next.
    serviceWorkers: 'block',
    actionTimeout: 60_000,
    viewport: { width: 1280, height: 800 },
    // A tenth of the time, for files that a machine of CI does not keep.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_SHELL_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
