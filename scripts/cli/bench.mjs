/**
 * `npm run bench [-- --rounds N --seconds N]`: measures speed and memory, and writes bench/results.md. With
 * `--against <folder>`, changes on this checkout are compared with those on another one instead, which is built.
 */
import './require-node.mjs';
import { parseArgs } from 'node:util';

const { runCommand, Refusal } = await import('../settings/refusal.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      against: { type: 'string' },
    },
  });
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  if (!(rounds >= 1 && seconds >= 1)) throw new Refusal('--rounds and --seconds take numbers from 1 up.');
  await ensureInstalled(console.log);
  await ensureBuilt(console.log);
  if (values.against) {
    const { compareCheckouts } = await import('../../bench/compare.mjs');
    await compareCheckouts({ other: values.against, rounds, seconds, say: console.log });
  } else {
    const { runBenchmark } = await import('../../bench/run.mjs');
    await runBenchmark({ rounds, seconds, say: console.log });
  }
  process.exit(0);
});
