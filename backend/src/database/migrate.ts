import 'reflect-metadata';
import { type Direction, runMigrations } from './run-migrations.js';

const url = process.env.TODOS_DATABASE_URL;
const direction = process.argv[2] ?? 'up';

try {
  if (!url) throw new Error('TODOS_DATABASE_URL must be set to a PostgreSQL URL');
  if (!isDirection(direction)) throw new Error(`"${direction}" is neither up nor down`);
  await runMigrations(url, direction);
} catch (error) {
  process.stderr.write(`The todos database could not be migrated: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

function isDirection(text: string): text is Direction {
  return text === 'up' || text === 'down';
}
