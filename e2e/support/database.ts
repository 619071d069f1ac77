import { sql } from '@latch/test-kit/databases';
import type { FreshStack } from './stack.js';

/** Runs one statement on the todos' database, for what would take too long, or cannot be done, by the API. */
export function runStatement({ todosDatabaseUrl }: FreshStack, statement: string, values: unknown[]) {
  return sql(todosDatabaseUrl, statement, values);
}

/** Says in which zone somebody is, as their first page would with a change of its own. */
export function setTimeZone(stack: FreshStack, userId: string) {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return runStatement(stack, 'insert into owners (user_id, revision, time_zone) values ($1, 0, $2)', [
    userId,
    timeZone,
  ]);
}

/** Makes the sessions of somebody an hour older, so that none is fresh. */
export function ageSessions({ authDatabaseUrl }: FreshStack, userId: string) {
  const statement = `update session set "createdAt" = "createdAt" - interval '1 hour' where "userId" = $1`;
  return sql(authDatabaseUrl, statement, [userId]);
}

/** Makes somebody an administrator, as the first account of all is. */
export function makeAdministrator({ authDatabaseUrl }: FreshStack, userId: string) {
  return sql(authDatabaseUrl, `update "user" set role = 'admin' where id = $1`, [userId]);
}

/** Lets codes of somebody's authenticator app be used once more, rather than waiting half a minute for the next. */
export function forgetUsedCodes({ authDatabaseUrl }: FreshStack, userId: string) {
  return sql(authDatabaseUrl, `delete from verification where id like 'used-code:%' and value = $1`, [userId]);
}
