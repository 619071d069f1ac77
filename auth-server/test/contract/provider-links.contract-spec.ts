import type { Response } from 'supertest';
import { grownOld, idOf } from '../support/administration.js';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { type Identity, IdentityProvider } from '../support/identity-provider.js';
import { mailsTo } from '../support/kept-mails.js';
import { ProviderVisitor } from '../support/provider-visitor.js';
import { startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const LINK = '/api/auth/link-provider';
const UNLINK = '/api/auth/unlink-provider';
const LINKED = '/api/auth/linked-providers';
const CALLBACK = '/api/auth/callback/oidc';
const EXPIRED = 'error=SIGN_IN_EXPIRED';

let provider: IdentityProvider;
let server: TestServer;
beforeAll(async () => {
  provider = await IdentityProvider.start();
  const github = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
  server = await startAuthServer({ ...provider.settings, ...github, OIDC_NAME: 'Example ID', MAIL_OUTBOX: 'on' });
});
afterAll(async () => {
  await server.stop();
  await provider.stop();
});

const visitor = () => new ProviderVisitor(server, provider);

/** Somebody with an account here that has a password, and one of the provider with another address. */
async function person(): Promise<{ ada: ProviderVisitor; identity: Identity }> {
  const ada = visitor();
  expect((await ada.signUp()).status).toBe(200);
  return { ada, identity: { email: `elsewhere-${ada.email}`, subject: `subject of ${ada.email}` } };
}

async function linked(): Promise<{ ada: ProviderVisitor; identity: Identity }> {
  const { ada, identity } = await person();
  expectLed(await link(ada, identity), '/settings/security');
  return { ada, identity };
}

/** Somebody who has nothing but the provider's account to sign in by. */
async function withoutPassword(): Promise<{ ada: ProviderVisitor; identity: Identity }> {
  const ada = visitor();
  const identity = { email: ada.email, subject: `subject of ${ada.email}` };
  expectLed(await ada.signInAs(identity), '/');
  return { ada, identity };
}

const link = (ada: ProviderVisitor, identity: Identity | 'no') => ada.signInAs(identity, {}, LINK);

async function begunLink(ada: ProviderVisitor, identity: Identity): Promise<URL> {
  const { url } = (await ada.begin({}, LINK)).body as { url: string };
  return provider.answer(url, identity);
}

function expectLed(response: Response, page: string): void {
  expectContract('get', CALLBACK, response);
  expect([response.status, response.headers.location]).toEqual([302, page]);
}

async function itemsOf(ada: Visitor): Promise<unknown[]> {
  const response = await ada.get(LINKED);
  expectContract('get', LINKED, response);
  return (response.body as { items: unknown[] }).items;
}

const unlink = async (ada: Visitor, id = 'oidc') => {
  const response = await ada.post(UNLINK, { provider: id });
  expectContract('post', UNLINK, response);
  return response.status === 200 ? '200' : `${response.status} ${response.body.error_code}`;
};

const eventsOf = async (ada: Visitor) =>
  ((await ada.get('/api/auth/audit-log')).body.items as { event: string; detail: string | null }[])
    .map(({ event, detail }) => `${event}: ${detail}`)
    .filter((event) => event.startsWith('provider-'));

describe('linking a provider', () => {
  it('lets people sign in by it, whatever their address is there', async () => {
    const { ada, identity } = await person();
    const begun = await ada.begin({}, LINK);
    expectContract('post', LINK, begun);
    expectLed(await ada.comeBack(await provider.answer(begun.body.url as string, identity)), '/settings/security');
    expect(await itemsOf(ada)).toEqual([{ provider: 'oidc', name: 'Example ID', linkedAt: expect.any(String) }]);
    expect(await eventsOf(ada)).toEqual(['provider-linked: Example ID']);
    const [mail] = await mailsTo(server, ada.email);
    expect(mail!.subject).toBe('An account of Example ID was linked to yours');

    const browser = visitor();
    expectLed(await browser.signInAs(identity), '/');
    expect(await idOf(browser)).toBe(await idOf(ada));
    expect((await browser.get('/api/auth/account')).body.user.email).toBe(ada.email);
  });

  it('leaves the session as it is', async () => {
    const { ada } = await person();
    const { cookie } = ada;
    await link(ada, { email: ada.email });
    expect(ada.cookie).toBe(cookie);
    expect((await ada.get('/api/auth/sessions')).body.items).toHaveLength(1);
  });

  it('keeps no token', async () => {
    const { ada } = await linked();
    const rows = await sql(
      sharedDatabaseUrl(),
      `select "accessToken", "refreshToken", "idToken", scope from account where "userId" = $1 and "providerId" = 'oidc'`,
      [await idOf(ada)],
    );
    expect(rows).toEqual([{ accessToken: null, refreshToken: null, idToken: null, scope: null }]);
  });

  it('is done once, and says nothing more the second time', async () => {
    const { ada, identity } = await linked();
    expectLed(await link(ada, identity), '/settings/security');
    expect(await eventsOf(ada)).toEqual(['provider-linked: Example ID']);
    const subjects = (await mailsTo(server, ada.email)).map(({ subject }) => subject);
    expect(subjects).toEqual(['An account of Example ID was linked to yours', 'Confirm your e-mail address']);
    expect(await itemsOf(ada)).toHaveLength(1);
  });

  it('links nothing whose address is not confirmed there', async () => {
    const { ada, identity } = await person();
    const unconfirmed = { ...identity, verified: false };
    expectLed(await link(ada, unconfirmed), '/settings/security?error=PROVIDER_EMAIL_NOT_VERIFIED');
    expect(await itemsOf(ada)).toEqual([]);
  });

  it('links nothing that is linked to somebody else', async () => {
    const { identity } = await linked();
    const { ada: eve } = await person();
    expectLed(await link(eve, identity), '/settings/security?error=PROVIDER_LINKED_ELSEWHERE');
    expect(await itemsOf(eve)).toEqual([]);
  });

  it('can be called off', async () => {
    const { ada } = await person();
    expectLed(await link(ada, 'no'), '/settings/security?error=SIGN_IN_CANCELLED');
    expect(await itemsOf(ada)).toEqual([]);
  });

  it('asks who has not shown lately who they are, and refuses who is signed out', async () => {
    const { ada } = await linked();
    await grownOld(ada);
    for (const path of [LINK, UNLINK]) {
      const stale = await ada.post(path, { provider: 'oidc' });
      expectContract('post', path, stale);
      expect([stale.status, stale.body.error_code]).toEqual([403, 'FRESH_SESSION_NEEDED']);
      const signedOut = await visitor().post(path, { provider: 'oidc' });
      expectContract('post', path, signedOut);
      expect(signedOut.status).toBe(401);
    }
    const signedOut = await visitor().get(LINKED);
    expectContract('get', LINKED, signedOut);
    expect(signedOut.status).toBe(401);
    expect(await itemsOf(ada)).toHaveLength(1);
  });

  it.each([{}, { provider: 'facebook' }, { provider: 'oidc', next: '/' }, { provider: 'oidc', scopes: ['all'] }])(
    'refuses %j',
    async (body) => {
      const { ada } = await person();
      for (const path of [LINK, UNLINK]) {
        const response = await ada.post(path, body);
        expectContract('post', path, response);
        expect(response.status).toBe(422);
      }
    },
  );
});

describe('an answer to a link', () => {
  it('links nothing in the browser of somebody else, with or without the state of their own', async () => {
    const { ada: eve, identity } = await person();
    const back = await begunLink(eve, identity);
    const { ada } = await person();
    expectLed(await ada.comeBack(back), `/settings/security?${EXPIRED}`);
    await ada.begin({}, LINK);
    expectLed(await ada.comeBack(back), `/settings/security?${EXPIRED}`);
    // Even one that got hold of the other's cookie.
    ada.state = eve.state;
    expectLed(await ada.comeBack(back), `/settings/security?${EXPIRED}`);
    expect([await itemsOf(ada), await itemsOf(eve)]).toEqual([[], []]);
  });

  it('links nothing where its session is another one now, or none', async () => {
    const { ada, identity } = await person();
    const back = await begunLink(ada, identity);
    const { cookie } = ada;
    ada.cookie = '';
    expectLed(await ada.comeBack(back), `/sign-in?${EXPIRED}`);
    expect((await ada.signIn()).status).toBe(200);
    expectLed(await ada.comeBack(back), `/settings/security?${EXPIRED}`);
    expect(await itemsOf(ada)).toEqual([]);
    ada.cookie = cookie;
    expectLed(await ada.comeBack(back), '/settings/security');
    expect(await itemsOf(ada)).toHaveLength(1);
  });

  it('needs the cookie of the browser that began it', async () => {
    const { ada, identity } = await person();
    const back = await begunLink(ada, identity);
    ada.state = '';
    expectLed(await ada.comeBack(back), `/settings/security?${EXPIRED}`);
    expect(await itemsOf(ada)).toEqual([]);
  });

  it('of a sign-in does not link, and of a link does not sign in', async () => {
    const { ada, identity } = await person();
    const signIn = await ada.signInAs({ ...identity, email: ada.email });
    expectLed(signIn, '/sign-in?error=PROVIDER_NOT_LINKED');
    expect(await itemsOf(ada)).toEqual([]);
    const back = await begunLink(ada, identity);
    const { state } = ada;
    const browser = Object.assign(visitor(), { state });
    expectLed(await browser.comeBack(back), `/sign-in?${EXPIRED}`);
    expect((await browser.get('/api/auth/session')).status).toBe(401);
  });
});

describe('unlinking a provider', () => {
  it('lets nobody sign in by it any more', async () => {
    const { ada, identity } = await linked();
    expect(await unlink(ada)).toBe('200');
    expect(await itemsOf(ada)).toEqual([]);
    expect(await eventsOf(ada)).toEqual(['provider-unlinked: Example ID', 'provider-linked: Example ID']);
    const browser = visitor();
    expectLed(await browser.signInAs(identity), '/');
    expect(await idOf(browser)).not.toBe(await idOf(ada));
    expect(await unlink(ada)).toBe('404 PROVIDER_NOT_FOUND');
  });

  it('keeps the last way in', async () => {
    const { ada, identity } = await withoutPassword();
    expect(await unlink(ada)).toBe('409 LAST_WAY_IN');
    expectLed(await visitor().signInAs(identity), '/');
    const newPassword = 'staple wrong horse tree';
    expect((await ada.post('/api/auth/set-password', { newPassword })).status).toBe(200);
    expect((await ada.signIn(newPassword)).status).toBe(200);
    expect(await unlink(ada)).toBe('200');
  });

  it('counts no provider that is not set up here any more', async () => {
    const { ada } = await withoutPassword();
    const [id, google, github] = [await idOf(ada), 'google', 'github'];
    await alsoLinked(id, google);
    expect(await unlink(ada)).toBe('409 LAST_WAY_IN');
    expect(await itemsOf(ada)).toMatchObject([{ provider: 'oidc' }, { provider: google, name: 'Google' }]);
    expect(await unlink(ada, google)).toBe('200');
    await alsoLinked(id, github);
    expect(await unlink(ada)).toBe('200');
  });

  it('leaves one of two that are unlinked at once', async () => {
    for (let times = 0; times < 5; times += 1) {
      const { ada } = await withoutPassword();
      await alsoLinked(await idOf(ada), 'github');
      const answers = await Promise.all([unlink(ada), unlink(ada, 'github')]);
      expect(answers.sort()).toEqual(['200', '409 LAST_WAY_IN']);
      expect(await itemsOf(ada)).toHaveLength(1);
    }
  });
});

const alsoLinked = (userId: string, id: string) =>
  sql(
    sharedDatabaseUrl(),
    `insert into account (id, "accountId", "providerId", "userId", "createdAt", "updatedAt")
     values (gen_random_uuid(), $1, $2, $1, now(), now())`,
    [userId, id],
  );
