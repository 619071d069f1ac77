/**
 * All that must hold, as `.ci/run` asks for it: what waits (for parts that are down, for pages) runs beside what computes.
 * Ends with the times of all suites, the slowest files, the tests that failed, and 'N passed, N failed'.
 */
import './require-node.mjs';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { ensureBuilt, ensureInstalled } from '../stack/prepare.mjs';
import { printLines, runInLanes } from '../test-runner/lanes.mjs';
import { formatSeconds, provideTemplate, sumOf } from '../test-runner/suite.mjs';
import { root } from '../settings/settings.mjs';

/** @typedef {import('../test-runner/suite.mjs').SuiteResult} SuiteResult */

/**
 * The Node of the images (docker/Dockerfile). Servers and browsers as a whole are tried on it, in half the time; all else is
 * on this machine's own, which may be as old as Latch allows.
 */
const IMAGE_NODE = 24;
const onImageNode = /^test:(faults|e2e)/;

/** The scripts of package.json that each lane runs. */
const lanes = {
  computing: ['test', 'check'],
  waiting: ['test:faults', 'test:e2e -- --project=journeys'],
};
/** For the lane that is free first. */
const last = ['test:embedded', 'test:e2e -- --project=page-states'];
const SLOWEST = 20;
/** Lines of a failed test's message that are repeated at the end; the whole stands where it failed. */
const MESSAGE_LINES = 15;

const folder = mkdtempSync(join(tmpdir(), 'latch-ci-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const began = performance.now();
/** @type {string | undefined} */
let imageNode;
const prepared = await timed('install and build', async () => {
  const installing = installNode();
  await ensureInstalled(console.log);
  await ensureBuilt(console.log);
  await provideTemplate();
  imageNode = await installing;
});
const results = [prepared, ...(await runInLanes(Object.values(lanes), runScript, last)).flat()];
console.log(`\n${tableOf(results, (performance.now() - began) / 1000)}\n`);
for (const line of failuresOf(results)) console.log(line);
const { passed, failed } = sumOf(results);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

/**
 * Runs one of package.json's scripts, each of its lines with its name before it, and gives what its suites came to. One that
 * fails without having said of what, or says nothing, counts as one failure.
 * @param {string} script with its arguments
 * @returns {Promise<SuiteResult[]>}
 */
async function runScript(script) {
  const report = join(folder, `${script.replaceAll(/\W+/g, '-')}.json`);
  const began = performance.now();
  const child = spawn('npm', ['run', '--silent', ...script.split(' ')], {
    cwd: root,
    env: { ...process.env, ...pathFor(script), CI: 'true', TEST_RESULTS: report },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  printLines(child, script);
  const [code] = await once(child, 'close');
  /** @type {SuiteResult[]} */
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : [];
  const { passed, failed } = sumOf(results);
  if (passed + failed > 0 && (code === 0 || failed > 0)) return results;
  const seconds = (performance.now() - began) / 1000;
  return [...results, { name: `${script} ended with ${code}`, passed: 0, failed: 1, seconds, files: [], failures: [] }];
}

/**
 * Puts the images' Node where only this run finds it, unless this machine's own is as new.
 * @returns {Promise<string | undefined>} the folder of its program
 */
async function installNode() {
  if (Number(process.versions.node.split('.')[0]) >= IMAGE_NODE) return undefined;
  const name = `node-${process.platform}-${process.arch}`;
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${IMAGE_NODE}`];
  const error = await promisify(execFile)('npm', args, { cwd: folder }).then(
    () => undefined,
    (/** @type {Error} */ thrown) => thrown,
  );
  if (!error) return join(folder, 'node_modules', name, 'bin');
  console.log(`Node ${IMAGE_NODE} cannot be installed, so all runs on ${process.version}: ${error.message}`);
  return undefined;
}

/** @param {string} script @returns {{ PATH?: string }} */
function pathFor(script) {
  if (!imageNode || !onImageNode.test(script)) return {};
  return { PATH: `${imageNode}${delimiter}${process.env.PATH}` };
}

/**
 * @param {string} name
 * @param {() => Promise<void>} work
 * @returns {Promise<SuiteResult>}
 */
async function timed(name, work) {
  const began = performance.now();
  const error = await work().then(
    () => undefined,
    (/** @type {unknown} */ thrown) => thrown,
  );
  if (error) console.error(error);
  return {
    name,
    passed: 0,
    failed: error ? 1 : 0,
    seconds: (performance.now() - began) / 1000,
    files: [],
    failures: [],
  };
}

/**
 * @param {SuiteResult[]} results
 * @param {number} seconds of all together, which is less than their sum
 */
function tableOf(results, seconds) {
  const rows = results.map(({ name, passed, failed, seconds }) => row(name, passed, failed, seconds));
  const { passed, failed } = sumOf(results);
  const files = results
    .flatMap(({ files }) => files)
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)
    .map(({ file, seconds }) => `${formatSeconds(seconds).padStart(12)}  ${file}`);
  const heading = `${'Suite'.padEnd(24)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'time'.padStart(14)}`;
  return [heading, ...rows, row('all', passed, failed, seconds), '', 'Slowest files', ...files].join('\n');
}

/**
 * @param {string} name
 * @param {number} passed
 * @param {number} failed
 * @param {number} seconds
 */
function row(name, passed, failed, seconds) {
  const numbers = [passed, failed].map((count) => String(count).padStart(8)).join('');
  return `${name.padEnd(24)}${numbers}${formatSeconds(seconds).padStart(14)}`;
}

/** @param {SuiteResult[]} results @returns {string[]} */
function failuresOf(results) {
  return results.flatMap(({ name: suite, failures }) =>
    failures.flatMap(({ file, name, message }) => [
      `Failed in ${suite}: ${[file, name].filter(Boolean).join(' › ')}`,
      ...stripVTControlCharacters(message)
        .split('\n', MESSAGE_LINES)
        .map((line) => `    ${line}`),
      '',
    ]),
  );
}
