import { vi } from 'vitest';
import { recoveryCodes } from '../../src/second-factor/recovery-codes.js';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { mailsTo } from '../support/kept-mails.js';
import {
  STATE,
  SET_UP,
  CONFIRM,
  USE_PASSKEYS,
  TURN_OFF,
  askedElsewhere,
  AuthenticatorApp,
  expectOtherTime,
  givePasskey,
  giveRecoveryCode,
  secondStep,
  withAppSetUp,
  withPasskeyAlone,
  withSecondFactor,
  stateOf,
  eventsOf,
  goOn,
  isSignedIn,
} from '../support/second-factor.js';
import { cookiesIn, PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer({ MAIL_OUTBOX: 'on' })));
afterAll(() => server.stop());

const subjectsTo = async (ada: Visitor) => (await mailsTo(server, ada.email)).map(({ subject }) => subject);

const sessionsOf = ({ email }: Visitor) =>
  sql<{ id: string; createdAt: Date }>(
    sharedDatabaseUrl(),
    `select session.id, session."createdAt" from session join "user" on "user".id = "userId" where email = $1
     order by session.id`,
    [email],
  );

const signedUp = () => Visitor.signedUp(server);

describe('setting an authenticator app up', () => {
  it('gives what an app needs and ten codes, and asks nothing at sign-in yet', async () => {
    const ada = await signedUp();
    const response = await ada.post(SET_UP, { password: PASSWORD });
    expect(response.status).toBe(200);
    expectContract('post', SET_UP, response);
    const { uri, secret, recoveryCodes } = response.body as { uri: string; secret: string; recoveryCodes: string[] };
    const address = encodeURIComponent(ada.email);
    expect(uri).toBe(`otpauth://totp/Latch:${address}?secret=${secret}&issuer=Latch&digits=6&period=30`);
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/);
    expect(await stateOf(ada)).toEqual({ enabled: false, authenticator: false, passkeys: 0, recoveryCodesLeft: 0, trustedBrowsers: 0 }); // prettier-ignore
    expect((await ada.elsewhere().signIn()).body.user.email).toBe(ada.email);
  });

  it('starts over when it is done again, and then the app of before is none', async () => {
    const { ada, app: old } = await withAppSetUp(server);
    const { body } = await ada.post(SET_UP, { password: PASSWORD });
    const app = new AuthenticatorApp((body as { secret: string }).secret);
    const refused = await ada.post(CONFIRM, { code: old.code() });
    expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['code']]);
    expectContract('post', CONFIRM, refused);
    expect((await ada.post(CONFIRM, { code: app.code() })).status).toBe(200);
  });

  it('keeps one app however many are set up at once', async () => {
    const ada = await signedUp();
    // Hashing ten codes for each would have the set-ups come to the database one after the other.
    const make = vi.spyOn(recoveryCodes, 'make').mockReturnValue(['aaaaa-aaaaa']);
    const answers = await Promise.all([1, 2, 3].map(() => ada.post(SET_UP, { password: PASSWORD })));
    make.mockRestore();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const rows = await sql(sharedDatabaseUrl(), `select 1 from "twoFactor" join "user" on "user".id = "userId" where email = $1`, [ada.email]); // prettier-ignore
    expect(rows).toHaveLength(1);
  });

  it('keeps neither secret nor codes as they are', async () => {
    const ada = await signedUp();
    const { body } = await ada.post(SET_UP, { password: PASSWORD });
    const [row] = await sql<{ kept: string }>(
      sharedDatabaseUrl(),
      `select "twoFactor"::text as kept from "twoFactor" join "user" on "user".id = "userId" where email = $1`,
      [ada.email],
    );
    for (const secret of [body.secret, ...body.recoveryCodes]) expect(row!.kept).not.toContain(secret);
  });
});

describe('confirming it', () => {
  it('turns the second factor on, under a new cookie, in the same session, which is no newer by it', async () => {
    const { ada, app } = await withAppSetUp(server);
    const before = await sessionsOf(ada);
    const code = app.code();
    const response = await ada.post(CONFIRM, { code: `${code.slice(0, 3)}-${code.slice(3)}` });
    expect([response.status, response.body]).toEqual([200, { success: true }]);
    expectContract('post', CONFIRM, response);
    expect(await isSignedIn(ada)).toBe(false);
    goOn(ada, response);
    expect(await isSignedIn(ada)).toBe(true);
    expect(await sessionsOf(ada)).toEqual(before);
    const state = await ada.get(STATE);
    expectContract('get', STATE, state);
    expect(state.body).toEqual({ enabled: true, authenticator: true, passkeys: 0, recoveryCodesLeft: 10, trustedBrowsers: 0 }); // prettier-ignore
    expect((await eventsOf(ada))[0]).toBe('second-factor-on');
    expect((await subjectsTo(ada))[0]).toBe('Two-step sign-in is on');
  });

  it('says that the clocks differ when the code is right but for that, and takes the right one then', async () => {
    const { ada, app } = await withAppSetUp(server);
    for (const periods of [-5, 5]) {
      const response = await ada.post(CONFIRM, { code: app.code(periods) });
      expectOtherTime(response, periods);
      expectContract('post', CONFIRM, response);
      expect(setCookies(response)).toEqual([]);
    }
    expect(await stateOf(ada)).toMatchObject({ enabled: false });
    expect((await ada.post(CONFIRM, { code: app.code() })).status).toBe(200);
  });

  it('is refused without a set-up, and once it is done', async () => {
    const nobody = await (await signedUp()).post(CONFIRM, { code: '123456' });
    expect([nobody.status, nobody.body.error_code]).toEqual([409, 'SECOND_FACTOR_NOT_SET_UP']);
    expectContract('post', CONFIRM, nobody);
    const { ada, app } = await withSecondFactor(server);
    for (const [path, body] of [
      [CONFIRM, { code: app.code(1) }],
      [SET_UP, { password: PASSWORD }],
      [USE_PASSKEYS, { password: PASSWORD }],
    ] as const) {
      // prettier-ignore
      const again = await ada.post(path, body);
      expect([again.status, again.body.error_code]).toEqual([409, 'SECOND_FACTOR_ON']);
      expectContract('post', path, again);
    }
  });

  it('leaves a device signed out that was so meanwhile', async () => {
    const { ada, app } = await withAppSetUp(server);
    const phone = await ada.signedInElsewhere();
    const [confirmed] = await Promise.all([
      phone.post(CONFIRM, { code: app.code() }),
      ada.post('/api/auth/revoke-other-sessions'),
    ]);
    expect(await isSignedIn(phone, cookiesIn(confirmed))).toBe(false);
  });

  it('is stopped after ten wrong codes, wherever they come from', async () => {
    const { ada, app } = await withAppSetUp(server);
    const from = (nth: number) => ({ 'x-forwarded-for': `203.0.113.${nth}` });
    for (let nth = 0; nth < 10; nth += 1)
      expect((await ada.post(CONFIRM, { code: app.wrongCode() }, from(nth))).status).toBe(422);
    const response = await ada.post(CONFIRM, { code: app.code() }, from(11));
    expect([response.status, response.body.error_code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expectContract('post', CONFIRM, response);
  });
});

describe('passkeys as the second factor', () => {
  it('need one', async () => {
    const response = await (await signedUp()).post(USE_PASSKEYS, { password: PASSWORD });
    expect([response.status, response.body.error_code, setCookies(response)]).toEqual([409, 'NO_PASSKEY', []]);
    expectContract('post', USE_PASSKEYS, response);
  });

  it('and recovery codes are all that may answer then', async () => {
    const ada = await signedUp();
    await givePasskey(ada);
    const turnedOn = await ada.post(USE_PASSKEYS, { password: PASSWORD });
    expect(turnedOn.status).toBe(200);
    expectContract('post', USE_PASSKEYS, turnedOn);
    goOn(ada, turnedOn);
    expect(await stateOf(ada)).toEqual({ enabled: true, authenticator: false, passkeys: 1, recoveryCodesLeft: 10, trustedBrowsers: 0 }); // prettier-ignore
    expect((await eventsOf(ada))[0]).toBe('second-factor-on');
    expect((await subjectsTo(ada))[0]).toBe('Two-step sign-in is on');
    const { browser, response } = await askedElsewhere(ada);
    expect(response.body).toEqual({ user: null, secondFactor: ['passkey', 'recovery-code'] });
    const byCode = await secondStep(browser, '123456');
    expect([byCode.status, Object.keys(byCode.body.fields)]).toEqual([422, ['code']]);
    expect((await secondStep(browser, turnedOn.body.recoveryCodes[0], { method: 'recovery-code' })).status).toBe(200);
  });

  it('go along with an app that comes later, and the recovery codes of before stay good', async () => {
    const ada = await withPasskeyAlone(server);
    const recoveryCode = await giveRecoveryCode(server, ada);
    const setUp = await ada.post(SET_UP, { password: PASSWORD });
    expectContract('post', SET_UP, setUp);
    expect(setUp.body.recoveryCodes).toBeNull();
    expect((await askedElsewhere(ada)).response.body.secondFactor).toEqual(['passkey', 'recovery-code']);
    const app = new AuthenticatorApp(setUp.body.secret as string);
    const confirmed = await ada.post(CONFIRM, { code: app.code() });
    expect(confirmed.status).toBe(200);
    goOn(ada, confirmed);
    expect((await eventsOf(ada))[0]).toBe('authenticator-added');
    const { browser, response } = await askedElsewhere(ada);
    expect(response.body.secondFactor).toEqual(['totp', 'passkey', 'recovery-code']);
    expect((await secondStep(browser, recoveryCode, { method: 'recovery-code' })).status).toBe(200);
    const { browser: other } = await askedElsewhere(ada);
    expect((await secondStep(other, app.code(1))).status).toBe(200);
  });
});

describe('turning it off', () => {
  it('forgets the app and the codes, and leaves passkeys', async () => {
    const { ada } = await withSecondFactor(server);
    await givePasskey(ada);
    const { browser } = await askedElsewhere(ada);
    const response = await ada.post(TURN_OFF, { password: PASSWORD });
    expect([response.status, response.body]).toEqual([200, { success: true }]);
    expectContract('post', TURN_OFF, response);
    expect(await isSignedIn(ada)).toBe(false);
    goOn(ada, response);
    expect(await stateOf(ada)).toEqual({ enabled: false, authenticator: false, passkeys: 1, recoveryCodesLeft: 0, trustedBrowsers: 0 }); // prettier-ignore
    expect((await eventsOf(ada))[0]).toBe('second-factor-off');
    expect((await subjectsTo(ada))[0]).toBe('Two-step sign-in is off');
    expect((await ada.elsewhere().signIn()).body.user.email).toBe(ada.email);
    const waited = await secondStep(browser, '123456');
    expect([waited.status, waited.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
  });

  it('is refused when it is off', async () => {
    const response = await (await signedUp()).post(TURN_OFF, { password: PASSWORD });
    expect([response.status, response.body.error_code]).toEqual([409, 'SECOND_FACTOR_OFF']);
    expectContract('post', TURN_OFF, response);
  });
});
