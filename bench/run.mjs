import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openDatabases } from './databases.mjs';
import { idleMemory } from './idle-memory.mjs';
import { measure } from './measure.mjs';
import { nodes } from './nodes.mjs';
import { toMarkdown } from './report.mjs';
import { seed } from './seed.mjs';
import { migrate } from './stage.mjs';

const PEOPLE = 1_000;
const TODOS_EACH = 100;
const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));

/**
 * The benchmark: prints its tables and writes them to bench/results.md.
 * @param {{ rounds: number, seconds: number, say: (line: string) => void }} options
 */
export async function runBenchmark({ rounds, seconds, say }) {
  const toMeasure = nodes(say);
  say('Latch with nobody using it');
  const idle = await idleMemory();
  const databases = await openDatabases();
  try {
    say(`Seeding ${PEOPLE} people with ${TODOS_EACH} todos each, on ${databases.kind}`);
    await migrate(databases);
    const people = await seed({ ...databases, people: PEOPLE, todosEach: TODOS_EACH });
    const results = [];
    for (const node of toMeasure) results.push(await measure({ node, databases, people, rounds, seconds, say }));
    const todos = PEOPLE * TODOS_EACH;
    const report = toMarkdown({ database: databases.kind, people: PEOPLE, todos, rounds, seconds, results, idle });
    writeFileSync(RESULTS, report);
    say(`\n${report}`);
  } finally {
    await databases.close();
  }
}
