/**
 * `npm run bench [-- --rounds N --seconds N]`: measures speed and memory, and writes bench/results.md. With
 * `--only browser`, `--only day` or `--only search` it measures that alone and prints it. With `--against <folder>`, changes on this checkout
 * are compared with those on another one instead, which is built, and with `--only day` a person's day.
 */
import './require-node.mjs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { runCommand, Refusal } = await import('../settings/refusal.mjs');
const { ensureBuilt, ensureInstalled } = await import('../stack/prepare.mjs');

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      against: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const { only } = values;
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  if (!(rounds >= 1 && seconds >= 1)) throw new Refusal('--rounds and --seconds take numbers from 1 up.');
  if (only && !['browser', 'day', 'search'].includes(only))
    throw new Refusal('--only takes "browser", "day" or "search".');
  await ensureInstalled(console.log);
  await ensureBuilt(console.log);
  const say = console.log;
  const other = values.against && resolve(values.against);
  const { runBenchmark, runDay, runDeviceSearch, runInBrowser } = await import('../../bench/run.mjs');
  if (only === 'day') await runDay({ other, say });
  else if (only === 'search') runDeviceSearch({ say });
  else if (only === 'browser') await runInBrowser({ say });
  else if (other) {
    const { compareCheckouts } = await import('../../bench/compare.mjs');
    await compareCheckouts({ other, rounds, seconds, say });
  } else await runBenchmark({ rounds, seconds, say });
  process.exit(0);
});
