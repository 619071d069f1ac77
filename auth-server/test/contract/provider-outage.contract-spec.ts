import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { expectContract } from '../support/contract.js';
import {
  askAtOnce,
  type CuttableServer,
  IMPATIENT,
  startCuttableServer,
  untilReached,
} from '../support/cuttable-server.js';
import { IdentityProvider } from '../support/identity-provider.js';
import { ProviderVisitor } from '../support/provider-visitor.js';
import { setCookies, startAuthServer, type TestServer } from '../support/test-server.js';

const BEGIN = '/api/auth/sign-in/provider';
const LINK = '/api/auth/link-provider';
const CALLBACK = '/api/auth/callback/oidc';
const CLIENT = { OIDC_CLIENT_ID: 'latch', OIDC_CLIENT_SECRET: 'a secret for the provider of this machine' };

let provider: IdentityProvider;
beforeAll(async () => void (provider = await IdentityProvider.start()));
afterAll(() => provider.stop());

const listening = (server: Server | TcpServer) =>
  new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

/** A provider that says of itself what a test wants, and is asked nothing else. */
async function saying(change: (issuer: string) => object): Promise<{ issuer: string; stop: () => void }> {
  const server = createServer((_, response) => {
    const document = {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['ES256'],
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...document, ...change(issuer) }));
  });
  const issuer = await listening(server);
  return { issuer, stop: () => server.close().closeAllConnections() };
}

async function begun(issuer: string): Promise<{ status: number; code: unknown }> {
  const server = await startAuthServer({ OIDC_ISSUER: issuer, ...CLIENT });
  const response = await new ProviderVisitor(server, provider).begin();
  await server.stop();
  expectContract('post', BEGIN, response);
  if (response.status !== 200) expect(setCookies(response)).toEqual([]);
  return { status: response.status, code: response.body.error_code as unknown };
}

const UNAVAILABLE = { status: 503, code: 'PROVIDER_UNAVAILABLE' };

describe('a provider', () => {
  it('that is not there is 503, while everything else works', async () => {
    const server = await startAuthServer({ OIDC_ISSUER: 'http://127.0.0.1:9', ...CLIENT });
    const ada = new ProviderVisitor(server, provider);
    expect((await ada.signUp()).status).toBe(200);
    for (const path of [BEGIN, LINK]) {
      const response = await ada.begin({}, path);
      expectContract('post', path, response);
      expect({ status: response.status, code: response.body.error_code }).toEqual(UNAVAILABLE);
      expect(response.headers['retry-after']).toMatch(/^\d+$/);
    }
    expect((await ada.get('/api/auth/options')).body.providers).toEqual([{ id: 'oidc', name: '127.0.0.1' }]);
    await server.stop();
  });

  it('that hangs is 503 before anybody gives up waiting', async () => {
    const silent = createTcpServer((socket) => void socket.resume());
    const issuer = await listening(silent);
    expect(await begun(issuer)).toEqual(UNAVAILABLE);
    silent.close();
  }, 60_000);

  it.each([
    ['is another one', () => ({ issuer: 'https://id.example.com' })],
    ['lets everybody listen', () => ({ token_endpoint: 'http://id.example.com/token' })],
    ['sends people to a script', () => ({ authorization_endpoint: 'javascript:alert(1)' })],
    ['has no keys', () => ({ jwks_uri: undefined })],
  ])('that %s is none', async (_, change) => {
    const { issuer, stop } = await saying(change);
    expect(await begun(issuer)).toEqual(UNAVAILABLE);
    stop();
  });

  it('that says all it needs to is one', async () => {
    const { issuer, stop } = await saying(() => ({}));
    expect(await begun(issuer)).toEqual({ status: 200, code: undefined });
    stop();
  });

  it('that goes away after it was asked lets nobody in, and is found again when it is back', async () => {
    const passing = await IdentityProvider.start();
    const server = await startAuthServer(passing.settings);
    const ada = new ProviderVisitor(server, passing);
    const identity = { email: ada.email };
    const { url } = (await ada.begin({ next: '/projects' })).body as { url: string };
    const back = await passing.answer(url, identity);
    await passing.stop();
    // A replica that never found it cannot tell who it is either, and leaves what was begun as it is.
    const replica = await startAuthServer(passing.settings);
    const there = Object.assign(new ProviderVisitor(replica, passing), { state: ada.state });
    for (const browser of [there, ada]) {
      const response = await browser.comeBack(back);
      expectContract('get', CALLBACK, response);
      expect(response.headers.location).toBe('/sign-in?error=PROVIDER_UNAVAILABLE&next=%2Fprojects');
    }
    await replica.stop();

    const again = await IdentityProvider.start(Number(new URL(passing.issuer).port));
    const signedIn = await new ProviderVisitor(server, again).signInAs(identity);
    expect(signedIn.headers.location).toBe('/');
    await server.stop();
    await again.stop();
  });
});

describe('while the database does not answer', () => {
  const UNLINK = '/api/auth/unlink-provider';
  const LINKED = '/api/auth/linked-providers';

  let server: TestServer;
  let lost: CuttableServer;
  beforeAll(async () => {
    server = await startAuthServer(provider.settings);
    lost = await startCuttableServer({ ...IMPATIENT, ...provider.settings });
  });
  afterAll(async () => {
    await lost.stop();
    await server.stop();
  });

  /** The same browser at the server that lost its database. */
  const at = ({ cookie, state }: ProviderVisitor) =>
    Object.assign(new ProviderVisitor(lost.server, provider), { cookie, state });

  it.each(['refuse', 'hang'] as const)('nobody is sent away or let in, and nobody signed out (%s)', async (fault) => {
    const ada = new ProviderVisitor(server, provider);
    const identity = { email: ada.email, subject: `${fault} ${ada.email}` };
    expect((await ada.signInAs(identity)).headers.location).toBe('/');
    const browser = new ProviderVisitor(server, provider);
    const { url } = (await browser.begin()).body as { url: string };
    const back = await provider.answer(url, identity);
    const link = (await ada.begin({}, LINK)).body as { url: string };
    const backFromLink = await provider.answer(link.url, identity);
    const lostAda = at(ada);
    await untilReached(() => lostAda.get(LINKED));

    lost.proxy.turn(fault);
    const answers = await askAtOnce({
      comesBack: () => at(browser).comeBack(back),
      comesBackFromLink: () => at(ada).comeBack(backFromLink),
      [LINK]: () => lostAda.post(LINK, { provider: 'oidc' }),
      [UNLINK]: () => lostAda.post(UNLINK, { provider: 'oidc' }),
      [LINKED]: () => lostAda.get(LINKED),
      [BEGIN]: () => new ProviderVisitor(lost.server, provider).begin(),
    });
    const { comesBack, comesBackFromLink } = answers;
    expectContract('get', CALLBACK, comesBack);
    expect([comesBack.status, comesBack.headers.location]).toEqual([302, '/sign-in?error=UNAVAILABLE']);
    expect(comesBackFromLink.headers.location).toBe('/sign-in?error=UNAVAILABLE');
    expect([...setCookies(comesBack), ...setCookies(comesBackFromLink)]).toEqual([]);
    for (const path of [LINK, UNLINK] as const) {
      expectContract('post', path, answers[path]);
      expect([answers[path].status, answers[path].body.error_code]).toEqual([503, 'SESSION_STORE_UNAVAILABLE']);
    }
    expectContract('get', LINKED, answers[LINKED]);
    expect(answers[LINKED].status).toBe(503);
    expectContract('post', BEGIN, answers[BEGIN]);
    expect([answers[BEGIN].status, answers[BEGIN].body.error_code]).toEqual([503, 'STORE_UNAVAILABLE']);

    lost.proxy.turn('pass');
    expect((await untilReached(() => lostAda.get('/api/auth/session'))).status).toBe(200);
    // What waited for the answer of the provider still does.
    expect((await browser.comeBack(back)).headers.location).toBe('/');
  });
});
