import type { Response } from 'supertest';
import { Authenticator, otherKey, type Tampering } from '../support/authenticator.js';
import { expectContract } from '../support/contract.js';
import { guessedAlready } from '../support/guesses.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { addPasskey, ask, eventsOf, SIGN_IN, SIGN_IN_OPTIONS, signInWithPasskey } from '../support/passkeys.js';
import { askedElsewhere, waitingElsewhere, withSecondFactor } from '../support/second-factor.js';
import { cookiesIn, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

let server: TestServer;
let ada: Visitor;
let phone: Authenticator;
beforeAll(async () => void (server = await startAuthServer()));
beforeEach(async () => {
  ada = await Visitor.signedUp(server);
  phone = new Authenticator();
  expect((await addPasskey(ada, phone)).status).toBe(200);
});
afterAll(() => server.stop());

const isSignedIn = async (visitor: Visitor, cookie = visitor.cookie) =>
  (await visitor.get('/api/auth/session', { cookie })).status === 200;

const ofAda = (text: string) => sql(sharedDatabaseUrl(), text, [ada.email]);
const sessionsOfAda = () => ofAda(`select 1 from session join "user" on "user".id = "userId" where email = $1`);

function expectRefused(response: Response): void {
  expect([response.status, response.body.error_code]).toEqual([401, 'PASSKEY_REFUSED']);
  expectContract('post', SIGN_IN, response);
  expect(setCookies(response)).toEqual([]);
}

describe('signing in with a passkey', () => {
  it('asks for a finger or a PIN, and not for one account: nobody learns which there are', async () => {
    const response = await ada.elsewhere().post(SIGN_IN_OPTIONS);
    expect(response.status).toBe(200);
    expectContract('post', SIGN_IN_OPTIONS, response);
    expect(response.body.options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(response.body.options).not.toHaveProperty('allowCredentials');
    expect(setCookies(response)).toEqual([expect.stringMatching(/^better-auth\.passkey=.+; Max-Age=300; .*HttpOnly/)]);
  });

  it('is enough alone, for a session of its own of seven days', async () => {
    const browser = ada.elsewhere();
    const response = await signInWithPasskey(browser, phone);
    expect(response.status).toBe(200);
    expectContract('post', SIGN_IN, response);
    expect(response.body).toEqual({ user: { id: expect.any(String), email: ada.email, name: 'Ada' } });
    expect(response.text).not.toMatch(/token/i);
    expect(setCookies(response)).toEqual([
      expect.stringMatching(/^better-auth\.session_token=.+; Max-Age=604800; .*HttpOnly/),
      expect.stringMatching(/^better-auth\.passkey=; Max-Age=0/),
    ]);
    expect([await isSignedIn(browser), await isSignedIn(ada)]).toEqual([true, true]);
    expect((await eventsOf(ada))[0]).toEqual({ event: 'signed-in', detail: 'With a passkey' });
    const [network] = await ofAda(
      `select 1 from "knownNetwork" join "user" on "user".id = "userId" where email = $1 and network = '${browser.address}'`,
    );
    expect(network).toBeDefined();
  });

  it('asks for no second factor beyond it', async () => {
    const person = await withSecondFactor(server);
    expect((await addPasskey(person.ada, phone)).status).toBe(200);
    const browser = person.ada.elsewhere();
    expect((await signInWithPasskey(browser, phone)).body.user.email).toBe(person.ada.email);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('works with one that password managers keep, which does not count', async () => {
    const manager = new Authenticator({ synced: true });
    await addPasskey(ada, manager);
    for (let times = 0; times < 3; times += 1)
      expect((await signInWithPasskey(ada.elsewhere(), manager)).status).toBe(200);
  });

  it('leaves nothing of what the browser had before', async () => {
    const { cookie } = ada;
    const response = await signInWithPasskey(ada, phone, { cookies: `${cookie}; better-auth.dont_remember=x.y` });
    expect(setCookies(response)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^better-auth\.session_token=.+; Max-Age=604800;/),
        expect.stringMatching(/^better-auth\.dont_remember=; Max-Age=0; Path=\/;/),
      ]),
    );
    expect(await isSignedIn(ada)).toBe(true);
  });

  it('offers a person who is signed in their own passkeys', async () => {
    const { options } = await ask(ada, SIGN_IN_OPTIONS);
    expect(options.allowCredentials).toEqual([{ type: 'public-key', id: phone.ids[0], transports: ['internal'] }]);
  });
});

describe('a passkey is refused', () => {
  it.each<[string, () => Tampering]>([
    ['on a page of another origin', () => ({ origin: 'https://evil.example' })],
    ['on a page of another port', () => ({ origin: 'http://localhost:3001' })],
    ['for another host', () => ({ rpId: 'evil.example' })],
    ['without asking for a finger or a PIN', () => ({ userVerified: false })],
    ['for another challenge', () => ({ challenge: 'c29tZXRoaW5n' })],
    ['as an answer to something else', () => ({ type: 'webauthn.create' })],
    ['with another key', () => ({ privateKey: otherKey() })],
    ['with a count that was there already', () => ({ counter: 1 })],
    ['with a count that went back to none', () => ({ counter: 0 })],
  ])('%s', async (_, tampering) => {
    const before = await sessionsOfAda();
    expectRefused(await signInWithPasskey(ada.elsewhere(), phone, tampering()));
    expect(await sessionsOfAda()).toEqual(before);
    expect((await eventsOf(ada))[0]).toEqual({ event: 'passkey-failed', detail: null });
    expect((await signInWithPasskey(ada.elsewhere(), phone)).status).toBe(200);
  });

  it('that is not known here, which is nobody’s event', async () => {
    const stranger = new Authenticator();
    const { options } = await ask(ada, SIGN_IN_OPTIONS);
    stranger.create({ ...options, rp: { id: 'localhost' } });
    const browser = new Visitor(server);
    expectRefused(await signInWithPasskey(browser, stranger));
    const text = `select event from "auditEvent" where "userId" is null and address = $1`;
    expect(await sql(sharedDatabaseUrl(), text, [browser.address])).toEqual([{ event: 'passkey-failed' }]);
  });

  it('whose owner calls it so in another account', async () => {
    const eve = await Visitor.signedUp(server);
    const key = new Authenticator();
    await addPasskey(eve, key);
    const { options, cookie } = await ask(eve, SIGN_IN_OPTIONS, '');
    const answer = { ...key.get(options), id: phone.ids[0], rawId: phone.ids[0] };
    expectRefused(await eve.post(SIGN_IN, { response: answer }, { cookie }));
  });

  it('a second time with the same challenge, also at once', async () => {
    const browser = ada.elsewhere();
    const { options, cookie } = await ask(browser, SIGN_IN_OPTIONS, '');
    const answers = [1, 2, 3].map(() => phone.get(options));
    const responses = await Promise.all(answers.map((response) => browser.post(SIGN_IN, { response }, { cookie })));
    expect(responses.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 401, 401]);
    expectRefused(await browser.post(SIGN_IN, { response: phone.get(options) }, { cookie }));
  });

  it('a second time with the same count, also at once', async () => {
    const browsers = await Promise.all([1, 2, 3].map(() => ask(ada.elsewhere(), SIGN_IN_OPTIONS, '')));
    const responses = await Promise.all(
      browsers.map(({ options, cookie }) =>
        ada.elsewhere().post(SIGN_IN, { response: phone.get(options, { counter: 7 }) }, { cookie }),
      ),
    );
    expect(responses.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 401, 401]);
  });

  it('with the challenge of a new passkey', async () => {
    const { options, cookie } = await ask(ada, '/api/auth/passkeys/registration-options');
    const response = phone.get({ ...options, rpId: 'localhost' });
    expectRefused(await ada.post(SIGN_IN, { response }, { cookie }));
  });

  it('as too late when the browser has no challenge any more', async () => {
    const { options } = await ask(ada, SIGN_IN_OPTIONS, '');
    const response = await ada.elsewhere().post(SIGN_IN, { response: phone.get(options) });
    expect([response.status, response.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
    expectContract('post', SIGN_IN, response);
  });

  it('when the challenge is older than five minutes', async () => {
    const { options, cookie } = await ask(ada, SIGN_IN_OPTIONS, '');
    const text = `update verification set "expiresAt" = now() - interval '1 second' where value like $1`;
    await sql(sharedDatabaseUrl(), text, [`%${options.challenge}%`]);
    expectRefused(await ada.elsewhere().post(SIGN_IN, { response: phone.get(options) }, { cookie }));
  });

  it('when the account was disabled, which is told its owner alone', async () => {
    await ofAda('update "user" set banned = true where email = $1');
    const response = await signInWithPasskey(ada.elsewhere(), phone);
    expect([response.status, response.body.error_code]).toEqual([403, 'ACCOUNT_DISABLED']);
    expectContract('post', SIGN_IN, response);
    expect(setCookies(response)).toEqual([]);
    expectRefused(await signInWithPasskey(ada.elsewhere(), phone, { userVerified: false }));
  });

  it('before the address was confirmed, where it must be', async () => {
    const settings = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'latch@example.com' };
    const confirming = await startAuthServer(settings);
    const browser = Object.assign(new Visitor(confirming), { email: ada.email });
    const refused = await signInWithPasskey(browser, phone);
    expect([refused.status, refused.body.error_code]).toEqual([403, 'EMAIL_NOT_VERIFIED']);
    expectContract('post', SIGN_IN, refused);
    await ofAda('update "user" set "emailVerified" = true where email = $1');
    expect((await signInWithPasskey(browser, phone)).status).toBe(200);
    await confirming.stop();
  });
});

describe('in the middle of a sign-in by password', () => {
  beforeEach(async () => {
    ({ ada } = await withSecondFactor(server));
    expect((await addPasskey(ada, phone)).status).toBe(200);
  });

  it('a passkey of the account is the second factor, and the password is not waited for again', async () => {
    const { browser, response: first } = await askedElsewhere(ada);
    expect(first.body).toMatchObject({ user: null, secondFactor: expect.arrayContaining(['passkey']) });
    const cookies = browser.cookie;
    const asked = await ask(browser, SIGN_IN_OPTIONS);
    expect(asked.options.allowCredentials).toMatchObject([{ id: phone.ids.at(-1) }]);
    const response = await signInWithPasskey(browser, phone, { cookies });
    expect(response.status).toBe(200);
    expectContract('post', SIGN_IN, response);
    expect(setCookies(response)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^better-auth\.session_token=.+; Max-Age=604800;/),
        expect.stringMatching(/^better-auth\.two_factor=; Max-Age=0/),
      ]),
    );
    expect(await isSignedIn(browser)).toBe(true);
    const code = { method: 'totp', code: '123456' };
    const late = await ada.elsewhere().post('/api/auth/sign-in/second-factor', code, { cookie: cookies });
    expect([late.status, late.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
  });

  it('a passkey of another account is refused, and the right one is taken then', async () => {
    const [eve, key] = [await Visitor.signedUp(server), new Authenticator()];
    await addPasskey(eve, key);
    const browser = await waitingElsewhere(server, ada);
    const { options, cookie } = await ask(browser, SIGN_IN_OPTIONS);
    const response = key.get({ ...options, allowCredentials: undefined });
    expectRefused(await browser.post(SIGN_IN, { response }, { cookie }));
    expect((await signInWithPasskey(browser, phone, { cookies: browser.cookie })).body.user.email).toBe(ada.email);
  });

  it('passkeys of others are counted like wrong codes, and no longer recorded then', async () => {
    const [eve, key] = [await Visitor.signedUp(server), new Authenticator()];
    await addPasskey(eve, key);
    const browser = await waitingElsewhere(server, ada);
    const { options, cookie } = await ask(browser, SIGN_IN_OPTIONS);
    const response = key.get({ ...options, allowCredentials: undefined });
    const answers = [];
    for (let tries = 0; tries < 11; tries += 1)
      answers.push((await browser.post(SIGN_IN, { response }, { cookie })).status);
    expect(answers).toEqual([...Array<number>(10).fill(401), 429]);
  });

  it('it stays so that nobody is remembered who did not want to be', async () => {
    const { browser } = await askedElsewhere(ada, { rememberMe: false });
    const response = await signInWithPasskey(browser, phone, { cookies: browser.cookie });
    expect(response.status).toBe(200);
    const session = setCookies(response).find((text) => text.includes('session_token='));
    expect(session).not.toMatch(/max-age|expires/i);
    expect(cookiesIn(response)).toContain('dont_remember=');
    const text = `select extract(epoch from "expiresAt" - now()) / 86400 as days from session where token = $1`;
    const [row] = await sql<{ days: string }>(sharedDatabaseUrl(), text, [browser.sessionToken]);
    expect(Number(row!.days)).toBeLessThanOrEqual(1);
    expect(Number(row!.days)).toBeGreaterThan(0.9);
  });

  it('the tries until then are forgotten', async () => {
    await ofAda('delete from "knownNetwork" where "userId" = (select id from "user" where email = $1)');
    await guessedAlready(ada.email, 8);
    expect((await ada.elsewhere().signIn('not the password')).status).toBe(401);
    const { browser } = await askedElsewhere(ada);
    expect((await ada.elsewhere().signIn()).status).toBe(429);
    expect((await signInWithPasskey(browser, phone, { cookies: browser.cookie })).status).toBe(200);
    expect((await ada.elsewhere().signIn('not the password')).status).toBe(401);
  });

  it('one that is over does not stand in the way', async () => {
    const browser = await waitingElsewhere(server, ada);
    await ofAda('delete from verification where value = (select id from "user" where email = $1)');
    expect((await signInWithPasskey(browser, phone, { cookies: browser.cookie })).status).toBe(200);
  });
});

describe('refusals', () => {
  const answer = () => phone.get({ challenge: 'x', rpId: 'localhost' });
  const inner = (change: object) => {
    const whole = answer();
    return { response: { ...whole, response: { ...(whole.response as object), ...change } } };
  };

  it.each<[string, () => unknown, string[]]>([
    ['nothing', () => ({}), ['response']],
    ['a text', () => ({ response: 'x' }), ['response']],
    ['an empty answer', () => ({ response: {} }), ['response']],
    ['a wish besides', () => ({ response: answer(), rememberMe: false }), ['rememberMe']],
    ['an id that is a condition', () => ({ response: { ...answer(), id: { ne: '' } } }), ['response']],
    ['an id with a NUL', () => ({ response: { ...answer(), id: 'a\0' } }), ['response']],
    ['an endless signature', () => inner({ signature: 'x'.repeat(3000) }), ['response']],
    ['no signature', () => inner({ signature: undefined }), ['response']],
    ['a statement that is not Base64', () => inner({ clientDataJSON: '{"type":"webauthn.get"}' }), ['response']],
  ])('of %s', async (_, body, fields) => {
    const { cookie } = await ask(ada, SIGN_IN_OPTIONS, '');
    const response = await ada.elsewhere().post(SIGN_IN, body(), { cookie });
    expect([response.status, Object.keys(response.body.fields ?? {})]).toEqual([422, fields]);
    expectContract('post', SIGN_IN, response);
  });

  it('of bytes that say nothing, as of a passkey that is not known', async () => {
    const { cookie } = await ask(ada, SIGN_IN_OPTIONS, '');
    const response = await ada.elsewhere().post(SIGN_IN, inner({ authenticatorData: 'AAAA' }), { cookie });
    expectRefused(response);
  });

  it.each([SIGN_IN_OPTIONS, SIGN_IN])('of a page elsewhere: %s', async (path) => {
    const body = path === SIGN_IN ? { response: answer() } : {};
    const response = await ada.post(path, body, { origin: 'https://evil.example' });
    expect([response.status, response.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    expectContract('post', path, response);
  });

  it('of what nobody asked for', async () => {
    const response = await ada.post(SIGN_IN_OPTIONS, { email: ada.email });
    expect(response.status).toBe(422);
    expectContract('post', SIGN_IN_OPTIONS, response);
  });

  it('where the address people open allows no passkeys', async () => {
    const plain = await startAuthServer({ PUBLIC_URL: 'http://todo.example.com' });
    for (const [path, body] of [
      [SIGN_IN_OPTIONS, {}],
      [SIGN_IN, { response: answer() }],
    ] as const) {
      const response = await new Visitor(plain).post(path, body);
      expect([response.status, response.body.error_code]).toEqual([409, 'PASSKEYS_NOT_POSSIBLE']);
      expectContract('post', path, response);
    }
    await plain.stop();
  });

  it('of too many from one address', async () => {
    const browser = new Visitor(server);
    const { cookie } = await ask(browser, SIGN_IN_OPTIONS);
    const statuses: number[] = [];
    for (let tries = 0; tries < 11; tries += 1) {
      const response = await browser.post(SIGN_IN, { response: answer() }, { cookie });
      statuses.push(response.status);
      if (response.status === 429) expectContract('post', SIGN_IN, response);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });

  it('of questions without end from one address', async () => {
    const browser = new Visitor(server);
    const answers: Response[] = [];
    while (answers.length < 200 && answers.at(-1)?.status !== 429) {
      const some = await Promise.all(Array.from({ length: 10 }, () => browser.post(SIGN_IN_OPTIONS)));
      answers.push(...some.sort((one, other) => one.status - other.status));
    }
    expect(answers.slice(0, 20).map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect(answers.at(-1)!.status).toBe(429);
    expectContract('post', SIGN_IN_OPTIONS, answers.at(-1)!);
  });
});
