import { createHash } from 'node:crypto';
import { sharedDatabaseUrl, sql } from './databases.mjs';

const keyOf = (of: string, kind = 'sign-in') => `${kind}:${createHash('sha256').update(of).digest('base64url')}`;

const count = (key: string, guesses: number) =>
  sql(
    sharedDatabaseUrl(),
    `insert into attempt (key, count, "endsAt") values ($1, $2, now() + interval '15 minutes')`,
    [key, guesses],
  );

/** As if so many passwords had been guessed just now, each of which would be hashed. */
export const guessedAlready = (email: string, guesses: number, from = '') => count(keyOf(email + from), guesses);

/** The same by somebody who is signed in, and is asked for the password again. */
export const guessedWhileSignedIn = (userId: string, guesses: number) => count(keyOf(userId, 'password'), guesses);

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

/** As if so many sign-ins of an address, or of a network, had been tried by now: each of them would be hashed. It must have tried one. */
export const triedAlready = (beginning: string, tries: number, databaseUrl = sharedDatabaseUrl()) =>
  sql(
    databaseUrl,
    `update "rateLimit" set count = $2 where starts_with(key, $1) and key like '%|/sign-in/email' returning 1`,
    [beginning, tries],
  );
