import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../settings/settings.mjs';
import { printLines, runInLanes } from './lanes.mjs';

/**
 * What a suite came to; a skipped test counts as a failed one. The files are named from the project's folder.
 * @typedef {{ file: string, name: string, message: string }} Failure one test that failed, and what it said
 * @typedef {{ passed: number, failed: number, files: { file: string, seconds: number }[], failures: Failure[] }} Outcome
 * @typedef {Outcome & { name: string, seconds: number }} SuiteResult
 */

const reporter = fileURLToPath(new URL('node-test-reporter.mjs', import.meta.url));

/**
 * Each runner: how it is started and asked for a report, and how its report is read.
 * @type {Record<'jest' | 'vitest' | 'playwright' | 'node', { command: (report: string) => string[], env?: NodeJS.ProcessEnv, read: (report: any) => Outcome }>}
 */
const runners = {
  jest: {
    command: (report) => ['npx', '--no-install', 'jest', '--json', `--outputFile=${report}`],
    env: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    read: readJest,
  },
  vitest: {
    command: (report) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${report}`];
      return ['npx', '--no-install', 'vitest', 'run', ...reporters];
    },
    read: readJest,
  },
  playwright: {
    command: () => ['npx', '--no-install', 'playwright', 'test', '--reporter=list,json'],
    read: readPlaywright,
  },
  node: {
    command: (report) => {
      const reporters = { spec: 'stdout', [reporter]: report };
      const args = Object.entries(reporters).flatMap(([name, destination]) => [
        `--test-reporter=${name}`,
        `--test-reporter-destination=${destination}`,
      ]);
      return [process.execPath, '--test', ...args];
    },
    read: ({ tests, passed, files, failures }) => ({ passed, failed: tests - passed, files, failures }),
  },
};

/**
 * One suite of tests: its name, the program that runs it, the folder it runs in, and what that program is given.
 * @typedef {{ name: string, runner: keyof typeof runners, cwd: string, args?: string[], env?: NodeJS.ProcessEnv }} Suite
 */

/**
 * Runs one suite of tests, shows its output, counts and times it.
 * @param {Suite} suite
 * @param {{ parallel?: boolean }} [options] whether others run at the same time, so that each line is printed with its name
 * @returns {Promise<SuiteResult>}
 */
export async function runSuite({ name, runner, cwd, args = [], env = {} }, { parallel = false } = {}) {
  console.log(`\n── ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'latch-report-'));
  const report = join(folder, 'report');
  const { command, env: ownEnv, read } = runners[runner];
  const [file, ...rest] = /** @type {[string, ...string[]]} */ (command(report));
  const began = performance.now();
  const child = spawn(file, [...rest, ...args], {
    cwd: join(root, cwd),
    env: { ...process.env, ...ownEnv, PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...env },
    stdio: parallel ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  printLines(child, name);
  const [code] = await once(child, 'close');
  const seconds = (performance.now() - began) / 1000;
  const outcome = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, files: [], failures: [] };
  rmSync(folder, { recursive: true, force: true });
  // A runner that fails without a failed test (a file that would not load, nothing found to run) is a failure too.
  if ((code !== 0 && outcome.failed === 0) || outcome.passed + outcome.failed === 0) outcome.failed += 1;
  const fromRoot = (/** @type {string} */ file) => (file ? relative(root, file) : '');
  const files = outcome.files.map((each) => ({ ...each, file: fromRoot(each.file) }));
  const failures = outcome.failures.map((each) => ({ ...each, file: fromRoot(each.file) }));
  console.log(`${name}: ${outcome.passed} passed, ${outcome.failed} failed, in ${formatSeconds(seconds)}`);
  return { ...outcome, files, failures, name, seconds };
}

/**
 * Runs suites in lanes, prints their sum last, and ends the process. Where `TEST_RESULTS` names a file, the result of each
 * suite is written there too.
 * @param {...Suite[]} lanes
 * @see runInLanes
 */
export async function runSuites(...lanes) {
  await provideTemplate();
  const parallel = lanes.filter((suites) => suites.length > 0).length > 1;
  const results = await runInLanes(lanes, (suite) => runSuite(suite, { parallel }));
  if (process.env.TEST_RESULTS) writeFileSync(process.env.TEST_RESULTS, JSON.stringify(results));
  const { passed, failed } = sumOf(results);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

/** Makes what the embedded databases of this process and of those it starts begin with, unless a process around it did. */
export async function provideTemplate() {
  if (process.env.EMBEDDED_TEMPLATE) return;
  // Packages may have been missing until now.
  const { makeTemplate } = await import('../stack/embedded-template.mjs');
  const template = await makeTemplate();
  process.once('exit', () => template.remove());
}

/**
 * @param {{ passed: number, failed: number }[]} results
 */
export function sumOf(results) {
  return results.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  });
}

/** @param {number} seconds @returns {string} such as `3 min 7 s`, or `0.4 s` */
export function formatSeconds(seconds) {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Jest's report, which Vitest's JSON reporter writes too.
 * @param {{ numPassedTests: number, numTotalTests: number, testResults: JestFile[] }} report
 * @returns {Outcome}
 *
 * @typedef {{ fullName: string, status: string, failureMessages?: string[] | null }} JestTest
 * @typedef {{ name: string, status: string, message?: string, startTime: number, endTime: number, assertionResults: JestTest[] }} JestFile
 */
function readJest({ numPassedTests: passed, numTotalTests, testResults }) {
  const unloadable = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length);
  const files = testResults.map(({ name, startTime, endTime }) => ({
    file: name,
    seconds: (endTime - startTime) / 1000,
  }));
  const failedTests = testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed')
      .map(({ fullName, status, failureMessages }) => ({
        file,
        name: fullName,
        message: failureMessages?.join('\n') || `is ${status}`,
      })),
  );
  const failures = [
    ...unloadable.map(({ name: file, message = '' }) => ({ file, name: 'cannot be loaded', message })),
    ...failedTests,
  ];
  return { passed, failed: numTotalTests - passed + unloadable.length, files, failures };
}

/**
 * @param {{ config: { rootDir: string }, stats: Record<string, number>, suites: PlaywrightSuite[] }} report
 * @returns {Outcome}
 *
 * @typedef {{ duration: number, errors?: { message?: string }[] }} PlaywrightResult
 * @typedef {{ title: string, tests: { status: string, results: PlaywrightResult[] }[] }} PlaywrightSpec
 * @typedef {{ file: string, suites?: PlaywrightSuite[], specs: PlaywrightSpec[] }} PlaywrightSuite
 */
function readPlaywright({ config, stats, suites }) {
  const outcomes = suites.map((suite) => {
    const file = join(config.rootDir, suite.file);
    const tests = specsOf(suite).flatMap(({ title, tests }) => tests.map((test) => ({ title, ...test })));
    const durations = tests.flatMap(({ results }) => results.map(({ duration }) => duration));
    const failures = tests
      .filter(({ status }) => status !== 'expected')
      .map(({ title, status, results }) => ({
        file,
        name: title,
        message:
          results.flatMap(({ errors = [] }) => errors.map(({ message }) => message)).join('\n') || `is ${status}`,
      }));
    return { file, seconds: durations.reduce((sum, each) => sum + each, 0) / 1000, failures };
  });
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats;
  return {
    passed: expected,
    failed: unexpected + flaky + skipped,
    files: outcomes.map(({ file, seconds }) => ({ file, seconds })),
    failures: outcomes.flatMap(({ failures }) => failures),
  };
}

/** @param {PlaywrightSuite} suite @returns {PlaywrightSpec[]} its own and those of the suites in it */
function specsOf({ specs, suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}
