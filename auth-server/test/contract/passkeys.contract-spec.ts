import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Authenticator, type Tampering } from '../support/authenticator.js';
import { certificateNaming } from '../support/certificates.js';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { mailsTo } from '../support/kept-mails.js';
import {
  addPasskey,
  ask,
  eventsOf,
  growStale,
  REGISTER,
  REGISTRATION_OPTIONS,
  SIGN_IN_OPTIONS,
  signInWithPasskey,
  withoutPassword,
} from '../support/passkeys.js';
import { cookiesIn, PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const PASSKEYS = '/api/auth/passkeys';
const RENAME = '/api/auth/passkeys/rename';
const DELETE = '/api/auth/passkeys/delete';
const MOST = 20;

let server: TestServer;
let ada: Visitor;
beforeAll(async () => void (server = await startAuthServer({ MAIL_OUTBOX: 'on' })));
beforeEach(async () => void (ada = await Visitor.signedUp(server)));
afterAll(() => server.stop());

interface Passkey {
  id: string;
  name: string;
  synced: boolean;
}

const passkeysOf = async (visitor: Visitor) => (await visitor.get(PASSKEYS)).body.items as Passkey[];
const namesOf = async (visitor: Visitor) => (await passkeysOf(visitor)).map(({ name }) => name);

async function added(visitor = ada, name = 'Phone', authenticator = new Authenticator()): Promise<string> {
  const response = await addPasskey(visitor, authenticator, { name });
  expect([response.status, response.body.passkey?.name]).toEqual([200, name]);
  return response.body.passkey.id as string;
}

/** As if so many had been added before. */
async function addMany({ email }: Visitor, count: number): Promise<void> {
  const text = `
    insert into passkey (id, name, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp")
    select gen_random_uuid()::text, 'Old', '', "user".id, gen_random_uuid()::text, 0, 'singleDevice', false
    from "user", generate_series(1, $2) where email = $1`;
  await sql(sharedDatabaseUrl(), text, [email, count]);
}

describe('adding a passkey', () => {
  it('begins with what it is made for: this host, asking for a finger or a PIN, and not one that is there', async () => {
    const phone = new Authenticator();
    await added(ada, 'Phone', phone);
    const response = await ada.post(REGISTRATION_OPTIONS);
    expect(response.status).toBe(200);
    expectContract('post', REGISTRATION_OPTIONS, response);
    expect(response.body.options).toMatchObject({
      rp: { id: 'localhost', name: 'Latch' },
      user: { name: ada.email },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      excludeCredentials: [{ id: phone.ids[0], transports: ['internal'] }],
    });
    expect(setCookies(response)).toEqual([expect.stringMatching(/^better-auth\.passkey=.+; Max-Age=300; .*HttpOnly/)]);
  });

  it('keeps it, says so by mail, and signs in with it from then on', async () => {
    const [phone, manager] = [new Authenticator(), new Authenticator({ synced: true })];
    const response = await addPasskey(ada, phone, { name: ' Phone ' });
    expect(response.status).toBe(200);
    expectContract('post', REGISTER, response);
    expect(response.body.passkey).toMatchObject({ name: 'Phone', synced: false });
    expect(setCookies(response)).toEqual([expect.stringMatching(/^better-auth\.passkey=; Max-Age=0/)]);
    await added(ada, 'Password manager', manager);

    const list = await ada.get(PASSKEYS);
    expectContract('get', PASSKEYS, list);
    expect(list.body.items).toMatchObject([{ name: 'Password manager', synced: true }, response.body.passkey]);
    const account = await ada.get('/api/auth/account');
    expectContract('get', '/api/auth/account', account);
    expect(account.body).toMatchObject({ hasPassword: true, hasPasskey: true });
    expect((await eventsOf(ada))[1]).toEqual({ event: 'passkey-added', detail: 'Phone' });
    const [mail] = await mailsTo(server, ada.email);
    expect(mail).toMatchObject({ subject: 'A passkey was added to your account' });
    for (const authenticator of [phone, manager])
      expect((await signInWithPasskey(ada.elsewhere(), authenticator)).status).toBe(200);
  });

  it('puts its name into no mail to an address that nobody confirmed', async () => {
    await added(ada, 'Buy this');
    expect((await mailsTo(server, ada.email))[0]!.text).not.toContain('Buy this');
    await sql(sharedDatabaseUrl(), 'update "user" set "emailVerified" = true where email = $1', [ada.email]);
    await added(ada, 'My telephone');
    expect((await mailsTo(server, ada.email))[0]!.text).toContain('My telephone');
  });

  it.each<[string, Tampering]>([
    ['on a page of another origin', { origin: 'https://evil.example' }],
    ['on a page of another port', { origin: 'http://localhost:3001' }],
    ['for another host', { rpId: 'evil.example' }],
    ['without asking for a finger or a PIN', { userVerified: false }],
    ['for another challenge', { challenge: 'c29tZXRoaW5n' }],
    ['as an answer to something else', { type: 'webauthn.get' }],
    ['with a key of an old algorithm', { algorithm: -65_535 }],
  ])('is refused when it was made %s', async (_, tampering) => {
    const response = await addPasskey(ada, new Authenticator(), tampering);
    expect([response.status, Object.keys(response.body.fields ?? {})]).toEqual([422, ['response']]);
    expectContract('post', REGISTER, response);
    expect(await passkeysOf(ada)).toEqual([]);
  });

  it('is refused a second time with the same challenge', async () => {
    const { options, cookie } = await ask(ada, REGISTRATION_OPTIONS);
    const authenticator = new Authenticator();
    const body = () => ({ name: 'Phone', response: authenticator.create(options) });
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await ada.post(REGISTER, body(), { cookie })).status),
    );
    expect(statuses.sort((one, other) => one - other)).toEqual([200, 422, 422]);
    expect(await passkeysOf(ada)).toHaveLength(1);
  });

  it('is refused with a challenge for signing in, of somebody else, or none', async () => {
    const eve = await Visitor.signedUp(server);
    const [forSignIn, ofEve] = [await ask(ada, SIGN_IN_OPTIONS), await ask(eve, REGISTRATION_OPTIONS)];
    const challengeOfEve = ofEve.cookie.slice(ofEve.cookie.indexOf('; ') + 2);
    for (const [options, cookie] of [
      [{ ...forSignIn.options, rp: { id: 'localhost' } }, forSignIn.cookie],
      [ofEve.options, `${ada.cookie}; ${challengeOfEve}`],
      [ofEve.options, ada.cookie],
    ] as const) {
      const response = await ada.post(
        REGISTER,
        { name: 'x', response: new Authenticator().create(options) },
        { cookie },
      );
      expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['response']]);
    }
    expect([...(await passkeysOf(ada)), ...(await passkeysOf(eve))]).toEqual([]);
  });

  it('is refused with one that somebody has, who keeps it', async () => {
    const phone = new Authenticator();
    await added(ada, 'Phone', phone);
    const eve = await Visitor.signedUp(server);
    const response = await addPasskey(eve, new Authenticator(), { id: phone.ids[0] });
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['response']]);
    expect(await passkeysOf(eve)).toEqual([]);
    expect((await signInWithPasskey(ada.elsewhere(), phone)).body.user.email).toBe(ada.email);
  });

  it('asks nobody about the manufacturers that certificates name', async () => {
    const asked: string[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url!);
      response.end();
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const { port } = elsewhere.address() as AddressInfo;
    const certificate = certificateNaming(port);
    const formats = ['apple', 'android-key', 'packed', 'fido-u2f', 'tpm', 'android-safetynet', 'unheard-of'];
    const answers: unknown[] = [];
    for (const fmt of formats) {
      const attStmt = new Map<string, unknown>([['x5c', [certificate]], ['alg', -7], ['sig', certificate]]); // prettier-ignore
      const { status, body } = await addPasskey(ada, new Authenticator(), { attestation: { fmt, attStmt } });
      answers.push([status, body.fields]);
    }
    elsewhere.close();
    const refused = [422, { response: ['This is not what a passkey answers.'] }];
    expect(answers).toEqual(formats.map(() => refused));
    expect([asked, await passkeysOf(ada)]).toEqual([[], []]);
  });

  it(`ends with ${MOST} of them, also when several are added at once`, async () => {
    await addMany(ada, MOST - 1);
    const asked = await Promise.all([1, 2, 3].map(() => ask(ada, REGISTRATION_OPTIONS)));
    const bodies = asked.map(({ options }) => ({ name: 'New', response: new Authenticator().create(options) }));
    const responses = await Promise.all(
      bodies.map((body, n) => ada.post(REGISTER, body, { cookie: asked[n]!.cookie })),
    );
    for (const response of responses) expectContract('post', REGISTER, response);
    expect(new Set(responses.map(({ status }) => status))).toContain(409);
    expect((await passkeysOf(ada)).length).toBeLessThanOrEqual(MOST);

    await addMany(ada, MOST - (await passkeysOf(ada)).length);
    const response = await ada.post(REGISTRATION_OPTIONS);
    expect([response.status, response.body.error_code]).toEqual([409, 'TOO_MANY_PASSKEYS']);
    expectContract('post', REGISTRATION_OPTIONS, response);
  });

  it.each<[string, (body: { response: Record<string, unknown> }) => unknown, string[]]>([
    ['nothing', () => ({}), ['name', 'response']],
    ['a blank name', (body) => ({ ...body, name: ' ' }), ['name']],
    ['a name that cannot be seen', (body) => ({ ...body, name: '\u200B\uFE0F' }), ['name']],
    ['a name of 101 characters', (body) => ({ ...body, name: 'x'.repeat(101) }), ['name']],
    ['NUL in the name', (body) => ({ ...body, name: 'a\0' }), ['name']],
    ['a session wished for', (body) => ({ ...body, createSession: true }), ['createSession']],
    ['a text as answer', (body) => ({ ...body, response: 'x' }), ['response']],
    ['a list as answer', (body) => ({ ...body, response: [] }), ['response']],
    ['an empty answer', (body) => ({ ...body, response: {} }), ['response']],
    ['an id of 1401 characters', ({ response }) => ({ name: 'x', response: { ...response, id: 'x'.repeat(1401) } }), ['response']], // prettier-ignore
    ['another type', ({ response }) => ({ name: 'x', response: { ...response, type: 'password' } }), ['response']],
    ['commas in the transports', (body) => withInner(body, { transports: ['usb,nfc'] }), ['response']],
    ['an attestation that is none', (body) => withInner(body, { attestationObject: 'x'.repeat(1000) }), ['response']],
    ['deep nesting', (body) => withInner(body, { attestationObject: Buffer.alloc(12_000, 0x81).toString('base64url') }), ['response']], // prettier-ignore
    ['a statement without end', (body) => withInner(body, { clientDataJSON: 'x'.repeat(5000) }), ['response']],
  ])('refuses %s', async (_, change, fields) => {
    const { options, cookie } = await ask(ada, REGISTRATION_OPTIONS);
    const whole = { name: 'Phone', response: new Authenticator().create(options) };
    const response = await ada.post(REGISTER, change(whole), { cookie });
    expect([response.status, Object.keys(response.body.fields ?? {})]).toEqual([422, fields]);
    expectContract('post', REGISTER, response);
    expect(await passkeysOf(ada)).toEqual([]);
  });

  it('leaves behind what browsers add to their answers', async () => {
    const { options, cookie } = await ask(ada, REGISTRATION_OPTIONS);
    const answer = new Authenticator().create(options);
    const inner = { ...(answer.response as object), publicKey: 'x', publicKeyAlgorithm: -7, authenticatorData: 'x' };
    const response = { ...answer, clientExtensionResults: { credProps: { rk: true } }, response: inner };
    expect((await ada.post(REGISTER, { name: 'Phone', response }, { cookie })).status).toBe(200);
  });
});

describe('renaming a passkey', () => {
  it('is for its owner alone', async () => {
    const [id, eve] = [await added(), await Visitor.signedUp(server)];
    const response = await ada.post(RENAME, { id, name: ' Old\r\n\tphone ' });
    expect([response.status, response.body]).toEqual([200, { success: true }]);
    expectContract('post', RENAME, response);
    expect((await eventsOf(ada))[0]).toEqual({ event: 'passkey-renamed', detail: 'Old phone' });

    const refused = await eve.post(RENAME, { id, name: 'Mine' });
    expect([refused.status, refused.body.error_code]).toEqual([404, 'PASSKEY_NOT_FOUND']);
    expectContract('post', RENAME, refused);
    expect(await namesOf(ada)).toEqual(['Old phone']);
  });

  it.each([
    ['nothing', {}, ['id', 'name']],
    ['a blank name', { id: 'x', name: '' }, ['name']],
    ['a name that cannot be seen', { id: 'x', name: '\u00AD\u2060' }, ['name']],
    ['a counter', { id: 'x', name: 'x', counter: 0 }, ['counter']],
  ])('refuses %s', async (_, body, fields) => {
    const response = await ada.post(RENAME, body);
    expect([response.status, Object.keys(response.body.fields)]).toEqual([422, fields]);
    expectContract('post', RENAME, response);
  });
});

describe('taking a passkey away', () => {
  it('ends sign-in with it, and says so by mail', async () => {
    const phone = new Authenticator();
    const id = await added(ada, 'Phone', phone);
    const response = await ada.post(DELETE, { id });
    expect([response.status, response.body]).toEqual([200, { success: true }]);
    expectContract('post', DELETE, response);
    expect(await passkeysOf(ada)).toEqual([]);
    expect((await ada.get('/api/auth/account')).body.hasPasskey).toBe(false);
    expect((await signInWithPasskey(ada.elsewhere(), phone)).status).toBe(401);
    expect((await eventsOf(ada))[0]).toEqual({ event: 'passkey-removed', detail: 'Phone' });
    expect((await mailsTo(server, ada.email))[0]!.subject).toBe('A passkey was removed from your account');

    const again = await ada.post(DELETE, { id });
    expect([again.status, again.body.error_code]).toEqual([404, 'PASSKEY_NOT_FOUND']);
    expectContract('post', DELETE, again);
  });

  it('is for its owner alone', async () => {
    const [id, eve] = [await added(), await Visitor.signedUp(server)];
    expect((await eve.post(DELETE, { id })).status).toBe(404);
    expect(await passkeysOf(ada)).toHaveLength(1);
  });

  it('is refused for the last way in, and for no other', async () => {
    const id = await added();
    await withoutPassword(ada, { linked: false });
    const response = await ada.post(DELETE, { id });
    expect([response.status, response.body.error_code]).toEqual([409, 'LAST_WAY_IN']);
    expectContract('post', DELETE, response);
    expect(await passkeysOf(ada)).toHaveLength(1);
    expect((await eventsOf(ada)).map(({ event }) => event)).not.toContain('passkey-removed');
    await added(ada, 'Key');
    expect((await ada.post(DELETE, { id })).status).toBe(200);
  });

  it('is possible where another account is linked', async () => {
    const id = await added();
    await withoutPassword(ada);
    expect((await ada.post(DELETE, { id })).status).toBe(200);
  });

  it('leaves one way in when all are taken away at once', async () => {
    const ids = [await added(ada, 'One'), await added(ada, 'Two'), await added(ada, 'Three')];
    await withoutPassword(ada, { linked: false });
    const responses = await Promise.all(ids.map((id) => ada.post(DELETE, { id })));
    expect(responses.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 200, 409]);
    expect(await passkeysOf(ada)).toHaveLength(1);
  });

  it('is refused for the last second factor', async () => {
    const id = await added();
    const on = await ada.post('/api/auth/second-factor/use-passkeys', { password: PASSWORD });
    expect(on.status).toBe(200);
    ada.cookie = cookiesIn(on) || ada.cookie;
    const response = await ada.post(DELETE, { id });
    expect([response.status, response.body.error_code]).toEqual([409, 'LAST_SECOND_FACTOR']);
    expectContract('post', DELETE, response);
    await sql(sharedDatabaseUrl(), `update "twoFactor" set verified = true where "userId" = (select id from "user" where email = $1)`, [ada.email]); // prettier-ignore
    expect((await ada.post(DELETE, { id })).status).toBe(200);
  });
});

describe('refusals', () => {
  const operations = [
    ['get', PASSKEYS, undefined],
    ['post', REGISTRATION_OPTIONS, {}],
    ['post', REGISTER, undefined],
    ['post', RENAME, { id: 'x', name: 'x' }],
    ['post', DELETE, { id: 'x' }],
  ] as const;

  const bodyOf = (body: unknown) =>
    body ?? { name: 'x', response: new Authenticator().create({ challenge: 'x', rp: { id: 'localhost' } }) };

  it.each(operations)('without a session: %s %s', async (method, path, body) => {
    const nobody = new Visitor(server);
    const response = await (method === 'get' ? nobody.get(path) : nobody.post(path, bodyOf(body)));
    expect([response.status, response.body.error_code]).toEqual([401, 'INVALID_SESSION']);
    expectContract(method, path, response);
  });

  it.each(operations.slice(1))('of a page elsewhere: %s %s', async (_, path, body) => {
    const response = await ada.post(path, bodyOf(body), { origin: 'https://evil.example' });
    expect([response.status, response.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    expectContract('post', path, response);
  });

  it.each([REGISTRATION_OPTIONS, REGISTER, DELETE])('long after the password was given: %s', async (path) => {
    await growStale(ada);
    const body = operations.find((operation) => operation[1] === path)![2];
    const response = await ada.post(path, bodyOf(body));
    expect([response.status, response.body.error_code]).toEqual([403, 'FRESH_SESSION_NEEDED']);
    expectContract('post', path, response);
  });

  it('with what nobody asked for', async () => {
    const response = await ada.post(REGISTRATION_OPTIONS, { rpId: 'evil.example' });
    expect(response.status).toBe(422);
    expectContract('post', REGISTRATION_OPTIONS, response);
  });

  it('where the address people open allows none, of which there are none to sign in with', async () => {
    const byNumber = await startAuthServer({ PUBLIC_URL: 'http://127.0.0.1:3000' });
    const eve = await Visitor.signedUp(byNumber);
    const options = await eve.get('/api/auth/options');
    expectContract('get', '/api/auth/options', options);
    expect(options.body.passkeys).toBe(false);
    for (const [path, body] of [
      [REGISTRATION_OPTIONS, {}],
      [REGISTER, bodyOf(undefined)],
    ] as const) {
      const response = await eve.post(path, body);
      expect([response.status, response.body.error_code]).toEqual([409, 'PASSKEYS_NOT_POSSIBLE']);
      expectContract('post', path, response);
    }
    expect(await passkeysOf(eve)).toEqual([]);
    await byNumber.stop();
    expect((await ada.get('/api/auth/options')).body.passkeys).toBe(true);
  });
});

function withInner(body: { response: Record<string, unknown> }, inner: object): unknown {
  const { response } = body;
  return { ...body, response: { ...response, response: { ...(response.response as object), ...inner } } };
}
