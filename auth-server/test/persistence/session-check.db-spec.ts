import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

/** The session and its user byte for byte, with the version PostgreSQL gives a row at each write. */
const rows = (token: string) =>
  sql(
    sharedDatabaseUrl(),
    `select session.xmin::text, session.ctid::text, session::text as session, "user".xmin::text as user_xmin, "user"::text as user
     from session join "user" on "user".id = session."userId" where token = $1`,
    [token],
  );

it('50 validations at once of a session due for refresh write nothing', async () => {
  const ada = await Visitor.signedUp(server);
  const due = `update session set "expiresAt" = now() + interval '3 days' where token = $1`;
  await sql(sharedDatabaseUrl(), due, [ada.sessionToken]);
  const before = await rows(ada.sessionToken);
  expect(before).toHaveLength(1);

  const answers = await Promise.all(Array.from({ length: 50 }, () => ada.get('/api/auth/session')));

  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect(await rows(ada.sessionToken)).toEqual(before);
  // The comparison can tell: what does refresh, changes the row.
  await ada.get('/api/auth/get-session');
  expect(await rows(ada.sessionToken)).not.toEqual(before);
});

it('the validation of an expired session does not delete it either', async () => {
  const ada = await Visitor.signedUp(server);
  const expire = `update session set "expiresAt" = now() - interval '1 minute' where token = $1`;
  await sql(sharedDatabaseUrl(), expire, [ada.sessionToken]);
  const before = await rows(ada.sessionToken);
  expect((await ada.get('/api/auth/session')).status).toBe(401);
  expect(await rows(ada.sessionToken)).toEqual(before);
});
