import { migrate } from '../../src/migrations/migrator.js';
import { emptyDatabase, sharedDatabaseUrl, sql, type TestDatabase } from './databases.mjs';
import { type TestServer, Visitor } from './test-server.js';

/** A database of its own, with its tables and without any account. */
export async function databaseWithoutAccounts(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  await migrate(database.url, 'up');
  return database;
}

/** Somebody who is signed in, and administrates. */
export async function administratorOf(server: TestServer, databaseUrl = sharedDatabaseUrl()): Promise<Visitor> {
  const grace = await Visitor.signedUp(server);
  await sql(databaseUrl, `update "user" set role = 'admin' where email = $1`, [grace.email]);
  return grace;
}

/** The id of somebody's account. */
export async function idOf(visitor: Visitor): Promise<string> {
  return (await visitor.get('/api/auth/account')).body.user.id as string;
}

/** Makes a session as old as one that asks for the password again. */
export async function grownOld(visitor: Visitor, databaseUrl = sharedDatabaseUrl()): Promise<Visitor> {
  const age = `update session set "createdAt" = now() - interval '11 minutes' where token = $1`;
  await sql(databaseUrl, age, [visitor.sessionToken]);
  return visitor;
}
