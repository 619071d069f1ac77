import { createHash } from 'node:crypto';
import { sharedDatabaseUrl, sql } from './databases.mjs';

const keyOf = (email: string) => `sign-in:${createHash('sha256').update(email).digest('base64url')}`;

/** As if so many passwords had been guessed just now, each of which would be hashed. */
export const guessedAlready = (email: string, count: number, from = '') =>
  sql(
    sharedDatabaseUrl(),
    `insert into attempt (key, count, "endsAt") values ($1, $2, now() + interval '15 minutes')`,
    [keyOf(email + from), count],
  );

/** How many guesses are counted, and until when; none is an empty list. */
export const countedGuesses = (email: string) =>
  sql<{ count: number; endsAt: Date }>(sharedDatabaseUrl(), `select count, "endsAt" from attempt where key = $1`, [
    keyOf(email),
  ]);

/** What time it is for the database. */
export async function databaseTime(): Promise<Date> {
  const [row] = await sql<{ now: Date }>(sharedDatabaseUrl(), 'select now()');
  return row!.now;
}

/** As if the time were over in which guesses are counted. */
export const passTime = (email: string) =>
  sql(sharedDatabaseUrl(), `update attempt set "endsAt" = now() where key = $1`, [keyOf(email)]);
