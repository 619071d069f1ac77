import 'reflect-metadata';
import { explainMigrationFailure, readDatabaseSettings } from '@latch/server-kit/database-settings';
import { type Direction, runMigrations } from './run-migrations.js';

const direction = process.argv[2] ?? 'up';
const problems: string[] = [];
const database = readDatabaseSettings(process.env, 'TODOS', problems);

const problem = await run();
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

/** @returns what went wrong */
async function run(): Promise<string | undefined> {
  if (problems.length) return problems.join('\n');
  if (!isDirection(direction)) return `"${direction}" is neither up nor down.`;
  try {
    await runMigrations(database.url, direction);
    return undefined;
  } catch (error) {
    return explainMigrationFailure(error, database);
  }
}

function isDirection(text: string): text is Direction {
  return text === 'up' || text === 'down';
}
