/** The attacks of security advisories about what this server is built on, played against it. @see docs/security.md */
import { createHmac } from 'node:crypto';
import { administratorOf } from '../support/administration.js';
import { Authenticator } from '../support/authenticator.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { mailsTo, mailTo, tokenIn } from '../support/kept-mails.js';
import { LyingProvider } from '../support/lying-provider.js';
import {
  addPasskey,
  ask,
  REGISTER,
  REGISTRATION_OPTIONS,
  SIGN_IN,
  signInWithPasskey,
  SIGN_IN_OPTIONS,
} from '../support/passkeys.js';
import { eventsOf, secondStep, waitingElsewhere, withSecondFactor } from '../support/second-factor.js';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const FOREIGN = 'https://other.example.com';

let provider: LyingProvider;
let server: TestServer;
beforeAll(async () => {
  provider = await LyingProvider.start();
  server = await startAuthServer({ MAIL_OUTBOX: 'on', CORS_ORIGINS: FOREIGN, ...provider.settings });
});
afterAll(async () => {
  await server.stop();
  provider.stop();
});

const userOf = async (email: string) =>
  (await sql(sharedDatabaseUrl(), 'select * from "user" where email = $1', [email]))[0] as Record<string, unknown>;

describe('CVE-2026-134311, another user’s telephone number', () => {
  it('cannot be set by an administrator, here or at an address of Better Auth’s own', async () => {
    const [admin, ada] = [await administratorOf(server), await Visitor.signedUp(server)];
    const data = { phoneNumber: '+15550100', phoneNumberVerified: true };
    const before = await userOf(ada.email);
    const answers = [
      await admin.post('/api/auth/admin/update-user', { userId: ada.id, data }),
      await admin.post('/api/auth/admin/set-administrator', { id: ada.id, administrator: false, ...data }),
      await ada.post('/api/auth/update-user', { name: 'Ada', ...data }),
      await ada.post('/api/auth/sign-in/phone-number', { phoneNumber: '+15550100', password: PASSWORD }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 422, 422, 404]);
    expect(await userOf(ada.email)).toEqual(before);
  });
});

describe('CVE-2026-134312, addresses and subjects of a provider', () => {
  it('makes no account of an address of which it says "false"', async () => {
    const email = new Visitor(server).email;
    for (const said of ['false', 'no', 1, {}, null]) {
      const { response } = await provider.signIn(server, {
        idToken: { sub: `of ${email}`, email, email_verified: said },
      });
      expect(response.headers.location).toBe('/sign-in?error=PROVIDER_EMAIL_NOT_VERIFIED');
    }
    expect(await userOf(email)).toBeUndefined();
  });

  it('signs nobody in whom the signed token and the profile call differently', async () => {
    const { email } = new Visitor(server);
    const ada = { sub: `of ${email}`, email, email_verified: true };
    const eve = { sub: `eve of ${email}`, email: `eve-${email}`, email_verified: true };
    const { sub } = eve;
    expect((await provider.signIn(server, { idToken: ada })).response.headers.location).toBe('/');
    for (const told of [
      { idToken: { sub }, userInfo: ada },
      { idToken: { sub: ada.sub }, userInfo: eve },
    ]) {
      const { browser, response } = await provider.signIn(server, told);
      expect([response.status, response.headers.location]).toEqual([302, '/sign-in?error=PROVIDER_UNAVAILABLE']);
      expect(browser.cookie).toBe('');
    }
    expect(await userOf(eve.email)).toBeUndefined();
  });
});

describe('CVE-2026-134314, codes and addresses that are alike', () => {
  it('judges no more than five of many guesses that are made at once', async () => {
    const { ada, app } = await withSecondFactor(server);
    const browser = await waitingElsewhere(server, ada);
    const right = new Set([-2, -1, 0, 1, 2, 3].map((ahead) => app.code(ahead)));
    const wrong = Array.from({ length: 40 }, (_, number) => String(number).padStart(6, '0')).filter(
      (code) => !right.has(code),
    );
    const guesses = await Promise.all(wrong.slice(0, 20).map((code) => secondStep(browser, code)));
    expect(guesses.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(5);
    expect((await eventsOf(ada)).filter((event) => event === 'second-factor-failed').length).toBeLessThanOrEqual(5);
    const response = await secondStep(browser, app.code(1));
    expect([401, 429]).toContain(response.status);
    expect(setCookies(response).filter((text) => text.includes('session_token='))).toEqual([]);
  });

  it('sends nothing to an address with accents that is another one without them', async () => {
    const ada = await Visitor.signedUp(server);
    const accented = ada.email.replace('visitor', 'vísitor');
    for (const path of ['request-password-reset', 'send-verification-email'])
      await ada.elsewhere().post(`/api/auth/${path}`, { email: accented });
    expect([...(await mailsTo(server, accented)), ...(await mailsTo(server, ada.email))]).toEqual([]);
    const signIn = await ada.elsewhere().post('/api/auth/sign-in/email', { email: accented, password: PASSWORD });
    expect(signIn.status).not.toBe(200);
  });

  it('knows no codes by mail', async () => {
    const ada = await Visitor.signedUp(server);
    for (const path of ['email-otp/send-verification-otp', 'sign-in/email-otp', 'email-otp/reset-password'])
      expect((await ada.post(`/api/auth/${path}`, { email: ada.email, otp: '000000' })).status).toBe(404);
  });
});

describe('CVE-2026-134315, a link about another address', () => {
  it.each([
    ['confirmed', true],
    ['not confirmed', false],
  ])('is of no use against a person who has the old address by now, which was %s', async (_, confirmed) => {
    const eve = await Visitor.signedUp(server);
    const confirm = 'update "user" set "emailVerified" = $2 where email = $1';
    await sql(sharedDatabaseUrl(), confirm, [eve.email, confirmed]);
    const wanted = `wanted-${eve.email}`;
    expect((await eve.post('/api/auth/change-email', { newEmail: wanted })).status).toBe(200);
    const token = tokenIn(await mailTo(server, confirmed ? eve.email : wanted));

    await sql(sharedDatabaseUrl(), 'update "user" set email = $2 where email = $1', [eve.email, `left-${eve.email}`]);
    const ada = eve.elsewhere();
    expect((await ada.signUp()).status).toBe(200);
    await sql(sharedDatabaseUrl(), confirm, [ada.email, confirmed]);
    const before = await userOf(ada.email);
    for (const browser of [eve, eve.elsewhere(), ada]) {
      const response = await browser.post('/api/auth/verify-email', { token });
      expect([response.status, setCookies(response)]).toEqual([410, []]);
    }
    expect(await userOf(ada.email)).toEqual(before);
    expect(await userOf(wanted)).toBeUndefined();
  });
});

describe('CVE-2026-134320, passkeys', () => {
  it('of another origin are refused, though requests of its pages are let in', async () => {
    const [ada, phone] = [await Visitor.signedUp(server), new Authenticator()];
    expect((await addPasskey(ada, phone)).status).toBe(200);
    const { options, cookie } = await ask(ada, REGISTRATION_OPTIONS);
    const made = { name: 'Key', response: new Authenticator().create(options, { origin: FOREIGN }) };
    expect((await ada.post(REGISTER, made, { cookie, origin: FOREIGN })).status).toBe(422);
    const asked = await ask(ada.elsewhere(), SIGN_IN_OPTIONS, '');
    const signed = { response: phone.get(asked.options, { origin: FOREIGN }) };
    const answer = await ada.elsewhere().post(SIGN_IN, signed, { cookie: asked.cookie, origin: FOREIGN });
    expect([answer.status, answer.body.error_code]).toEqual([401, 'PASSKEY_REFUSED']);
  });

  it('without a finger, a face or a PIN are neither kept nor taken', async () => {
    const [ada, phone] = [await Visitor.signedUp(server), new Authenticator()];
    expect((await addPasskey(ada, new Authenticator(), { userVerified: false })).status).toBe(422);
    expect((await addPasskey(ada, phone)).status).toBe(200);
    expect((await signInWithPasskey(ada.elsewhere(), phone, { userVerified: false })).status).toBe(401);
    expect((await signInWithPasskey(ada.elsewhere(), phone)).status).toBe(200);
  });
});

describe('CVE-2026-134321, a session that was ended', () => {
  it('is of no use with a copy of it in a signed cookie', async () => {
    const ada = await Visitor.signedUp(server);
    const [session] = await sql(sharedDatabaseUrl(), 'select * from session where token = $1', [ada.sessionToken]);
    const cookie = `${ada.cookie}; better-auth.session_data=${copyOf({ session, user: await userOf(ada.email) })}`;
    expect((await ada.get('/api/auth/get-session', { cookie })).body.user.email).toBe(ada.email);
    expect((await ada.signOut()).status).toBe(200);
    expect((await ada.get('/api/auth/get-session', { cookie })).body).toBeNull();
    for (const [path, body] of [
      [REGISTRATION_OPTIONS, {}],
      ['/api/auth/update-user', { name: 'x' }],
      ['/api/auth/confirm-password', { password: PASSWORD }],
      ['/api/auth/change-password', { currentPassword: PASSWORD, newPassword: 'entirely other words here' }],
    ] as const)
      expect([path, (await ada.post(path, body, { cookie })).status]).toEqual([path, 401]);
    expect((await ada.get('/api/auth/session', { cookie })).status).toBe(401);
  });

  it('ends with all others at once, however many are made meanwhile', async () => {
    const ada = await Visitor.signedUp(server);
    const others = await Promise.all(Array.from({ length: 8 }, () => ada.signedInElsewhere()));
    const newPassword = 'entirely other words here';
    const changed = await ada.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword });
    expect(changed.status).toBe(200);
    const statuses = await Promise.all(others.map(async (each) => (await each.get('/api/auth/session')).status));
    expect(new Set(statuses)).toEqual(new Set([401]));
  });
});

/** As Better Auth writes it where its cookie cache is on. */
function copyOf(data: object): string {
  const expiresAt = Date.now() + 300_000;
  const session = { ...data, updatedAt: Date.now(), version: '1' };
  const signature = createHmac('sha256', server.accounts!.secret)
    .update(JSON.stringify({ ...session, expiresAt }))
    .digest('base64url');
  return Buffer.from(JSON.stringify({ session, expiresAt, signature })).toString('base64url');
}
