import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import {
  anyAddress,
  cookiesIn,
  PASSWORD,
  setCookies,
  startAuthServer,
  type TestServer,
  Visitor,
} from '../support/test-server.js';

const ACCOUNT = '/api/auth/account';
const UPDATE = '/api/auth/update-user';
const CHANGE = '/api/auth/change-password';
const CONFIRM = '/api/auth/confirm-password';
const SIGN_IN = '/api/auth/sign-in/email';
const NEW_PASSWORD = 'staple wrong horse tree';
const DAY_MS = 86_400_000;

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

const signedUp = () => Visitor.signedUp(server);

const isSignedIn = async (visitor: Visitor, cookie = visitor.cookie) =>
  (await visitor.get('/api/auth/session', { cookie })).status === 200;

const changeSession = (visitor: Visitor, set: string) =>
  sql(sharedDatabaseUrl(), `update session set ${set} where token = $1`, [visitor.sessionToken]);

const sessionsOf = ({ email }: Visitor) =>
  sql<{ id: string; createdAt: Date; expiresAt: Date }>(
    sharedDatabaseUrl(),
    `select session.id, session."createdAt", "expiresAt" from session join "user" on "user".id = "userId" where email = $1
     order by session.id`,
    [email],
  );

const changePassword = (visitor: Visitor, currentPassword = PASSWORD) =>
  visitor.post(CHANGE, { currentPassword, newPassword: NEW_PASSWORD });

describe('GET /api/auth/account', () => {
  it('says what the account is like', async () => {
    const ada = await signedUp();
    const response = await ada.get(ACCOUNT);
    expect(response.status).toBe(200);
    expectContract('get', ACCOUNT, response);
    expect(response.body).toMatchObject({
      user: { email: ada.email, name: 'Ada' },
      emailVerified: false,
      hasPassword: true,
    });
  });
});

describe('changing the name', () => {
  it('counts at once, and sets no cookie', async () => {
    const ada = await signedUp();
    const response = await ada.post(UPDATE, { name: ' Ada\r\n\tLovelace ' });
    expect([response.status, setCookies(response)]).toEqual([200, []]);
    expectContract('post', UPDATE, response);
    expect(response.body.user).toMatchObject({ name: 'Ada Lovelace', email: ada.email });
    expect((await ada.get('/api/auth/session')).body.user).toEqual(response.body.user);
  });

  it.each([
    ['no name', {}, ['name']],
    ['a blank name', { name: ' ' }, ['name']],
    ['a name that cannot be seen', { name: '\u200B\u2060\u3164' }, ['name']],
    ['a name of 256 characters', { name: 'x'.repeat(256) }, ['name']],
    ['another address as well', { name: 'Ada', email: 'eve@example.com' }, ['email']],
    ['a verified address', { name: 'Ada', emailVerified: true }, ['emailVerified']],
  ])('refuses %s', async (_, body, fields) => {
    const response = await (await signedUp()).post(UPDATE, body);
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, fields]);
    expectContract('post', UPDATE, response);
  });
});

describe('changing the password', () => {
  it('signs all other devices out, and this one goes on under a new cookie', async () => {
    const ada = await signedUp();
    const phone = await ada.signedInElsewhere();
    const response = await changePassword(ada);
    expect([response.status, response.body]).toEqual([200, { success: true }]);
    expectContract('post', CHANGE, response);
    expect(setCookies(response)).toEqual([expect.stringContaining('Max-Age=604800')]);
    expect([await isSignedIn(ada), await isSignedIn(phone)]).toEqual([false, false]);
    expect(await isSignedIn(ada, cookiesIn(response))).toBe(true);
    expect(await sessionsOf(ada)).toHaveLength(1);

    expect((await ada.elsewhere().signIn()).status).toBe(401);
    expect((await ada.elsewhere().signIn(NEW_PASSWORD)).status).toBe(200);
  });

  it('sets one cookie also when the session was due for a refresh', async () => {
    const ada = await signedUp();
    await changeSession(ada, `"expiresAt" = now() + interval '3 days'`);
    const response = await changePassword(ada);
    expect(setCookies(response)).toHaveLength(1);
    expect(await isSignedIn(ada, cookiesIn(response))).toBe(true);
  });

  it('is refused with a wrong password, and nothing has changed', async () => {
    const ada = await signedUp();
    const phone = await ada.signedInElsewhere();
    const response = await changePassword(ada, 'not the password');
    expect([response.status, Object.keys(response.body.fields), setCookies(response)]).toEqual([
      422,
      ['currentPassword'],
      [],
    ]);
    expectContract('post', CHANGE, response);
    expect([await isSignedIn(ada), await isSignedIn(phone)]).toEqual([true, true]);
    expect((await ada.elsewhere().signIn()).status).toBe(200);
  });

  it.each([
    ['nothing', {}, ['currentPassword', 'newPassword']],
    ['a short one', { currentPassword: PASSWORD, newPassword: 'x4$kW2!' }, ['newPassword']],
    ['one of 129 characters', { currentPassword: PASSWORD, newPassword: 'x'.repeat(129) }, ['newPassword']],
    ['a common one', { currentPassword: PASSWORD, newPassword: 'password123' }, ['newPassword']],
    [
      'other devices spared',
      { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, revokeOtherSessions: false },
      ['revokeOtherSessions'],
    ],
  ])('refuses %s', async (_, body, fields) => {
    const ada = await signedUp();
    const response = await ada.post(CHANGE, body);
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, fields]);
    expectContract('post', CHANGE, response);
    expect((await ada.elsewhere().signIn()).status).toBe(200);
  });

  it('refuses what is known about its owner, which is no guess at the password', async () => {
    const ada = await signedUp();
    for (let count = 0; count < 11; count += 1) {
      const from = { 'x-forwarded-for': anyAddress() };
      const response = await ada.post(CHANGE, { currentPassword: PASSWORD, newPassword: `${ada.email}1` }, from);
      expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['newPassword']]);
    }
    expect((await changePassword(ada)).status).toBe(200);
  });
});

describe('showing once more that it is you', () => {
  it('makes the session a new one under a new cookie, and leaves other devices alone', async () => {
    const ada = await signedUp();
    const phone = await ada.signedInElsewhere();
    await changeSession(ada, `"createdAt" = now() - interval '1 hour', "expiresAt" = now() + interval '3 days'`);
    const before = await sessionsOf(ada);

    const response = await ada.post(CONFIRM, { password: PASSWORD });
    expect([response.status, response.body]).toEqual([200, { success: true }]);
    expectContract('post', CONFIRM, response);
    expect(setCookies(response)).toEqual([expect.stringContaining('Max-Age=604800')]);
    expect([await isSignedIn(ada), await isSignedIn(phone)]).toEqual([false, true]);
    expect(await isSignedIn(ada, cookiesIn(response))).toBe(true);

    const after = await sessionsOf(ada);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    for (const { createdAt, expiresAt } of after) {
      expect(Date.now() - createdAt.getTime()).toBeLessThan(60_000);
      expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(6.9 * DAY_MS);
    }
  });

  it('is refused with a wrong password, and the session stays as it is', async () => {
    const ada = await signedUp();
    const before = await sessionsOf(ada);
    const response = await ada.post(CONFIRM, { password: 'not the password' });
    expect([response.status, Object.keys(response.body.fields), setCookies(response)]).toEqual([422, ['password'], []]);
    expectContract('post', CONFIRM, response);
    expect(await sessionsOf(ada)).toEqual(before);
    expect(await isSignedIn(ada)).toBe(true);
  });

  it('leaves a device signed out that was so meanwhile', async () => {
    const ada = await signedUp();
    const phone = await ada.signedInElsewhere();
    const [confirmed] = await Promise.all([
      phone.post(CONFIRM, { password: PASSWORD }),
      ada.post('/api/auth/revoke-other-sessions'),
    ]);
    expect(await isSignedIn(phone, cookiesIn(confirmed))).toBe(false);
    expect(await sessionsOf(ada)).toHaveLength(1);
  });
});

describe('somebody with a stolen cookie who guesses the password', () => {
  it('is stopped after ten guesses, whatever they ask for and wherever from', async () => {
    const ada = await signedUp();
    const guess = (nth: number, password = 'not the password') => {
      const from = { 'x-forwarded-for': anyAddress() };
      return nth % 2
        ? ada.post(CONFIRM, { password }, from)
        : ada.post(CHANGE, { currentPassword: password, newPassword: NEW_PASSWORD }, from);
    };
    for (let nth = 0; nth < 10; nth += 1) expect((await guess(nth)).status).toBe(422);
    for (const [nth, path] of [CHANGE, CONFIRM].entries()) {
      const response = await guess(nth, PASSWORD);
      expect([response.status, response.body.error_code]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expectContract('post', path, response);
    }
    expect(await isSignedIn(ada)).toBe(true);
  });
});

describe('not being remembered', () => {
  async function forgotten(): Promise<Visitor> {
    const ada = await signedUp();
    await ada.signOut();
    ada.cookie = '';
    const response = await ada.post(SIGN_IN, { email: ada.email, password: PASSWORD, rememberMe: false });
    expectContract('post', SIGN_IN, response);
    expectToEndWithBrowser(setCookies(response));
    ada.cookie = cookiesIn(response);
    return ada;
  }

  function expectToEndWithBrowser(cookies: string[]): void {
    expect(cookies.map((text) => text.split('=')[0]!).sort()).toEqual([
      'better-auth.dont_remember',
      'better-auth.session_token',
    ]);
    for (const text of cookies) expect(text).not.toMatch(/Max-Age|Expires/i);
  }

  async function expectOneDay(ada: Visitor): Promise<void> {
    const [session, ...others] = await sessionsOf(ada);
    expect(others).toEqual([]);
    const days = (session!.expiresAt.getTime() - Date.now()) / DAY_MS;
    expect(days).toBeGreaterThan(0.99);
    expect(days).toBeLessThanOrEqual(1);
  }

  it('is for a day and until the browser is closed, and is not refreshed', async () => {
    const ada = await forgotten();
    await expectOneDay(ada);
    const before = await sessionsOf(ada);
    const response = await ada.get('/api/auth/get-session');
    expectContract('get', '/api/auth/get-session', response);
    expect([response.body.user.email, response.body.persistent, setCookies(response)]).toEqual([ada.email, false, []]);
    expect(await sessionsOf(ada)).toEqual(before);
  });

  it.each([
    ['password was changed', CHANGE, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }],
    ['password was confirmed', CONFIRM, { password: PASSWORD }],
  ])('stays so when the %s', async (_, path, body) => {
    const ada = await forgotten();
    await changeSession(ada, `"expiresAt" = now() + interval '1 hour'`);
    const response = await ada.post(path, body);
    expect(response.status).toBe(200);
    expectToEndWithBrowser(setCookies(response));
    await expectOneDay(ada);
    const next = await ada.get('/api/auth/get-session', { cookie: cookiesIn(response) });
    expect([next.body.user.email, next.body.persistent, setCookies(next)]).toEqual([ada.email, false, []]);
  });

  it.each([undefined, true])('is over with the next sign-in (rememberMe: %s)', async (rememberMe) => {
    const ada = await forgotten();
    const response = await ada.post(SIGN_IN, { email: ada.email, password: PASSWORD, rememberMe });
    const atRoot = setCookies(response).filter((text) => text.includes('; Path=/;'));
    expect(atRoot).toEqual([
      expect.stringMatching(/^better-auth\.session_token=.+; Max-Age=604800;/),
      expect.stringMatching(/^better-auth\.dont_remember=; Max-Age=0;/),
    ]);
  });

  it.each([null, 'false', 0])('is yes or no, and not %j', async (rememberMe) => {
    const response = await new Visitor(server).post(SIGN_IN, { email: 'a@example.com', password: 'x', rememberMe });
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['rememberMe']]);
    expectContract('post', SIGN_IN, response);
  });
});

describe('refusals', () => {
  const operations = [
    ['get', ACCOUNT, undefined],
    ['post', UPDATE, { name: 'Eve' }],
    ['post', CHANGE, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }],
    ['post', CONFIRM, { password: PASSWORD }],
  ] as const;

  it.each(operations)('without a session: %s %s', async (method, path, body) => {
    const response = await new Visitor(server)[method](path, body);
    expect([response.status, response.body.error_code]).toEqual([401, 'INVALID_SESSION']);
    expectContract(method, path, response);
  });

  it.each(operations)('no token is in the body of %s %s', async (method, path, body) => {
    const ada = await signedUp();
    const response = await ada[method](path, body);
    expect(response.status).toBe(200);
    expect(response.text).not.toMatch(/token/i);
    expect(response.text).not.toContain(ada.sessionToken);
  });

  it.each([UPDATE, CHANGE, CONFIRM])('of a page elsewhere: %s', async (path) => {
    const body = operations.find((operation) => operation[1] === path)![2];
    const response = await (await signedUp()).post(path, body, { origin: 'https://evil.example' });
    expect([response.status, response.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    expectContract('post', path, response);
  });
});
