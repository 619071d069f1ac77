/** `npm run check`: every written rule that a tool can keep; all are run, as many at once as there are cores, and all must hold. */
import './require-node.mjs';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const { runCommand } = await import('../settings/refusal.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');
const { root } = await import('../settings/settings.mjs');
const { formatSeconds } = await import('../test-runner/suite.mjs');

const sources = [
  'contracts',
  'packages',
  'auth-server',
  'backend',
  'frontend',
  'e2e',
  'scripts',
  'faults',
  'bench',
  'docker',
];

/** TypeScript 7, a tenth of the time; what reads the compiler's API (dependency-cruiser, openapi-typescript) needs 5. */
const TSC = 'node_modules/typescript-native/bin/tsc';

/** What takes longest begins. @type {[string, string[]][]} */
const checks = [
  // All workspaces (tsconfig.json) in one process, which reads what they share once. Forced, since without references among
  // them a change in one is no change to those that import it.
  ['Types', ['node', TSC, '--build', '--force']],
  ['Lint', ['oxlint', '--type-aware', '--deny-warnings', ...sources]],
  ['Formatting', ['prettier', '--check', '--log-level=warn', '.']],
  ['Import rules', ['depcruise', ...sources]],
  ['Unused code and dependencies', ['knip']],
  ['Contracts', ['redocly', 'lint', '--config', 'contracts/redocly.yaml']],
  ['Size of the first load', ['node', 'scripts/checks/bundle-budget.mjs']],
  ['Repository', ['node', 'scripts/checks/repository-rules.mjs']],
  ['Replaced words', ['node', 'scripts/checks/words.mjs']],
  ['Security floors', ['node', 'scripts/checks/security-floors.mjs']],
];

/**
 * @param {[string, string[]]} check
 * @returns {Promise<import('../test-runner/suite.mjs').Failure | undefined>} what is wrong, where it does not hold
 */
function failureOf([name, command]) {
  const [file, args] =
    command[0] === 'node' ? [process.execPath, command.slice(1)] : ['npx', ['--no-install', ...command]];
  const began = performance.now();
  const options = { cwd: root, env: { ...process.env, REDOCLY_TELEMETRY: 'off' }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      const seconds = (performance.now() - began) / 1000;
      console.log(`${error ? 'FAILED' : 'ok    '}  ${name}, in ${formatSeconds(seconds)}`);
      const message = error ? `${stdout}${stderr}`.trim().slice(-8000) || error.message : '';
      if (error) console.log(message);
      resolve(error ? { file: '', name, message } : undefined);
    });
  });
}

await runCommand(async () => {
  await ensureInstalled(console.log);
  await ensureBuilt(console.log);
  const began = performance.now();
  const waiting = [...checks];
  /** @type {import('../test-runner/suite.mjs').Failure[]} */
  const failures = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const failure = await failureOf(check);
      if (failure) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const seconds = (performance.now() - began) / 1000;
  const failed = failures.length;
  const result = { name: 'check', passed: checks.length - failed, failed, seconds, files: [], failures };
  if (process.env.TEST_RESULTS) writeFileSync(process.env.TEST_RESULTS, JSON.stringify([result]));
  process.exit(failed ? 1 : 0);
});
