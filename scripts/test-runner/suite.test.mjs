import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { root } from '../settings/settings.mjs';
import { formatSeconds, runSuite, sumOf } from './suite.mjs';

const folder = mkdtempSync(join(tmpdir(), 'latch-suite-'));
after(() => rmSync(folder, { recursive: true }));

/**
 * Runs these files as a suite of their own.
 * @param {Record<string, string>} files
 * @param {{ parallel?: boolean }} [options]
 */
async function run(files, options) {
  const cwd = mkdtempSync(join(folder, 'suite-'));
  for (const [name, code] of Object.entries(files)) writeFileSync(join(cwd, name), code);
  // Else the runner inside of a test would take itself for a part of the one outside.
  const env = { NODE_TEST_CONTEXT: undefined };
  return runSuite({ name: 'tried', runner: 'node', cwd: relative(root, cwd), args: Object.keys(files), env }, options);
}

const passing = `import { test } from 'node:test'; test('passes', () => {});`;

test('tests that pass and fail are counted, one within another too, and a skipped or unwritten one has failed', async () => {
  const { passed, failed, files, failures } = await run({
    'passing.test.mjs': passing,
    'others.test.mjs': `import { describe, test } from 'node:test';
      describe('a suite', () => { test('passes', () => {}); test('fails', () => { throw new Error('meant') }); });
      test('is skipped', { skip: true }, () => {});
      test('is still to be written', { todo: true }, () => {});`,
  });
  assert.deepEqual({ passed, failed }, { passed: 2, failed: 3 });
  assert.deepEqual(
    new Set(files.map(({ file }) => file.split('/').at(-1))),
    new Set(['others.test.mjs', 'passing.test.mjs']),
  );
  for (const { seconds } of files) assert.ok(seconds > 0);
  assert.deepEqual(
    failures.map(({ file, name, message }) => [file.split('/').at(-1), name, message.split('\n')[0]]),
    [
      ['others.test.mjs', 'fails', 'Error: meant'],
      ['others.test.mjs', 'is skipped', 'is skipped: true'],
      ['others.test.mjs', 'is still to be written', 'is still to be written: true'],
    ],
  );
});

test('one that runs in parallel with others is counted alike, and each line of it is printed with its name', async (t) => {
  const log = t.mock.method(console, 'log', () => {});
  const { passed, failed } = await run({ 'passing.test.mjs': passing }, { parallel: true });
  const printed = log.mock.calls.map((call) => call.arguments.join(' ')).join('\n');
  log.mock.restore();
  assert.deepEqual({ passed, failed }, { passed: 1, failed: 0 });
  assert.match(printed, /^tried \| .*passes/m);
});

test('a file that cannot be loaded is a failure', async () => {
  const broken = `import './nowhere.mjs';`;
  const { passed, failed, failures } = await run({ 'passing.test.mjs': passing, 'broken.test.mjs': broken });
  assert.deepEqual({ passed, failed }, { passed: 1, failed: 1 });
  assert.match(failures.map(({ file, name }) => `${file} ${name}`).join(), /broken\.test\.mjs/);
});

test('a runner that finds nothing, or dies before it reports, is a failure', async () => {
  const { passed, failed } = await runSuite({
    name: 'tried',
    runner: 'node',
    cwd: '.',
    args: ['--no-such-option'],
  });
  assert.deepEqual({ passed, failed }, { passed: 0, failed: 1 });
});

test('results are added up, and times read like a clock', () => {
  const results = [
    { passed: 2, failed: 0 },
    { passed: 3, failed: 1 },
  ];
  assert.deepEqual(sumOf(results), { passed: 5, failed: 1 });
  assert.deepEqual([0.44, 59.6, 187].map(formatSeconds), ['0.4 s', '1 min 0 s', '3 min 7 s']);
});
