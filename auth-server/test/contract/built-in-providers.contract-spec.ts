import type { Response as Answer } from 'supertest';
import { expectContract } from '../support/contract.js';
import { sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const BEGIN = '/api/auth/sign-in/provider';

let server: TestServer;
let asked: { url: string; body: URLSearchParams; authorization: string | null }[];
let answers: Record<string, () => Response>;
const { fetch: realFetch } = globalThis;

beforeAll(async () => {
  server = await startAuthServer({
    GOOGLE_CLIENT_ID: 'google id',
    GOOGLE_CLIENT_SECRET: 'google secret',
    GITHUB_CLIENT_ID: 'github id',
    GITHUB_CLIENT_SECRET: 'github secret',
  });
  // What has a fixed address elsewhere is answered here.
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { url, headers } = request;
    asked.push({ url, body: new URLSearchParams(await request.text()), authorization: headers.get('authorization') });
    const answer = answers[url];
    if (!answer) throw new TypeError('fetch failed');
    return answer();
  };
});
beforeEach(() => void ([asked, answers] = [[], {}]));
afterAll(async () => {
  globalThis.fetch = realFetch;
  await server.stop();
});

/** Somebody whose browser keeps the state it was given. */
class Traveller extends Visitor {
  state = '';

  async goTo(provider: string): Promise<URL> {
    const response = await this.post(BEGIN, { provider, next: '/projects' });
    expectContract('post', BEGIN, response);
    expect(response.status).toBe(200);
    this.state = setCookies(response)[0]!.split(';')[0]!;
    return new URL(response.body.url as string);
  }

  async comeBackFrom(provider: string, url: URL): Promise<Answer> {
    const path = `/api/auth/callback/${provider}`;
    const state = url.searchParams.get('state')!;
    const response = await this.get(`${path}?code=the-code&state=${state}`, { cookie: this.state });
    expectContract('get', path, response);
    this.cookie =
      setCookies(response)
        .find((text) => text.includes('session_token='))
        ?.split(';')[0] ?? '';
    return response;
  }

  async through(provider: string): Promise<Answer> {
    return this.comeBackFrom(provider, await this.goTo(provider));
  }
}

const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });

const pageOf = ({ status, headers }: Answer) => `${status} ${headers.location}`;

async function accountOf(email: string) {
  const text = `
    select account.*, "user".name, image from account join "user" on "user".id = "userId" where "user".email = $1`;
  return (await sql<Record<string, unknown>>(sharedDatabaseUrl(), text, [email]))[0];
}

const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null, scope: null, image: null };

it('offers both, by the names people know', async () => {
  const { body } = await new Visitor(server).get('/api/auth/options');
  expect(body.providers).toEqual([
    { id: 'google', name: 'Google' },
    { id: 'github', name: 'GitHub' },
  ]);
});

describe('Google', () => {
  const TOKEN = 'https://oauth2.googleapis.com/token';
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  function says(claims: object): void {
    const idToken = `${part({ alg: 'RS256' })}.${part({ iss: 'https://accounts.google.com', ...claims })}.signature`;
    answers[TOKEN] = json({ access_token: 'google token', id_token: idToken, scope: 'openid', token_type: 'Bearer' });
  }

  it('is asked for who somebody is, and for nothing else', async () => {
    const url = await new Traveller(server).goTo('google');
    expect(url.origin + url.pathname).toBe('https://accounts.google.com/o/oauth2/v2/auth');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'google id',
      redirect_uri: 'http://localhost:3000/api/auth/callback/google',
      scope: 'email profile openid',
      prompt: 'select_account',
      state: expect.any(String),
      code_challenge: expect.any(String),
      code_challenge_method: 'S256',
    });
    expect(asked).toEqual([]);
  });

  it('signs in, and leaves nothing but who it is', async () => {
    const ada = new Traveller(server);
    says({ sub: `google-${ada.email}`, email: ada.email, email_verified: true, name: 'Ada', picture: 'https://x' });
    expect(pageOf(await ada.through('google'))).toBe('302 /projects');
    expect((await ada.get('/api/auth/account')).body.user).toMatchObject({ email: ada.email, name: 'Ada' });
    const [{ url, body }] = asked as [(typeof asked)[0]];
    expect(url).toBe(TOKEN);
    expect(Object.fromEntries(body)).toEqual({
      grant_type: 'authorization_code',
      code: 'the-code',
      code_verifier: expect.any(String),
      redirect_uri: 'http://localhost:3000/api/auth/callback/google',
      client_id: 'google id',
      client_secret: 'google secret',
    });
    const account = { providerId: 'google', accountId: `google-${ada.email}`, ...NO_TOKENS };
    expect(await accountOf(ada.email)).toMatchObject(account);
  });

  it('signs nobody in whose address it has not confirmed', async () => {
    const ada = new Traveller(server);
    says({ sub: `google-${ada.email}`, email: ada.email, email_verified: false });
    expect(pageOf(await ada.through('google'))).toMatch('/sign-in?error=PROVIDER_EMAIL_NOT_VERIFIED');
  });

  it.each([
    ['does not answer', undefined, 'PROVIDER_UNAVAILABLE'],
    ['fails', json({ error: 'internal_failure' }, 500), 'PROVIDER_UNAVAILABLE'],
    ['says nothing of who it is', json({ access_token: 'google token' }), 'PROVIDER_UNAVAILABLE'],
    ['does not know the code', json({ error: 'invalid_grant' }, 400), 'SIGN_IN_EXPIRED'],
  ])('that %s signs nobody in', async (_, answer, code) => {
    if (answer) answers[TOKEN] = answer;
    const response = await new Traveller(server).through('google');
    expect(pageOf(response)).toBe(`302 /sign-in?error=${code}&next=%2Fprojects`);
    expect(setCookies(response).filter((text) => text.includes('session_token='))).toEqual([]);
  });
});

describe('GitHub', () => {
  const TOKEN = 'https://github.com/login/oauth/access_token';
  const USER = 'https://api.github.com/user';
  const EMAILS = `${USER}/emails`;

  function says(profile: object, emails: object[]): void {
    answers[TOKEN] = json({ access_token: 'github token', scope: 'read:user,user:email', token_type: 'bearer' });
    answers[USER] = json({ login: 'ada', avatar_url: 'https://x', ...profile });
    answers[EMAILS] = json(emails);
  }

  it('is asked for who somebody is, and for nothing else', async () => {
    const url = await new Traveller(server).goTo('github');
    expect(url.origin + url.pathname).toBe('https://github.com/login/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'github id',
      redirect_uri: 'http://localhost:3000/api/auth/callback/github',
      scope: 'read:user user:email',
      code_challenge_method: 'S256',
    });
  });

  it('signs in with the first address it confirmed, and leaves nothing but who it is', async () => {
    const ada = new Traveller(server);
    const id = Date.now();
    says({ id, name: null, email: null }, [
      { email: `another-${ada.email}`, primary: false, verified: true },
      { email: ada.email, primary: true, verified: true },
    ]);
    expect(pageOf(await ada.through('github'))).toBe('302 /projects');
    expect((await ada.get('/api/auth/account')).body.user).toMatchObject({ email: ada.email, name: 'ada' });
    expect(await accountOf(ada.email)).toMatchObject({ providerId: 'github', accountId: String(id), ...NO_TOKENS });
    expect(asked.map(({ url, authorization }) => [url, authorization])).toEqual([
      [TOKEN, null],
      [USER, 'Bearer github token'],
      [EMAILS, 'Bearer github token'],
    ]);
    const { items } = (await ada.get('/api/auth/audit-log')).body as { items: { event: string; detail: string }[] };
    expect(items).toMatchObject([{ event: 'signed-up', detail: 'With GitHub' }]);
  });

  it('signs nobody in whose address it has not confirmed', async () => {
    const ada = new Traveller(server);
    says({ id: 7, email: ada.email }, [{ email: ada.email, primary: true, verified: false }]);
    expect(pageOf(await ada.through('github'))).toMatch('/sign-in?error=PROVIDER_EMAIL_NOT_VERIFIED');
  });

  it.each([
    ['does not answer', {}, 'PROVIDER_UNAVAILABLE'],
    ['does not know the code', { [TOKEN]: json({ error: 'bad_verification_code' }) }, 'SIGN_IN_EXPIRED'],
    ['does not say who it is', { [TOKEN]: json({ access_token: 'x' }), [USER]: json({}, 401) }, 'PROVIDER_UNAVAILABLE'],
  ])('that %s signs nobody in', async (_, given, code) => {
    Object.assign(answers, given);
    expect(pageOf(await new Traveller(server).through('github'))).toBe(`302 /sign-in?error=${code}&next=%2Fprojects`);
  });
});
