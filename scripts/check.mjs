/** `npm run check`: every written rule that a tool can keep, one after the other; all are run, and all must hold. */
import './require-node.mjs';
import { spawnSync } from 'node:child_process';

const { runCommand } = await import('./refusal.mjs');
const { ensureBuilt, ensureInstalled } = await import('./prepare.mjs');
const { root } = await import('./settings.mjs');

const sources = ['contracts', 'auth-server', 'backend', 'frontend', 'e2e', 'scripts', 'faults', 'bench', 'docker'];

/** @type {[string, string[]][]} */
const checks = [
  ['Formatting', ['prettier', '--check', '--log-level=warn', '.']],
  ['Lint', ['oxlint', '--type-aware', '--deny-warnings', ...sources]],
  ...['auth-server', 'backend', 'frontend', 'e2e', 'scripts', 'faults', 'bench'].map(
    (name) => /** @type {[string, string[]]} */ ([`Types of ${name}`, ['tsc', '--noEmit', '-p', name]]),
  ),
  ['Import rules', ['depcruise', ...sources]],
  ['Contracts', ['redocly', 'lint', '--config', 'contracts/redocly.yaml']],
  ['Size of the first load', ['node', 'scripts/bundle-budget.mjs']],
  ['Repository', ['node', 'scripts/repository-rules.mjs']],
];

await runCommand(async () => {
  await ensureInstalled(console.log);
  await ensureBuilt(console.log);
  const failed = checks.filter(([name, command]) => {
    const [file, args] =
      command[0] === 'node' ? [process.execPath, command.slice(1)] : ['npx', ['--no-install', ...command]];
    const { status, stdout, stderr } = spawnSync(file, args, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off' },
      maxBuffer: 64 * 1024 * 1024,
    });
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
    if (status !== 0) console.log(`${stdout}${stderr}`.trim().slice(-8000));
    return status !== 0;
  });
  process.exit(failed.length ? 1 : 0);
});
