import { EnvironmentError, readEnvironment } from './environment.js';
import { describeError } from './logger.js';
import { type Direction, migrate } from './migrations/migrator.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

/** `node dist/migrate.js [up|down]` */
async function run(direction = 'up'): Promise<number> {
  if (direction !== 'up' && direction !== 'down') {
    complain(`"${direction}" is neither up (bring the database up to date) nor down (take the last migration back).`);
    return 1;
  }
  const { databaseUrl } = readEnvironment({ AUTH_DATABASE_URL: process.env.AUTH_DATABASE_URL });
  const names = await migrate(databaseUrl, direction satisfies Direction);
  say(names.length ? `Migrated ${direction}: ${names.join(', ')}` : 'The database is up to date.');
  return 0;
}

process.exitCode = await run(process.argv[2]).catch((error: unknown) => {
  complain(
    error instanceof EnvironmentError ? error.message : `The migration failed: ${JSON.stringify(describeError(error))}`,
  );
  return 1;
});
