import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { cookiesIn, PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const LOG = '/api/auth/audit-log';
const SIGN_IN = '/api/auth/sign-in/email';
const NEW_PASSWORD = 'staple wrong horse tree';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

const signedUp = () => Visitor.signedUp(server);

interface Event {
  id: string;
  event: string;
  address: string | null;
  browser: string | null;
  system: string | null;
  detail: string | null;
}

const eventsOf = async (visitor: Visitor, cursor?: string) => {
  const response = await visitor.get(cursor === undefined ? LOG : `${LOG}?cursor=${cursor}`);
  expect(response.status).toBe(200);
  expectContract('get', LOG, response);
  return response.body as { items: Event[]; nextCursor: string | null };
};

const namesOf = async (visitor: Visitor) => (await eventsOf(visitor)).items.map(({ event }) => event);

it('has all that happened to the account, the newest first, and nothing of others', async () => {
  const ada = new Visitor(server);
  await ada.signUp();
  await signedUp();
  const phone = ada.elsewhere();
  await phone.signIn('not the password');
  const signIn = await phone.post(SIGN_IN, { email: ada.email, password: PASSWORD }, { 'user-agent': FIREFOX });
  phone.cookie = cookiesIn(signIn);
  const { items } = (await ada.get('/api/auth/sessions')).body as { items: { id: string; current: boolean }[] };
  await ada.post('/api/auth/revoke-session', { id: items.find(({ current }) => !current)!.id });
  await ada.post('/api/auth/revoke-session', { id: 'no such session' });
  await phone.signIn();
  await ada.post('/api/auth/revoke-other-sessions');
  await ada.post('/api/auth/update-user', { name: 'Ada' });
  await ada.post('/api/auth/update-user', { name: 'Ada L.' });
  await ada.post('/api/auth/confirm-password', { password: 'not the password' });
  ada.cookie = cookiesIn(await ada.post('/api/auth/confirm-password', { password: PASSWORD }));
  const changed = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  ada.cookie = cookiesIn(await ada.post('/api/auth/change-password', changed));
  await ada.signOut();
  await ada.signIn(NEW_PASSWORD);

  const events = (await eventsOf(ada)).items;
  expect(events.map(({ event, detail }) => [event, detail])).toEqual([
    ['signed-in', null],
    ['signed-out', null],
    ['password-changed', null],
    ['password-confirmed', null],
    ['sign-in-failed', expect.stringContaining('signed in')],
    ['name-changed', 'Ada → Ada L.'],
    ['other-devices-signed-out', '1'],
    ['signed-in', null],
    ['device-signed-out', 'Firefox on Linux'],
    ['signed-in', null],
    ['sign-in-failed', null],
    ['signed-up', null],
  ]);
  expect(events[9]).toMatchObject({ address: phone.address, browser: 'Firefox', system: 'Linux' });
  expect(events[11]).toMatchObject({ address: ada.address, browser: null, system: null });
  expect(JSON.stringify(events)).not.toContain(PASSWORD);
  expect(JSON.stringify(events)).not.toContain(ada.sessionToken);
});

it('says nothing of what was refused before it was tried', async () => {
  const ada = await signedUp();
  await ada.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword: 'short' });
  await ada.post('/api/auth/update-user', { name: '' });
  await ada.post('/api/auth/revoke-other-sessions');
  expect(await namesOf(ada)).toEqual(['signed-up']);
});

it('keeps a failed sign-in at no account too, as nobody’s', async () => {
  const nobody = new Visitor(server);
  expect((await nobody.signIn()).status).toBe(401);
  const rows = await sql(sharedDatabaseUrl(), `select event, "userId", detail from "auditEvent" where address = $1`, [
    nobody.address,
  ]);
  expect(rows).toEqual([{ event: 'sign-in-failed', userId: null, detail: null }]);
});

it('goes with the account', async () => {
  const ada = await signedUp();
  const { items } = await eventsOf(ada);
  await sql(sharedDatabaseUrl(), `delete from "user" where email = $1`, [ada.email]);
  expect(await sql(sharedDatabaseUrl(), `select 1 from "auditEvent" where id = $1`, [items[0]!.id])).toEqual([]);
});

describe('pages', () => {
  const fill = ({ email }: Visitor, count: number, at: string) =>
    sql(
      sharedDatabaseUrl(),
      `insert into "auditEvent" (id, at, event, "userId")
       select gen_random_uuid(), ${at}, 'signed-in', (select id from "user" where email = $1) from generate_series(1, $2) n`,
      [email, count],
    );

  it('of 50 hold every event once, also those of one moment', async () => {
    const ada = await signedUp();
    await fill(ada, 119, `timestamptz '2026-11-01 12:00:00.123'`);
    const pages = [await eventsOf(ada)];
    while (pages.at(-1)!.nextCursor) pages.push(await eventsOf(ada, pages.at(-1)!.nextCursor!));
    expect(pages.map(({ items }) => items.length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(120);
  });

  it('end where a page is just full', async () => {
    const ada = await signedUp();
    await fill(ada, 49, 'now()');
    const { items, nextCursor } = await eventsOf(ada);
    expect([items.length, nextCursor]).toEqual([50, null]);
  });

  it('of somebody else are not reached by their cursor', async () => {
    const [ada, eve] = [await signedUp(), await signedUp()];
    await fill(ada, 60, 'now()');
    const { nextCursor } = await eventsOf(ada);
    for (const { id } of (await eventsOf(eve, nextCursor!)).items)
      expect((await eventsOf(ada)).items.map((event) => event.id)).not.toContain(id);
    expect((await eventsOf(eve, nextCursor!)).items.length).toBeLessThanOrEqual(1);
  });

  const encoded = (parts: unknown[]) => Buffer.from(`audit-log\t${parts.join(' ')}`).toString('base64url');
  const ID = '0199b1c2-7b00-4c3a-9d2e-5f8a1b2c3d01';
  it.each([
    ['empty', ''],
    ['no cursor', 'hello'],
    ['a number', encoded([7])],
    ['without an id', encoded(['2026-11-21T09:00:00.000Z'])],
    ['with no time', encoded(['now', ID])],
    ['with a time that never was', encoded(['2026-02-31T09:00:00.000Z', ID])],
    ['with no id', encoded(['2026-11-21T09:00:00.000Z', '1or1=1'])],
    ['of another list', Buffer.from(`users\t2026-11-21T09:00:00.000Z ${ID}`).toString('base64url')],
    ['too long', 'x'.repeat(5000)],
  ])('with a cursor that is %s are refused', async (_, cursor) => {
    const response = await (await signedUp()).get(`${LOG}?cursor=${cursor}`);
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['cursor']]);
    expectContract('get', LOG, response);
  });
});

it('is only for a person who is signed in', async () => {
  const response = await new Visitor(server).get(LOG);
  expect([response.status, response.body.error_code]).toEqual([401, 'INVALID_SESSION']);
  expectContract('get', LOG, response);
});
