import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { cookiesIn, PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const SESSIONS = '/api/auth/sessions';
const REVOKE = '/api/auth/revoke-session';
const REVOKE_OTHERS = '/api/auth/revoke-other-sessions';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

const signedUp = () => Visitor.signedUp(server);

/** The same person, signed in on another device. */
async function furtherDevice(ada: Visitor, headers: Record<string, string>): Promise<Visitor> {
  const device = ada.elsewhere();
  const body = { email: ada.email, password: PASSWORD };
  const response = await device.post('/api/auth/sign-in/email', body, headers);
  expect(response.status).toBe(200);
  device.cookie = cookiesIn(response);
  return device;
}

interface Device {
  id: string;
  current: boolean;
  address: string;
  lastSeenAt: string;
}

const devicesOf = async (visitor: Visitor) => (await visitor.get(SESSIONS)).body.items as Device[];

const idOf = async (visitor: Visitor) => (await devicesOf(visitor)).find(({ current }) => current)!.id;

const isSignedIn = async (visitor: Visitor) => (await visitor.get('/api/auth/session')).status === 200;

const change = (visitor: Visitor, set: string) =>
  sql(sharedDatabaseUrl(), `update session set ${set} where token = $1`, [visitor.sessionToken]);

describe('GET /api/auth/sessions', () => {
  it('says in words where somebody is signed in, this device first and then the last seen', async () => {
    const ada = await signedUp();
    const phone = await furtherDevice(ada, { 'user-agent': FIREFOX, 'x-forwarded-for': '192.168.1.20' });
    const laptop = await furtherDevice(ada, { 'x-forwarded-for': '2001:db8:1:2:3:4:5:6' });
    await change(laptop, `"lastSeenAt" = now() + interval '1 minute'`);

    const response = await ada.get(SESSIONS);
    expect(response.status).toBe(200);
    expectContract('get', SESSIONS, response);
    const items = response.body.items as Device[];
    expect(items.map(({ address }) => address)).toEqual([ada.address, '2001:db8:1:2:3:4:5:6', '192.168.1.20']);
    expect(items.map(({ current }) => current)).toEqual([true, false, false]);
    expect(items[0]).toMatchObject({ browser: null, system: null, place: null });
    expect(items[2]).toMatchObject({ browser: 'Firefox', system: 'Linux', place: 'local-network' });
    for (const { sessionToken } of [ada, phone, laptop]) expect(response.text).not.toContain(sessionToken);
  });

  // Not 127.0.0.1, from which other tests sign in until there were too many.
  it.each(['127.80.81.82', '::1'])('knows this machine: %s', async (address) => {
    const ada = await signedUp();
    await furtherDevice(ada, { 'x-forwarded-for': address });
    expect((await devicesOf(ada))[1]).toMatchObject({ address, place: 'this-machine' });
  });

  it('has only one’s own, and none that ended', async () => {
    const ada = await signedUp();
    await signedUp();
    const phone = await ada.signedInElsewhere();
    expect(await devicesOf(ada)).toHaveLength(2);
    await change(phone, `"expiresAt" = now() - interval '1 second'`);
    expect(await devicesOf(ada)).toHaveLength(1);
  });
});

describe('when a device was last seen', () => {
  const ago = (minutes: number) => `now() - interval '${minutes} minutes'`;
  const lastSeen = async (visitor: Visitor) => new Date((await devicesOf(visitor))[0]!.lastSeenAt).getTime();

  it('is when it signed in, at first', async () => {
    const ada = await signedUp();
    expect(Date.now() - (await lastSeen(ada))).toBeLessThan(60_000);
  });

  it('is written by the question of the browser, once in five minutes', async () => {
    const ada = await signedUp();
    for (const set of [`"createdAt" = ${ago(6)}`, `"lastSeenAt" = ${ago(6)}`]) {
      await change(ada, set);
      const response = await ada.get('/api/auth/get-session');
      expectContract('get', '/api/auth/get-session', response);
      expect(Object.keys(response.body.session)).toEqual(['expiresAt']);
      expect(Date.now() - (await lastSeen(ada))).toBeLessThan(60_000);
    }
    await change(ada, `"lastSeenAt" = ${ago(4)}`);
    await ada.get('/api/auth/get-session');
    expect(Date.now() - (await lastSeen(ada))).toBeGreaterThan(3 * 60_000);
  });

  it('is not written by the session check of the backend', async () => {
    const ada = await signedUp();
    await change(ada, `"lastSeenAt" = ${ago(60)}`);
    await ada.get('/api/auth/session');
    expect(Date.now() - (await lastSeen(ada))).toBeGreaterThan(59 * 60_000);
  });
});

describe('signing a device out', () => {
  it('counts from its very next request, and for no other', async () => {
    const ada = await signedUp();
    const [phone, laptop] = [await ada.signedInElsewhere(), await ada.signedInElsewhere()];
    const id = await idOf(phone);

    const response = await ada.post(REVOKE, { id });
    expect(response.status).toBe(200);
    expectContract('post', REVOKE, response);
    const check = await phone.get('/api/auth/session');
    expect([check.status, check.body.error_code]).toEqual([401, 'INVALID_SESSION']);
    expect((await phone.get('/api/auth/get-session')).body).toBeNull();
    expect([await isSignedIn(ada), await isSignedIn(laptop)]).toEqual([true, true]);

    const again = await ada.post(REVOKE, { id });
    expect([again.status, again.body.error_code]).toEqual([404, 'SESSION_NOT_FOUND']);
    expectContract('post', REVOKE, again);
  });

  it('is not possible with somebody else’s, which is as good as not there', async () => {
    const [ada, eve] = [await signedUp(), await signedUp()];
    const theirs = await eve.post(REVOKE, { id: await idOf(ada) });
    const none = await eve.post(REVOKE, { id: 'no-such-session' });
    expect([theirs.status, none.status]).toEqual([404, 404]);
    expect(theirs.body).toEqual(none.body);
    expect(await isSignedIn(ada)).toBe(true);
  });

  it('takes ids and no tokens, and not the device that asks', async () => {
    const ada = await signedUp();
    const phone = await ada.signedInElsewhere();
    expect((await ada.post(REVOKE, { id: phone.sessionToken })).status).toBe(404);
    const own = await ada.post(REVOKE, { id: await idOf(ada) });
    expect([own.status, Object.keys(own.body.fields)]).toEqual([422, ['id']]);
    expectContract('post', REVOKE, own);
    expect([await isSignedIn(ada), await isSignedIn(phone)]).toEqual([true, true]);
  });
});

describe('signing all other devices out', () => {
  it('counts from their very next request, and spares the one that asks and other people', async () => {
    const [ada, eve] = [await signedUp(), await signedUp()];
    const others = [await ada.signedInElsewhere(), await ada.signedInElsewhere()];
    const response = await ada.post(REVOKE_OTHERS);
    expect([response.status, response.body]).toEqual([200, { count: 2 }]);
    expectContract('post', REVOKE_OTHERS, response);
    for (const other of others) expect(await isSignedIn(other)).toBe(false);
    expect([await isSignedIn(ada), await isSignedIn(eve)]).toEqual([true, true]);
    expect((await ada.post(REVOKE_OTHERS)).body).toEqual({ count: 0 });
  });
});

describe('refusals', () => {
  it.each([
    ['get', SESSIONS, undefined],
    ['post', REVOKE, { id: 'x' }],
    ['post', REVOKE_OTHERS, {}],
  ] as const)('without a session: %s %s', async (method, path, body) => {
    const response = await new Visitor(server)[method](path, body);
    expect([response.status, response.body.error_code]).toEqual([401, 'INVALID_SESSION']);
    expectContract(method, path, response);
  });

  it.each([
    ['no id', {}, ['id']],
    ['an empty id', { id: '' }, ['id']],
    ['an id that is a list', { id: ['x'] }, ['id']],
    ['an id of 256 characters', { id: 'x'.repeat(256) }, ['id']],
    ['NUL in the id', { id: 'a\0' }, ['id']],
    ['a token', { id: 'x', token: 'y' }, ['token']],
  ])('with %s', async (_, body, fields) => {
    const response = await new Visitor(server).post(REVOKE, body);
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, fields]);
    expectContract('post', REVOKE, response);
  });

  it('with what nobody asked for', async () => {
    const response = await (await signedUp()).post(REVOKE_OTHERS, { all: true });
    expect(response.status).toBe(422);
    expectContract('post', REVOKE_OTHERS, response);
  });

  it.each([SESSIONS, REVOKE])('of a page elsewhere: %s', async (path) => {
    const ada = await signedUp();
    const response = await ada.post(path, { id: 'x' }, { origin: 'https://evil.example' });
    expect(response.status).toBe(path === SESSIONS ? 405 : 403);
  });
});
