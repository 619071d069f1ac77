import { Client } from 'pg';
import type { FreshStack } from './stack.js';

/** Runs one statement on the todos' database, for what would take too long, or cannot be done, by the API. */
export function runStatement({ todosDatabaseUrl }: FreshStack, statement: string, values: unknown[]) {
  return runOn(todosDatabaseUrl, statement, values);
}

/** Makes the sessions of somebody an hour older, so that none is fresh. */
export function ageSessions({ authDatabaseUrl }: FreshStack, userId: string) {
  const statement = `update session set "createdAt" = "createdAt" - interval '1 hour' where "userId" = $1`;
  return runOn(authDatabaseUrl, statement, [userId]);
}

/** Makes somebody an administrator, as the first account of all is. */
export function makeAdministrator({ authDatabaseUrl }: FreshStack, userId: string) {
  return runOn(authDatabaseUrl, `update "user" set role = 'admin' where id = $1`, [userId]);
}

/** Lets codes of somebody's authenticator app be used once more, rather than waiting half a minute for the next. */
export function forgetUsedCodes({ authDatabaseUrl }: FreshStack, userId: string) {
  return runOn(authDatabaseUrl, `delete from verification where id like 'used-code:%' and value = $1`, [userId]);
}

async function runOn(connectionString: string, statement: string, values: unknown[]) {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(statement, values);
  await client.end();
}

/** In which tables of a database there is something that names this user, whatever they are called. */
export async function tablesThatName(userId: string, databaseUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND (column_name IN ('user_id', 'userId') OR (table_name, column_name) = ('user', 'id'))`,
  );
  const found: string[] = [];
  for (const { table, column } of rows) {
    const { rowCount } = await client.query(`SELECT FROM "${table}" WHERE "${column}" = $1 LIMIT 1`, [userId]);
    if (rowCount) found.push(table);
  }
  await client.end();
  return found.toSorted();
}
