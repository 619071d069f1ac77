import { sharedDatabaseUrl, sql } from './databases.mjs';
import { type TestServer, Visitor } from './test-server.js';

/** Somebody who is signed in, and administrates. */
export const administratorOf = (server: TestServer): Promise<Visitor> => Visitor.signedUp(server, { role: 'admin' });

/** The id of somebody's account, as the server says it. */
export async function idOf(visitor: Visitor): Promise<string> {
  return (await visitor.get('/api/auth/account')).body.user.id as string;
}

/** Makes a session as old as one that asks for the password again. */
export async function grownOld(visitor: Visitor, databaseUrl = sharedDatabaseUrl()): Promise<Visitor> {
  const age = `update session set "createdAt" = now() - interval '11 minutes' where token = $1`;
  await sql(databaseUrl, age, [visitor.sessionToken]);
  return visitor;
}
