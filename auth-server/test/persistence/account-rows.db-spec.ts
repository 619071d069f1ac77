import { insertAccounts } from '@latch/test-kit/account-rows';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import {
  askedElsewhere,
  CONFIRM,
  eventsOf,
  givePasskey,
  giveRecoveryCode,
  secondStep,
  SET_UP,
  stateOf,
  turnedOnSecondFactor,
  USE_PASSKEYS,
  waitingElsewhere,
  withAppSetUp,
  withPasskeyAlone,
  withSecondFactor,
} from '../support/second-factor.js';
import {
  anyAddress,
  cookiesIn,
  PASSWORD,
  startAuthServer,
  TEST_SECRET,
  type TestServer,
  Visitor,
} from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

/** Every table that names a user, as the database knows it, so that no later one is forgotten, with the column that does. */
const columnsThatName = () =>
  sql<{ table: string; column: string }>(
    sharedDatabaseUrl(),
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and (column_name = 'userId' or (table_name = 'user' and column_name = 'id')) order by 1`,
  );

/** A hash, an id or token of Better Auth, a UUID, something encrypted, a used code of an app, and a sign-in that waits. */
const RANDOM = [
  /^[\da-f]{32}:[\da-f]{128}$/,
  /^[A-Za-z\d]{32}$/,
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  /^\$ba\$\d+\$[\da-f]+$/,
  /^used-code:[\w-]{43}$/,
  /^2fa-[\w-]{20}$/,
];

/** Of a row what does not differ between two people: of ids, hashes and times what they look like. */
function shapeOf(row: Record<string, unknown>, { id, email, address }: Visitor): Record<string, unknown> {
  const words: [unknown, string][] = [[id, 'the id of the user'], [email, 'the address'], [address, 'the IP address']]; // prettier-ignore
  const shape = (value: unknown) => {
    if (value instanceof Date) return value.getTime() > Date.now() ? 'later' : 'just now';
    if (typeof value !== 'string') return value;
    return (
      words.find(([word]) => word === value)?.[1] ??
      (RANDOM.some((random) => random.test(value)) ? value.replaceAll(/[A-Za-z\d_-]/g, 'x') : value)
    );
  };
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, shape(value)]));
}

const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

/** All rows that name somebody; of a table in the order of what they look like, since the database promises none. */
async function rowsOf(visitor: Visitor): Promise<Record<string, unknown>> {
  const tables = [...(await columnsThatName()), { table: 'verification', column: 'value' }];
  const rows = tables.map(({ table, column }) =>
    sql<Record<string, unknown>>(sharedDatabaseUrl(), `select * from "${table}" where "${column}" = $1`, [visitor.id]),
  );
  const found = (await Promise.all(rows)).map((each) => each.map((row) => shapeOf(row, visitor)).sort(byText));
  return Object.fromEntries(tables.map(({ table }, index) => [table, found[index]]));
}

it('are those of a sign-up, column by column', async () => {
  const signedUp = new Visitor(server);
  expect((await signedUp.signUp()).status).toBe(200);
  const inserted = await Visitor.signedUp(server);
  const rows = await rowsOf(signedUp);
  expect(await rowsOf(inserted)).toEqual(rows);
  // The comparison can tell: what a sign-up makes is in it.
  const tables = Object.entries(rows).filter(([, found]) => (found as unknown[]).length === 1);
  expect(tables.map(([table]) => table)).toEqual(['account', 'auditEvent', 'knownNetwork', 'session', 'user']);
});

it('end when the session of a sign-up does, to the second', async () => {
  const signedUp = new Visitor(server);
  await signedUp.signUp();
  const lasts = async ({ id }: Visitor) =>
    (await sql(sharedDatabaseUrl(), `select extract(epoch from "expiresAt" - "createdAt")::int as seconds from session where "userId" = $1`, [id])); // prettier-ignore
  expect(await lasts(await Visitor.signedUp(server))).toEqual(await lasts(signedUp));
});

it('sign in: by their session, at once and refreshed, and by their password', async () => {
  const ada = await Visitor.signedUp(server);
  const check = await ada.get('/api/auth/session');
  expect([check.status, check.body.user]).toEqual([200, { id: ada.id, email: ada.email, name: 'Ada' }]);
  expect((await ada.get('/api/auth/get-session')).body.user.email).toBe(ada.email);
  expect((await ada.elsewhere().signIn()).status).toBe(200);
  expect((await ada.elsewhere().signIn('not the password')).status).toBe(401);

  const phone = await ada.signedInElsewhere();
  expect((await phone.get('/api/auth/get-session')).body.user.id).toBe(ada.id);
  expect((await phone.get('/api/auth/sessions')).body.items).toHaveLength(3);
  await phone.signOut();
  expect([(await phone.get('/api/auth/session')).status, (await ada.get('/api/auth/session')).status]).toEqual([
    401, 200,
  ]);
});

it('have the cookie that a server over https sets', async () => {
  const secure = await startAuthServer({ PUBLIC_URL: 'https://todo.example.com' });
  const [inserted, signedUp] = [await Visitor.signedUp(secure), new Visitor(secure)];
  const set = cookiesIn(await signedUp.signUp());
  expect(inserted.cookie.split('=')[0]).toBe(set.split('=')[0]);
  expect((await inserted.get('/api/auth/session')).status).toBe(200);
  await secure.stop();
});

it('are made many at once, as they are asked for', async () => {
  const address = anyAddress();
  const wishes = [{ name: 'Grace', role: 'admin', address }, { email: 'Mixed.Case@Example.com', emailVerified: true }] as const; // prettier-ignore
  const [grace, mixed] = await insertAccounts(sharedDatabaseUrl(), [...wishes], { secret: TEST_SECRET });
  const listed = await sql(sharedDatabaseUrl(), 'select name, email, role, "emailVerified" from "user" where id in ($1, $2) order by name', [grace!.id, mixed!.id]); // prettier-ignore
  expect(listed).toEqual([
    { name: 'Ada', email: 'mixed.case@example.com', role: 'user', emailVerified: true },
    { name: 'Grace', email: grace!.email, role: 'admin', emailVerified: false },
  ]);
  for (const { cookie } of [grace!, mixed!]) {
    const check = await new Visitor(server).get('/api/auth/session', { cookie: `${cookie.name}=${cookie.value}` });
    expect(check.status).toBe(200);
  }
});

it('have an app set up as if somebody had done it', async () => {
  const byHand = await Visitor.signedUp(server);
  expect((await byHand.post(SET_UP, { password: PASSWORD })).status).toBe(200);
  const { ada, app } = await withAppSetUp(server);
  expect(await rowsOf(ada)).toEqual(await rowsOf(byHand));
  expect((await ada.post(CONFIRM, { code: app.code() })).status).toBe(200);
});

it('have a passkey as the second factor as if it had been turned on', async () => {
  const byHand = await Visitor.signedUp(server);
  await givePasskey(byHand);
  expect((await byHand.post(USE_PASSKEYS, { password: PASSWORD })).status).toBe(200);
  const ada = await withPasskeyAlone(server);
  expect(await rowsOf(ada)).toEqual(await rowsOf(byHand));
  const recoveryCode = await giveRecoveryCode(server, ada);
  expect(await rowsOf(ada)).toEqual(await rowsOf(byHand));
  expect(await stateOf(ada)).toMatchObject({ passkeys: 1, recoveryCodesLeft: 10 });
  const { browser } = await askedElsewhere(ada);
  expect((await secondStep(browser, recoveryCode, { method: 'recovery-code' })).status).toBe(200);
});

it('have a second factor as if it had been turned on', async () => {
  const [byHand, byRows] = [await turnedOnSecondFactor(server), await withSecondFactor(server)];
  expect(await rowsOf(byRows.ada)).toEqual(await rowsOf(byHand.ada));
  const codes = [byHand.recoveryCodes[0]!, await giveRecoveryCode(server, byRows.ada)];
  for (const [index, { ada, app, usedCode }] of [byHand, byRows].entries()) {
    expect(await stateOf(ada)).toMatchObject({ enabled: true, authenticator: true });
    expect(await eventsOf(ada)).toEqual(['second-factor-on', 'signed-up']);
    const { browser } = await askedElsewhere(ada);
    expect((await secondStep(browser, usedCode)).status).toBe(422);
    expect((await secondStep(browser, app.code(1))).status).toBe(200);
    const { browser: other } = await askedElsewhere(ada);
    expect((await secondStep(other, codes[index]!, { method: 'recovery-code' })).status).toBe(200);
  }
});

/** How many codes were tried in a browser that waits for the second step, and what its cookie is like. */
async function waitOf({ cookie }: Visitor) {
  const [id] = decodeURIComponent(cookie.split('=')[1]!).split('.');
  const rows = await sql(
    sharedDatabaseUrl(),
    `select value, "expiresAt" > now() as later from verification where identifier = '2fa-attempts-' || $1`,
    [id],
  );
  return {
    rows,
    cookie: cookie.replaceAll(/(?<==).*/g, (value) => decodeURIComponent(value).replaceAll(/[\w+/=-]/g, 'x')),
  };
}

it('wait for the second step as if the password had been given', async () => {
  const [byHand, byRows] = [await withSecondFactor(server), await withSecondFactor(server)];
  const { browser } = await askedElsewhere(byHand.ada);
  const waiting = await waitingElsewhere(server, byRows.ada);
  expect(await rowsOf(byRows.ada)).toEqual(await rowsOf(byHand.ada));
  const [of, ofRows] = [await waitOf(browser), await waitOf(waiting)];
  expect(of.rows).toHaveLength(1);
  expect(ofRows).toEqual(of);
  expect((await secondStep(browser, byHand.app.code(1))).status).toBe(200);
  expect((await secondStep(waiting, byRows.app.code(1))).status).toBe(200);
});
