import { explainMigrationFailure, readDatabaseSettings } from '@latch/server-kit/database-settings';
import { type Direction, migrate } from './migrations/migrator.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

/** `node dist/migrate.js [up|down]` */
async function run(direction = 'up'): Promise<number> {
  if (direction !== 'up' && direction !== 'down') {
    complain(`"${direction}" is neither up (bring the database up to date) nor down (take the last migration back).`);
    return 1;
  }
  const problems: string[] = [];
  const database = readDatabaseSettings(process.env, 'AUTH', problems);
  if (problems.length) {
    complain(problems.join('\n'));
    return 1;
  }
  try {
    const names = await migrate(database.url, direction satisfies Direction);
    say(names.length ? `Migrated ${direction}: ${names.join(', ')}` : 'The database is up to date.');
    return 0;
  } catch (error) {
    complain(explainMigrationFailure(error, database));
    return 1;
  }
}

process.exitCode = await run(process.argv[2]);
