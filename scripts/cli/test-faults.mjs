/**
 * `npm run test:faults`: what Latch does when its parts stop, hang, lie or run out of something, on real processes and a
 * real PostgreSQL. `-- database` runs one file.
 */
import './require-node.mjs';

const { runCommand, Refusal } = await import('../settings/refusal.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');
const { readdirSync } = await import('node:fs');

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
  // One at a time: each has all of Latch to itself, and counts milliseconds.
  await runSuites([
    {
      name: 'faults',
      runner: 'node',
      cwd: 'faults',
      args: ['--test-concurrency=1', '--test-timeout=1800000', ...files],
    },
  ]);
});
