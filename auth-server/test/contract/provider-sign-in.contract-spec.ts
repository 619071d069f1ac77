import type { Response } from 'supertest';
import { administratorOf, idOf } from '../support/administration.js';
import { expectContract } from '../support/contract.js';
import { migratedDatabase, sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { type Identity, IdentityProvider } from '../support/identity-provider.js';
import { ProviderVisitor } from '../support/provider-visitor.js';
import { secondStep, withSecondFactor } from '../support/second-factor.js';
import { startProcess } from '../support/test-process.js';
import { cookiesIn, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const BEGIN = '/api/auth/sign-in/provider';
const LINK = '/api/auth/link-provider';
const CALLBACK = '/api/auth/callback/oidc';

let provider: IdentityProvider;
let server: TestServer;
beforeAll(async () => {
  provider = await IdentityProvider.start();
  server = await startAuthServer({ ...provider.settings, OIDC_NAME: 'Example ID' });
});
afterAll(async () => {
  await server.stop();
  await provider.stop();
});

const visitor = () => new ProviderVisitor(server, provider);

/** Somebody who has no account here, with one of the provider whose address is the visitor's. */
function stranger(more: Partial<Identity> = {}): { ada: ProviderVisitor; identity: Identity } {
  const ada = visitor();
  return { ada, identity: { email: ada.email, subject: `subject of ${ada.email}`, ...more } };
}

async function signedUp(): Promise<{ ada: ProviderVisitor; identity: Identity }> {
  const { ada, identity } = stranger();
  expectSignedIn(await ada.signInAs(identity));
  return { ada, identity };
}

function expectSignedIn(response: Response, page = '/'): void {
  expectContract('get', CALLBACK, response);
  expect([response.status, response.headers.location]).toEqual([302, page]);
  expect(setCookies(response).some((text) => text.startsWith('better-auth.session_token='))).toBe(true);
}

function expectRefused(response: Response, page: string): void {
  expectContract('get', CALLBACK, response);
  expect([response.status, response.headers.location]).toEqual([302, page]);
  expect(setCookies(response).filter((text) => text.includes('session_token='))).toEqual([]);
}

const eventsOf = async (ada: Visitor) =>
  (await ada.get('/api/auth/audit-log')).body.items.map(
    ({ event, detail }: { event: string; detail: string | null }) => [event, detail],
  ) as [string, string | null][];

const users = (email: string) => sql(sharedDatabaseUrl(), 'select id from "user" where email = $1', [email]);

describe('going to a provider', () => {
  it('is offered as it is set up', async () => {
    const options = await visitor().get('/api/auth/options');
    expectContract('get', '/api/auth/options', options);
    expect(options.body.providers).toEqual([{ id: 'oidc', name: 'Example ID' }]);
  });

  it('leads there, with what shows that the answer is for this browser', async () => {
    const begun = await visitor().begin({ next: '/projects' });
    expectContract('post', BEGIN, begun);
    expect(begun.status).toBe(200);
    const url = new URL(begun.body.url as string);
    expect(url.origin).toBe(provider.issuer);
    const parameters = Object.fromEntries(url.searchParams);
    expect(parameters).toEqual({
      client_id: 'latch',
      response_type: 'code',
      redirect_uri: `http://localhost:3000${CALLBACK}`,
      scope: 'openid profile email',
      state: expect.stringMatching(/^[\w-]{32}$/),
      nonce: expect.stringMatching(/^[\w-]{32}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    const [cookie, ...others] = setCookies(begun);
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^better-auth\.state=[^;]+; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('does so over https with a cookie nothing else can set', async () => {
    const secure = await startAuthServer({ ...provider.settings, PUBLIC_URL: 'https://example.com/our/todo' });
    const begun = await new ProviderVisitor(secure, provider).begin();
    await secure.stop();
    const url = new URL(begun.body.url as string);
    expect(url.searchParams.get('redirect_uri')).toBe(`https://example.com/our/todo${CALLBACK}`);
    expect(setCookies(begun)[0]).toMatch(/^__Host-better-auth\.state=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it.each(['google', 'github'])('is 404 for %s, which is not set up', async (id) => {
    for (const response of [
      await visitor().post(BEGIN, { provider: id }),
      await (await Visitor.signedUp(server)).post(LINK, { provider: id }),
      await visitor().get(`/api/auth/callback/${id}?code=a&state=b`),
    ])
      expect([response.status, response.body.error_code]).toEqual([404, 'PROVIDER_NOT_FOUND']);
    expectContract('get', `/api/auth/callback/${id}`, await visitor().get(`/api/auth/callback/${id}`));
    expectContract('post', BEGIN, await visitor().post(BEGIN, { provider: id }));
  });

  it.each([
    [{}, 'provider'],
    [{ provider: 'facebook' }, 'provider'],
    [{ provider: 'oidc', next: 'https://evil.example' }, 'next'],
    [{ provider: 'oidc', next: '//evil.example' }, 'next'],
    [{ provider: 'oidc', next: '/a/..//evil.example' }, 'next'],
    [{ provider: 'oidc', next: '/\\evil.example' }, 'next'],
    [{ provider: 'oidc', next: '/api/auth/sign-out' }, 'next'],
    [{ provider: 'oidc', next: `/${'x'.repeat(2000)}` }, 'next'],
    [{ provider: 'oidc', invitation: '' }, 'invitation'],
    [{ provider: 'oidc', callbackURL: 'https://evil.example' }, 'callbackURL'],
    [{ provider: 'oidc', idToken: { token: 'x' } }, 'idToken'],
  ])('refuses %j', async (body, field) => {
    const response = await visitor().post(BEGIN, body);
    expectContract('post', BEGIN, response);
    expect([response.status, Object.keys(response.body.fields as object)]).toEqual([422, [field]]);
    expect(setCookies(response)).toEqual([]);
  });

  it('refuses pages of other origins', async () => {
    for (const path of [BEGIN, LINK, '/api/auth/unlink-provider']) {
      const response = await visitor().post(path, { provider: 'oidc' }, { origin: 'https://evil.example' });
      expectContract('post', path, response);
      expect([response.status, response.body.error_code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    }
  });

  it('reaches none of the paths that are Better Auth’s own', async () => {
    for (const path of ['sign-in/social', 'link-social', 'unlink-account', 'get-access-token', 'oauth2/callback/oidc'])
      expect((await visitor().post(`/api/auth/${path}`, { provider: 'oidc' })).status).toBe(404);
  });

  it('is limited for each address', async () => {
    const eve = visitor();
    const answers = [];
    for (let tries = 0; tries < 25; tries += 1) answers.push((await eve.begin()).status);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(0);
    expectContract('post', BEGIN, await eve.begin());
    expect((await visitor().begin()).status).toBe(200);
  });
});

describe('coming back from a provider', () => {
  it('makes an account the first time, and signs in to it afterwards', async () => {
    const { ada, identity } = stranger({ name: ' Ada \0Lovelace ' });
    expectSignedIn(await ada.signInAs(identity, { next: '/projects/1?a=b#c' }), '/projects/1?a=b#c');
    const account = await ada.get('/api/auth/account');
    expectContract('get', '/api/auth/account', account);
    expect(account.body).toMatchObject({
      user: { email: ada.email, name: 'Ada Lovelace' },
      emailVerified: true,
      hasPassword: false,
    });
    const again = Object.assign(visitor(), { email: ada.email });
    expectSignedIn(await again.signInAs(identity));
    expect(await idOf(again)).toBe(account.body.user.id);
    expect(await eventsOf(ada)).toEqual([
      ['signed-in', 'With Example ID'],
      ['signed-up', 'With Example ID'],
    ]);
  });

  it('signs in for as long, and with the same device, as a password does', async () => {
    const { ada } = await signedUp();
    const [row] = await sql<{ days: string; ipAddress: string; network: string }>(
      sharedDatabaseUrl(),
      `select extract(epoch from session."expiresAt" - now()) / 86400 as days, "ipAddress", network
       from session left join "knownNetwork" using ("userId") where token = $1`,
      [ada.sessionToken],
    );
    expect(Number(row!.days)).toBeCloseTo(7, 1);
    expect([row!.ipAddress, row!.network]).toEqual([ada.address, ada.address]);
    const devices = await ada.get('/api/auth/sessions');
    expect(devices.body.items).toMatchObject([{ current: true, address: ada.address }]);
    expect((await ada.signOut()).status).toBe(200);
    expect((await ada.get('/api/auth/session')).status).toBe(401);
  });

  it('keeps no token, scope or picture of the provider', async () => {
    const { ada, identity } = await signedUp();
    expectSignedIn(await Object.assign(visitor(), { email: ada.email }).signInAs(identity));
    const rows = await sql(
      sharedDatabaseUrl(),
      `select account."accessToken", "refreshToken", "idToken", "accessTokenExpiresAt", "refreshTokenExpiresAt", scope,
         password, image from account join "user" on "user".id = account."userId" where "user".email = $1`,
      [ada.email],
    );
    const nothing = { accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null };
    expect(rows).toEqual([{ ...nothing, refreshTokenExpiresAt: null, scope: null, password: null, image: null }]);
  });

  it('knows people by who they are there, not by their address', async () => {
    const { ada, identity } = await signedUp();
    const moved = visitor();
    expectSignedIn(await moved.signInAs({ ...identity, email: moved.email, verified: false }));
    const { user } = (await moved.get('/api/auth/account')).body as { user: { email: string } };
    expect(user.email).toBe(ada.email);
    expect(await users(moved.email)).toEqual([]);
  });

  it('keeps people apart whom two providers call the same', async () => {
    const another = await IdentityProvider.start();
    const elsewhere = await startAuthServer(another.settings);
    const { ada, identity } = await signedUp();
    const eve = new ProviderVisitor(elsewhere, another);
    expectSignedIn(await eve.signInAs({ ...identity, email: eve.email }));
    expect(await idOf(eve)).not.toBe(await idOf(ada));
    await elsewhere.stop();
    await another.stop();
  });

  it('calls it off', async () => {
    const ada = visitor();
    expectRefused(await ada.signInAs('no'), '/sign-in?error=SIGN_IN_CANCELLED');
    expectRefused(await ada.signInAs('no', { next: '/projects' }), '/sign-in?error=SIGN_IN_CANCELLED&next=%2Fprojects');
  });

  it.each([
    ['access_denied', 'SIGN_IN_CANCELLED'],
    ['temporarily_unavailable', 'PROVIDER_UNAVAILABLE'],
    ['server_error', 'PROVIDER_UNAVAILABLE'],
    ['invalid_scope', 'UNEXPECTED'],
    ['account_not_linked', 'UNEXPECTED'],
    ['__proto__', 'UNEXPECTED'],
  ])('takes the error %s of the provider for %s', async (error, code) => {
    const ada = visitor();
    const { url } = (await ada.begin()).body as { url: string };
    const state = new URL(url).searchParams.get('state')!;
    const back = new URL(`http://localhost${CALLBACK}?${new URLSearchParams({ error, state }).toString()}`);
    expectRefused(await ada.comeBack(back), `/sign-in?error=${code}`);
  });

  it('makes no account of an address that is not confirmed there', async () => {
    const kelvin = `\u212a${visitor().email}`;
    for (const identity of [{ verified: false }, { email: '' }, { email: 'no address' }, { email: kelvin }]) {
      const { ada, identity: whole } = stranger(identity);
      expectRefused(await ada.signInAs(whole), '/sign-in?error=PROVIDER_EMAIL_NOT_VERIFIED');
      expect([...(await users(whole.email)), ...(await users(whole.email.toLowerCase()))]).toEqual([]);
    }
  });

  it('confirms no address by one that only looks like it in small letters', async () => {
    const { ada, identity } = stranger({ email: `k${visitor().email}` });
    expectSignedIn(await ada.signInAs(identity));
    await sql(sharedDatabaseUrl(), 'update "user" set "emailVerified" = false where email = $1', [identity.email]);
    expectSignedIn(await visitor().signInAs({ ...identity, email: identity.email.replace('k', '\u212a') }));
    expect((await ada.get('/api/auth/account')).body.emailVerified).toBe(false);
    expectSignedIn(await visitor().signInAs(identity));
    expect((await ada.get('/api/auth/account')).body.emailVerified).toBe(true);
  });

  it('signs in whom it knows, also when the provider tells no address any more', async () => {
    const { ada, identity } = await signedUp();
    for (const email of ['', 'no address', '\u212aelvin@example.com']) {
      const again = visitor();
      expectSignedIn(await again.signInAs({ ...identity, email }));
      expect(await idOf(again)).toBe(await idOf(ada));
    }
  });

  it('links nothing to an account because of its address, confirmed or not', async () => {
    const ada = visitor();
    await ada.signUp();
    const identity = { email: ada.email, subject: `elsewhere ${ada.email}` };
    const eve = Object.assign(visitor(), { email: ada.email });
    expectRefused(await eve.signInAs(identity), '/sign-in?error=PROVIDER_NOT_LINKED');
    await sql(sharedDatabaseUrl(), 'update "user" set "emailVerified" = true where email = $1', [ada.email]);
    expectRefused(await eve.signInAs(identity), '/sign-in?error=PROVIDER_NOT_LINKED');
    expectRefused(await eve.signInAs({ ...identity, verified: false }), '/sign-in?error=PROVIDER_EMAIL_NOT_VERIFIED');
    const linked = await ada.get('/api/auth/linked-providers');
    expect(linked.body.items).toEqual([]);
  });

  it('makes one account of two that come at once with one address', async () => {
    const { ada, identity } = stranger();
    const browsers = [ada, Object.assign(visitor(), { email: ada.email })];
    const answers = await Promise.all(
      browsers.map((each, index) => each.signInAs({ ...identity, subject: `${index} ${ada.email}` })),
    );
    const pages = answers.map(({ headers }) => headers.location as string).sort();
    expect(pages).toEqual(['/', '/sign-in?error=PROVIDER_NOT_LINKED']);
    expect(await users(ada.email)).toHaveLength(1);
  });

  it('starts afresh in a browser in which somebody else is signed in', async () => {
    const { ada } = await signedUp();
    const before = ada.cookie;
    const grace = stranger();
    const response = await ada.signInAs(grace.identity);
    expectSignedIn(response);
    expect(ada.cookie).not.toBe(before);
    expect((await ada.get('/api/auth/account')).body.user.email).toBe(grace.identity.email);
    // The session before is another device's now, as with a sign-in by password.
    expect((await visitor().get('/api/auth/session', { cookie: before })).status).toBe(200);
  });
});

it('leaves nothing in the log that opens anything', async () => {
  const logging = await startProcess({ ...provider.settings, LOG_LEVEL: 'trace' });
  const ada = new ProviderVisitor(logging, provider);
  const { url } = (await ada.begin()).body as { url: string };
  const back = await provider.answer(url, { email: ada.email });
  expectSignedIn(await ada.comeBack(back));
  expectRefused(await new ProviderVisitor(logging, provider).comeBack(back), '/sign-in?error=SIGN_IN_EXPIRED');
  logging.signal('SIGTERM');
  await logging.exitCode;
  expect(logging.output).toContain(CALLBACK);
  const { code, state } = Object.fromEntries(back.searchParams);
  for (const secret of [code, state, ada.sessionToken, ada.email, provider.settings.OIDC_CLIENT_SECRET])
    expect(logging.output).not.toContain(secret);
});

describe('an answer that is not for this browser', () => {
  const expired = '/sign-in?error=SIGN_IN_EXPIRED';

  async function answered(): Promise<{ ada: ProviderVisitor; back: URL; identity: Identity }> {
    const { ada, identity } = stranger();
    const { url } = (await ada.begin({ next: '/projects' })).body as { url: string };
    return { ada, identity, back: await provider.answer(url, identity) };
  }

  it('signs in nobody elsewhere, where the state is another one or none', async () => {
    const { back, identity } = await answered();
    expectRefused(await visitor().comeBack(back), `${expired}&next=%2Fprojects`);
    const eve = visitor();
    await eve.begin();
    expectRefused(await eve.comeBack(back), `${expired}&next=%2Fprojects`);
    expect(await users(identity.email)).toEqual([]);
  });

  it('is good once', async () => {
    const { ada, back } = await answered();
    const { state } = ada;
    expectSignedIn(await ada.comeBack(back), '/projects');
    const eve = Object.assign(visitor(), { state });
    expectRefused(await eve.comeBack(back), expired);
  });

  it('is too old after ten minutes', async () => {
    const { ada, back } = await answered();
    const identifier = `auth-state:${back.searchParams.get('state')}`;
    const age = `update verification set "expiresAt" = now() - interval '1 second' where identifier = $1 returning 1`;
    expect(await sql(sharedDatabaseUrl(), age, [identifier])).toHaveLength(1);
    expectRefused(await ada.comeBack(back), expired);
  });

  it.each([
    ['no parameters', () => ''],
    ['a state nobody was given', () => '?code=x&state=y'],
    ['a state in strange characters', () => `?code=x&state=${encodeURIComponent("'; drop table \u0000")}`],
    ['the state alone', (state: string) => `?state=${state}`],
    ['a code the provider does not know', (state: string) => `?state=${state}&code=unknown`],
    ['a code longer than any', (state: string) => `?state=${state}&code=${'x'.repeat(4001)}`],
  ])('is none with %s', async (_, query) => {
    const ada = visitor();
    const { url } = (await ada.begin()).body as { url: string };
    const state = new URL(url).searchParams.get('state')!;
    expectRefused(await ada.comeBack(new URL(`http://localhost${CALLBACK}${query(state)}`)), expired);
  });

  it('is none of another provider, or of one that calls itself otherwise', async () => {
    const { ada, back } = await answered();
    back.searchParams.set('iss', 'https://evil.example');
    expectRefused(await ada.comeBack(back), '/sign-in?error=UNEXPECTED&next=%2Fprojects');

    const settings = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
    const both = await startAuthServer({ ...provider.settings, ...settings });
    const eve = new ProviderVisitor(both, provider);
    const { url } = (await eve.begin()).body as { url: string };
    const mixedUp = await provider.answer(url, stranger().identity);
    mixedUp.pathname = '/api/auth/callback/github';
    const response = await eve.comeBack(mixedUp);
    await both.stop();
    expect([response.status, response.headers.location]).toEqual([302, expired]);
  });

  it('tells a person who is signed in where one links providers', async () => {
    const { ada } = await signedUp();
    const response = await ada.comeBack(new URL(`http://localhost${CALLBACK}?code=x&state=y`));
    expectRefused(response, '/settings/security?error=SIGN_IN_EXPIRED');
    expect((await ada.get('/api/auth/session')).status).toBe(200);
  });
});

describe('who may come in', () => {
  it('is nobody who is disabled', async () => {
    const { ada, identity } = await signedUp();
    await sql(sharedDatabaseUrl(), 'update "user" set banned = true where email = $1', [ada.email]);
    expectRefused(await visitor().signInAs(identity), '/sign-in?error=ACCOUNT_DISABLED');
  });

  it('is nobody new where Latch is closed, and who was here before', async () => {
    await signedUp();
    const closed = await startAuthServer({ ...provider.settings, SIGN_UP: 'closed' });
    const { ada, identity } = stranger();
    expectRefused(await new ProviderVisitor(closed, provider).signInAs(identity), '/sign-in?error=SIGN_UP_CLOSED');
    expect(await users(identity.email)).toEqual([]);
    expectSignedIn(await ada.signInAs(identity));
    expectSignedIn(await new ProviderVisitor(closed, provider).signInAs(identity));
    await closed.stop();
  });

  it.each(['closed', 'invitation'])('is not the first one of all, who knows no set-up code (%s)', async (SIGN_UP) => {
    const empty = await migratedDatabase();
    const settings = { ...provider.settings, AUTH_DATABASE_URL: empty.url };
    const closed = await startAuthServer({ ...settings, SIGN_UP });
    const { identity } = stranger();
    const browser = new ProviderVisitor(closed, provider);
    expectRefused(await browser.signInAs(identity), '/sign-in?error=SETUP_CODE_NEEDED');
    expect(await sql(empty.url, 'select 1 from "user"')).toEqual([]);
    await closed.stop();
    const open = await startAuthServer(settings);
    expectSignedIn(await new ProviderVisitor(open, provider).signInAs(identity));
    expect(await sql(empty.url, 'select role from "user"')).toEqual([{ role: 'admin' }]);
    await open.stop();
    await empty.drop();
  });

  it('is whose address was invited', async () => {
    const invited = await startAuthServer({ ...provider.settings, SIGN_UP: 'invitation' });
    const { identity } = stranger();
    const browser = () => new ProviderVisitor(invited, provider);
    expectRefused(await browser().signInAs(identity), '/sign-in?error=INVITATION_NEEDED');
    const grace = await administratorOf(server);
    const made = await grace.post('/api/auth/admin/invite', { email: identity.email });
    const invitation = /#invitation=([\w-]+)/.exec(made.body.link as string)![1];
    expectRefused(await browser().signInAs(stranger().identity, { invitation }), '/sign-in?error=INVITED_ADDRESS');
    const begun = await browser().begin({ invitation });
    expect(begun.body.url).not.toContain(invitation);
    expectSignedIn(await browser().signInAs(identity, { invitation }));
    expectRefused(await browser().signInAs(stranger().identity, { invitation }), '/sign-in?error=LINK_NOT_VALID');
    await invited.stop();
  });

  it('is asked for the second factor, where it is on', async () => {
    const { ada, identity } = await signedUp();
    ada.id = await idOf(ada);
    const { app } = await withSecondFactor(server, ada);

    const browser = visitor();
    const response = await browser.signInAs(identity, { next: '/projects' });
    expectAskedForMore(response, '/second-factor?next=%2Fprojects');
    browser.cookie = cookiesIn(response);
    expect((await browser.get('/api/auth/session')).status).toBe(401);
    expect((await eventsOf(ada)).filter(([event]) => event === 'signed-in')).toEqual([]);
    expect((await secondStep(browser, app.code(1), { trustBrowser: true })).status).toBe(200);
    expect((await browser.get('/api/auth/session')).status).toBe(200);

    // This browser is trusted now.
    expectSignedIn(await browser.signInAs(identity));
  });
});

/** As {@link expectRefused}; a session that was made and taken back is cleared. */
function expectAskedForMore(response: Response, page: string): void {
  expectContract('get', CALLBACK, response);
  expect([response.status, response.headers.location]).toEqual([302, page]);
  const set = setCookies(response).filter((text) => text.startsWith('better-auth.session_token='));
  expect(set.filter((text) => !/Max-Age=0/.test(text))).toEqual([]);
}
