import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './settings.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

/** Each runner: how it is asked for a report, and how its report is counted. A skipped test is a failed one. */
const runners = {
  jest: {
    /** @param {string} report */
    args: (report) => ['jest', '--json', `--outputFile=${report}`],
    env: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    count: countJest,
  },
  vitest: {
    /** @param {string} report */
    args: (report) => ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${report}`],
    env: {},
    count: countJest,
  },
  playwright: {
    args: () => ['playwright', 'test', '--reporter=list,json'],
    env: {},
    count: countPlaywright,
  },
  node: { args: () => [], env: {}, count: countTap },
};

/**
 * Runs one suite of tests, shows its output, and counts.
 * @param {{ name: string, runner: keyof typeof runners, cwd: string, args?: string[], env?: NodeJS.ProcessEnv }} suite
 * @returns {Promise<Count>}
 */
export async function runSuite({ name, runner, cwd, args = [], env = {} }) {
  console.log(`\n── ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'latch-report-'));
  const report = join(folder, 'report');
  const { args: own, env: ownEnv, count } = runners[runner];
  const command =
    runner === 'node'
      ? [
          process.execPath,
          '--test',
          '--test-reporter=spec',
          '--test-reporter-destination=stdout',
          '--test-reporter=tap',
          `--test-reporter-destination=${report}`,
        ]
      : ['npx', '--no-install', ...own(report)];
  const code = await run([...command, ...args], {
    cwd: join(root, cwd),
    env: { ...process.env, ...ownEnv, PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...env },
  });
  const counted = existsSync(report) ? count(readFileSync(report, 'utf8')) : { passed: 0, failed: 0 };
  rmSync(folder, { recursive: true, force: true });
  // A runner that fails without a failed test (a file that would not load, nothing found to run) is a failure too.
  if ((code !== 0 && counted.failed === 0) || counted.passed + counted.failed === 0) counted.failed += 1;
  console.log(`${name}: ${counted.passed} passed, ${counted.failed} failed`);
  return counted;
}

/**
 * Runs suites one after the other and ends the process with their sum as its last line.
 * @param {Parameters<typeof runSuite>[0][]} suites
 */
export async function runSuites(suites) {
  // Packages may have been missing until now.
  const { makeTemplate } = await import('./embedded-template.mjs');
  const template = await makeTemplate();
  const total = { passed: 0, failed: 0 };
  for (const suite of suites) {
    const { passed, failed } = await runSuite(suite);
    total.passed += passed;
    total.failed += failed;
  }
  template.remove();
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed ? 1 : 0);
}

/**
 * @param {string[]} command
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number | null>}
 */
function run([file, ...args], options) {
  return new Promise((resolve, reject) => {
    const child = spawn(/** @type {string} */ (file), args, { ...options, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

/**
 * Jest's report, which Vitest's JSON reporter writes too.
 * @param {string} report
 * @returns {Count}
 */
function countJest(report) {
  const { numPassedTests: passed, numTotalTests, testResults } = JSON.parse(report);
  const unloadable = testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && !file.assertionResults.length,
  ).length;
  return { passed, failed: numTotalTests - passed + unloadable };
}

/**
 * @param {string} report
 * @returns {Count}
 */
function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = JSON.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky + skipped };
}

/**
 * @param {string} report
 * @returns {Count}
 */
function countTap(report) {
  const number = (/** @type {string} */ name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(report)?.[1] ?? 0);
  const passed = number('pass');
  return { passed, failed: number('tests') - passed };
}
