/**
 * `npm run test:faults`: what Latch does when its parts stop, hang, lie or run out of something, on real processes and a
 * real PostgreSQL. `-- database` runs one file.
 */
import './require-node.mjs';

const { runCommand, Refusal } = await import('../settings/refusal.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');
const { readdirSync } = await import('node:fs');

/** More requests than a machine can answer at once. */
const ofLoad = new Set(['overload.test.mjs', 'sign-in-flood.test.mjs']);

await runCommand(async () => {
  await ensureInstalled(console.log);
  const { findPostgres } = await import('@latch/test-kit/local-postgres');
  if (!findPostgres())
    throw new Refusal(
      'The tests of faults need PostgreSQL on this machine, and there is none. Install it (Debian: apt-get install postgresql).',
    );
  await ensureBuilt(console.log);
  const wanted = process.argv.slice(2);
  const files = readdirSync(new URL('../../faults', import.meta.url))
    .filter((name) => name.endsWith('.test.mjs'))
    .filter((name) => !wanted.length || wanted.some((part) => name.includes(part)));
  if (!files.length) throw new Refusal(`No file in faults/ has ${wanted.join(' or ')} in its name.`);
  const { runSuites } = await import('../test-runner/suite.mjs');
  /** @param {string} name @param {string[]} files @param {number} atOnce @returns {import('../test-runner/suite.mjs').Suite[]} */
  const suiteOf = (name, files, atOnce) => {
    const args = [`--test-concurrency=${atOnce}`, '--test-timeout=1800000', ...files];
    return files.length ? [{ name, runner: 'node', cwd: 'faults', args }] : [];
  };
  // Each has a Latch of its own and mostly waits, for parts that are down or start. Those of load take all there is.
  await runSuites([
    ...suiteOf(
      'faults',
      files.filter((name) => !ofLoad.has(name)),
      2,
    ),
    ...suiteOf(
      'faults of load',
      files.filter((name) => ofLoad.has(name)),
      1,
    ),
  ]);
});
