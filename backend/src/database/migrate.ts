import 'reflect-metadata';
import { explainRefusal, readDatabaseSettings } from '@latch/server-kit/database-settings';
import { type Direction, runMigrations } from './run-migrations.js';

const direction = process.argv[2] ?? 'up';
const problems: string[] = [];
const database = readDatabaseSettings(process.env, 'TODOS', 'todos', problems);

try {
  if (problems.length) throw new Error(problems.join(' '));
  if (!isDirection(direction)) throw new Error(`"${direction}" is neither up nor down`);
  await runMigrations(database.url, direction);
} catch (error) {
  const { message } = explainRefusal(error as Error, database);
  process.stderr.write(`The todos database could not be migrated: ${message}\n`);
  process.exitCode = 1;
}

function isDirection(text: string): text is Direction {
  return text === 'up' || text === 'down';
}
