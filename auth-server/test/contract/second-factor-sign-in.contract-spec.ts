import { expectContract } from '../support/contract.js';
import { guessedAlready } from '../support/guesses.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import {
  askedElsewhere,
  eventsOf,
  expectOtherTime,
  forgetUsedCodes,
  isSignedIn,
  SECOND_STEP,
  secondStep,
  SIGN_IN,
  usedBefore,
  usedCodeId,
  waitingElsewhere,
  withSecondFactor,
  giveRecoveryCode,
} from '../support/second-factor.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const USED = { code: ['This code was used already. Wait for the next one.'] };

/** Two replicas, with one database. */
let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  server = await startAuthServer();
  other = await startAuthServer();
});
afterAll(async () => void (await Promise.all([server.stop(), other.stop()])));

describe('the first step', () => {
  it('signs nobody in, and says what may answer', async () => {
    const { ada } = await withSecondFactor(server);
    const { browser, response } = await askedElsewhere(ada);
    expect([response.status, response.body]).toEqual([200, { user: null, secondFactor: ['totp', 'recovery-code'] }]);
    expectContract('post', SIGN_IN, response);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(browser.cookie).toMatch(/^better-auth\.two_factor=[^;]+$/);
    expect(setCookies(response).find((text) => text.startsWith('better-auth.two_factor='))).toMatch(
      /; Max-Age=600; .*HttpOnly.*SameSite=Lax/,
    );
    expect(await isSignedIn(browser)).toBe(false);
    const sessions = await sql(sharedDatabaseUrl(), SESSIONS_OF, [ada.email]);
    expect(sessions).toHaveLength(1);
    expect((await eventsOf(ada)).filter((event) => event === 'signed-in')).toEqual([]);
  });

  it('ends the session of before in the browser', async () => {
    const { ada } = await withSecondFactor(server);
    const response = await ada.post(SIGN_IN, { email: ada.email, password: PASSWORD });
    expect(setCookies(response).filter((text) => text.startsWith('better-auth.session_token='))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^better-auth\.session_token=; Max-Age=0; Path=\/;/)]),
    );
  });

  it('asks nobody whose second factor is off', async () => {
    const ada = await Visitor.signedUp(server);
    const response = await ada.elsewhere().signIn();
    expect([response.status, Object.keys(response.body)]).toEqual([200, ['user']]);
    expectContract('post', SIGN_IN, response);
  });

  it('tells who does not know the password nothing of it', async () => {
    const { ada } = await withSecondFactor(server);
    const response = await ada.elsewhere().signIn('not the password');
    expect([response.status, response.body.error_code, setCookies(response)]).toEqual([
      401,
      'INVALID_EMAIL_OR_PASSWORD',
      [],
    ]);
  });
});

const SESSIONS_OF = `select session.id, "expiresAt" from session join "user" on "user".id = "userId" where email = $1`;

describe('the second step', () => {
  it('signs in with the code of the app, however it is typed, also at another replica', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const there = Object.assign(new Visitor(other), { email: ada.email, cookie: browser.cookie });
    const code = app.code(1);
    const response = await secondStep(there, ` ${code.slice(0, 3)} ${code.slice(3)}`);
    expect([response.status, response.body.user.email]).toEqual([200, ada.email]);
    expectContract('post', SECOND_STEP, response);
    expect(response.text).not.toMatch(/token/i);
    expect(there.cookie).toMatch(/^better-auth\.session_token=[^;]+$/);
    expect(setCookies(response)).toContainEqual(expect.stringMatching(/^better-auth\.two_factor=; Max-Age=0/));
    expect(setCookies(response)).toContainEqual(
      expect.stringMatching(/^better-auth\.session_token=.*; Max-Age=604800/),
    );
    expect(await isSignedIn(there)).toBe(true);
    expect((await eventsOf(ada))[0]).toBe('signed-in');
  });

  it.each([
    [
      'full-width digits',
      (code: string) => code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ],
    [
      'mathematical digits',
      (code: string) => code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
    ],
    ['an ideographic space', (code: string) => `${code.slice(0, 3)}\u3000${code.slice(3)}`],
    ['an em dash and no-break spaces', (code: string) => `\u00A0${code.slice(0, 3)} — ${code.slice(3)}\u202F`],
    ['a full-width dash', (code: string) => `${code.slice(0, 3)}－${code.slice(3)}`],
    ['the dash of a Japanese keyboard', (code: string) => `${code.slice(0, 3)}ー${code.slice(3)}`],
    ['marks that were copied along', (code: string) => `\u200E${code}\u200B\uFEFF`],
  ])('takes a code with %s', async (_, typed) => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    expect((await secondStep(browser, typed(app.code(1)))).status).toBe(200);
  });

  it('takes the same code once, of many at once too, and in any browser', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browsers = await Promise.all([1, 2, 3].map(() => askedElsewhere(ada)));
    const code = app.code(1);
    const answers = await Promise.all(
      browsers.map(({ browser }, nth) => {
        const at = Object.assign(new Visitor(nth % 2 ? other : server), { cookie: browser.cookie });
        return secondStep(at, code);
      }),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 422, 422]);
    const browser = await waitingElsewhere(server, ada);
    const again = await secondStep(browser, code);
    expect([again.status, again.body.fields]).toEqual([422, USED]);
    expectContract('post', SECOND_STEP, again);
  });

  it('does not take the code again by which the app was confirmed', async () => {
    const { ada, usedCode } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const response = await secondStep(browser, usedCode);
    expect([response.status, response.body.fields]).toEqual([422, USED]);
  });

  it('is refused with a wrong code, which is written down, and may be tried again', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const response = await secondStep(browser, app.wrongCode());
    expect([response.status, Object.keys(response.body.fields), setCookies(response)]).toEqual([422, ['code'], []]);
    expectContract('post', SECOND_STEP, response);
    expect((await eventsOf(ada))[0]).toBe('second-factor-failed');
    expect((await secondStep(browser, app.code(1))).status).toBe(200);
  });

  it('begins anew after five wrong ones', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    for (let nth = 0; nth < 5; nth += 1) expect((await secondStep(browser, app.wrongCode())).status).toBe(422);
    const response = await secondStep(browser, app.code(1));
    expect([response.status, response.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
    expectContract('post', SECOND_STEP, response);
    const { browser: next } = await askedElsewhere(ada);
    expect((await secondStep(next, app.code(1))).status).toBe(200);
  });

  it('takes no code for a while after ten wrong ones, from wherever, and then does again', async () => {
    const { ada, app } = await withSecondFactor(server);
    const recoveryCode = await giveRecoveryCode(server, ada);
    for (let round = 0; round < 2; round += 1) {
      const browser = await waitingElsewhere(server, ada);
      for (let nth = 0; nth < 5; nth += 1) expect((await secondStep(browser, app.wrongCode())).status).toBe(422);
    }
    const browser = await waitingElsewhere(server, ada);
    for (const answer of [
      await secondStep(browser, app.code(1)),
      await secondStep(browser, recoveryCode, { method: 'recovery-code' }),
    ]) {
      expect([answer.status, answer.body.error_code]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
      expectContract('post', SECOND_STEP, answer);
    }
    const unlock = `update "twoFactor" set "lockedUntil" = now() - interval '1 second' where "userId" = (select id from "user" where email = $1)`;
    await sql(sharedDatabaseUrl(), unlock, [ada.email]);
    expect((await secondStep(browser, app.code(1))).status).toBe(200);
  });

  it('is over after ten minutes, with its first step alone done, and once it is done', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const cookie = browser.cookie;
    const age = `update verification set "expiresAt" = now() - interval '1 second' where starts_with(identifier, '2fa-') and value = (select id from "user" where email = $1)`;
    await sql(sharedDatabaseUrl(), age, [ada.email]);
    const late = await secondStep(browser, app.code(1));
    expect([late.status, late.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);

    const next = await waitingElsewhere(server, ada);
    const used = next.cookie;
    expect((await secondStep(next, app.code(1))).status).toBe(200);
    await forgetUsedCodes(ada);
    for (const waited of [cookie, used]) {
      const again = await ada.elsewhere().post(SECOND_STEP, { method: 'totp', code: app.code() }, { cookie: waited });
      expect([again.status, again.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
    }
  });

  it.each([
    ['no cookie', ''],
    ['one that was made up', 'better-auth.two_factor=2fa-made-up.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D'],
  ])('is refused with %s', async (_, cookie) => {
    const response = await new Visitor(server).post(SECOND_STEP, { method: 'totp', code: '123456' }, { cookie });
    expect([response.status, response.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
    expectContract('post', SECOND_STEP, response);
  });

  it('is no way for a session to be taken for a sign-in that waits', async () => {
    const { ada, app } = await withSecondFactor(server);
    const response = await ada.post(SECOND_STEP, { method: 'totp', code: app.code(1) });
    expect([response.status, response.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
  });

  it('is for the account whose password was given, no matter who was signed in before', async () => {
    const { ada, app } = await withSecondFactor(server);
    const bob = await Visitor.signedUp(server);
    const { browser } = await askedElsewhere(ada);
    browser.cookie = `${bob.cookie}; ${browser.cookie}`;
    const response = await secondStep(browser, app.code(1));
    expect(response.body.user.email).toBe(ada.email);
  });

  it.each([
    ['nothing', {}, ['method', 'code']],
    ['another method', { method: 'sms', code: '123456' }, ['method']],
    ['no code', { method: 'totp', code: ' ' }, ['code']],
    ['a number', { method: 'totp', code: 123_456 }, ['code']],
    ['a long code', { method: 'totp', code: '1'.repeat(65) }, ['code']],
    ['trust that is no choice', { method: 'totp', code: '123456', trustBrowser: 'yes' }, ['trustBrowser']],
    ['a field too many', { method: 'totp', code: '123456', trustDevice: true }, ['trustDevice']],
  ])('refuses %s', async (_, body, fields) => {
    const response = await new Visitor(server).post(SECOND_STEP, body);
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, fields]);
    expectContract('post', SECOND_STEP, response);
  });

  it.each([
    ['totp', '12345'],
    ['totp', 'abcdef'],
    ['recovery-code', '123456'],
    ['recovery-code', 'a2b3c-d4e50'],
  ] as const)('does not count what cannot be a code (%s %s) as a try', async (method, code) => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    for (let nth = 0; nth < 6; nth += 1) {
      const response = await secondStep(browser, code, { method });
      expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['code']]);
    }
    expect((await eventsOf(ada)).filter((event) => event === 'second-factor-failed')).toEqual([]);
    expect((await secondStep(browser, app.code(1))).status).toBe(200);
  });

  it('refuses a page elsewhere', async () => {
    const response = await new Visitor(server).post(SECOND_STEP, {}, { origin: 'https://evil.example' });
    expect([response.status, response.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    expectContract('post', SECOND_STEP, response);
  });
});

describe('the code of another time', () => {
  it.each([-19, -7, -3, 6, 19])('says that the clocks differ, and by how much (%i periods)', async (periods) => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const response = await secondStep(browser, app.code(periods));
    expectOtherTime(response, periods);
    expectContract('post', SECOND_STEP, response);
    expect(setCookies(response)).toEqual([]);
    expect(response.body.detail).toMatch(/^Latch's clock says \d{4}-\d\d-\d\dT[\d:]{8}Z\.$/);
    expect((await eventsOf(ada))[0]).toBe('second-factor-failed');
    expect((await secondStep(browser, app.code(1))).status).toBe(200);
  });

  it.each([-24, 24])('is any wrong one when it is more than ten minutes away (%i periods)', async (periods) => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const response = await secondStep(browser, app.code(periods));
    expect([response.status, response.body.error_code]).toEqual([422, 'VALIDATION_FAILED']);
  });

  it('does not work later, once it was told that it will', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const code = app.code(6);
    expectOtherTime(await secondStep(browser, code), 6);
    expect((await secondStep(browser, code)).body.fields).toEqual(USED);
    const [row] = await sql<{ seconds: number }>(
      sharedDatabaseUrl(),
      `select extract(epoch from "expiresAt" - now())::float8 as seconds from verification where id = $1`,
      [usedCodeId(ada.id, code)],
    );
    // It counts in the period before its own, in its own, and in the one after.
    expect(row!.seconds).toBeGreaterThan((6 + 2) * 30);
  });

  it('is not told when it was used in its own', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const code = app.code(-6);
    await usedBefore(ada, code, 6 * 30);
    const response = await secondStep(browser, code);
    expect([response.status, response.body.error_code, response.body.fields]).toEqual([422, 'VALIDATION_FAILED', USED]);
  });

  it('counts as a wrong one', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    for (let nth = 0; nth < 5; nth += 1) expectOtherTime(await secondStep(browser, app.code(-6 - nth)), -6 - nth);
    const response = await secondStep(browser, app.code(1));
    expect([response.status, response.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
  });

  it('is told to nobody who has not given the password', async () => {
    const { ada, app } = await withSecondFactor(server);
    const response = await ada.elsewhere().post(SECOND_STEP, { method: 'totp', code: app.code(-6) });
    expect([response.status, response.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
  });
});

describe('somebody who knows the password', () => {
  it('has not signed in by it: their tries count until the second step', async () => {
    const { ada, app } = await withSecondFactor(server);
    await sql(
      sharedDatabaseUrl(),
      `delete from "knownNetwork" where "userId" = (select id from "user" where email = $1)`,
      [ada.email],
    );
    await guessedAlready(ada.email, 8);
    expect((await ada.elsewhere().signIn('not the password')).status).toBe(401);
    const { browser, response } = await askedElsewhere(ada);
    expect(response.status).toBe(200);
    expect((await ada.elsewhere().signIn()).status).toBe(429);
    expect((await secondStep(browser, app.code(1))).status).toBe(200);
    expect((await ada.elsewhere().signIn('not the password')).status).toBe(401);
  });
});
