import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureBrowser } from './browser.mjs';
import { openDatabases } from './databases.mjs';
import { measureDay } from './day.mjs';
import { deviceSearchFigures } from './device-search.mjs';
import { idleMemory } from './idle-memory.mjs';
import { measure } from './measure.mjs';
import { nodes } from './nodes.mjs';
import { inBrowser, ofDeviceSearch, ofOneDay, toMarkdown } from './report.mjs';
import { scenarios } from './scenarios.mjs';
import { seed } from './seed.mjs';
import { migrate } from './stage.mjs';
import { measureSync } from './sync.mjs';

/** One of them has many todos, and all together a million; an embedded database is for ten people, and gets a tenth. */
const PEOPLE = { server: 10_000, embedded: 1_000 };
const TODOS_EACH = 99;
const MANY_TODOS = 10_000;
const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));

/** @typedef {(line: string) => void} Say */

/**
 * The benchmark: prints its tables and writes them to bench/results.md.
 * @param {{ rounds: number, seconds: number, say: Say }} options
 */
export async function runBenchmark({ rounds, seconds, say }) {
  const toMeasure = nodes(say);
  say('Latch with nobody using it');
  const idle = await idleMemory();
  await withSeeded(say, async ({ databases, seeded, people }) => {
    const all = scenarios(seeded.people, seeded.organiser);
    const results = [];
    for (const node of toMeasure)
      results.push(await measure({ node, databases, scenarios: all, rounds, seconds, say }));
    const [newest] = toMeasure;
    const sync = newest && (await measureSync({ databases, node: newest, ...seeded, say }));
    const browser = await measureBrowser({ databases, organiser: seeded.organiser, say });
    const day = await measureDay({ say });
    const search = deviceSearchFigures();
    const todos = (people - 1) * TODOS_EACH + MANY_TODOS;
    const database = databases.kind;
    const report = toMarkdown({ database, people, todos, rounds, seconds, results, sync, browser, search, day, idle });
    writeFileSync(RESULTS, report);
    say(`\n${report}`);
  });
}

/** Measures only what is in a browser, and prints it. @param {{ say: Say }} options */
export async function runInBrowser({ say }) {
  await withSeeded(say, async ({ databases, seeded: { organiser } }) => {
    say(`\n${inBrowser(await measureBrowser({ databases, organiser, say })).join('\n\n')}`);
  });
}

/** Measures only the search on a device, and prints it. @param {{ say: Say }} options */
export function runDeviceSearch({ say }) {
  say(`\n${ofDeviceSearch(deviceSearchFigures()).join('\n\n')}`);
}

/**
 * Measures only a person's day, and prints it.
 * @param {{ other: string | undefined, say: Say }} options other is the folder of another checkout, which is built
 */
export async function runDay({ other, say }) {
  say(`\n${ofOneDay(await measureDay({ other, say })).join('\n\n')}`);
}

/**
 * @typedef {object} Seeded
 * @property {import('./databases.mjs').Databases} databases
 * @property {Awaited<ReturnType<typeof seed>>} seeded
 * @property {number} people
 */

/** @param {Say} say @param {(seeded: Seeded) => Promise<void>} work */
async function withSeeded(say, work) {
  const databases = await openDatabases();
  try {
    const people = databases.isEmbedded ? PEOPLE.embedded : PEOPLE.server;
    say(`Seeding ${people} people with ${TODOS_EACH} todos each, and one with ${MANY_TODOS}, on ${databases.kind}`);
    await migrate(databases);
    const seeded = await seed({ ...databases, people, todosEach: TODOS_EACH, manyTodos: MANY_TODOS });
    await work({ databases, seeded, people });
  } finally {
    await databases.close();
  }
}
