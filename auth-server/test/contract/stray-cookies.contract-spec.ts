import type { Response } from 'supertest';
import { expectContract } from '../support/contract.js';
import { askedElsewhere, SECOND_STEP, SIGN_IN, withSecondFactor } from '../support/second-factor.js';
import { cookiesIn, PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const NAME = 'better-auth.session_token';
const GET_SESSION = '/api/auth/get-session';
const HOST = 'todo.example.test';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer({ PUBLIC_URL: `http://${HOST}` })));
afterAll(() => server.stop());

interface Cookie {
  name: string;
  value: string;
  path: string;
  /** Empty for one of the host alone, which is another cookie than one of the domain of the same name. */
  domain: string;
}

/** The cookies of a browser at the host, by RFC 6265. */
class Jar {
  #cookies: Cookie[] = [];

  /** @param texts of `Set-Cookie` */
  take(texts: string[]): this {
    for (const text of texts) {
      const [pair = '', ...rest] = text.split('; ');
      const attributes = new Map(rest.map((each): [string, string] => [each.split('=')[0]!, each.split('=')[1] ?? '']));
      const [name = '', value = ''] = pair.split(/=(.*)/);
      const cookie = { name, value, path: attributes.get('Path') ?? '/', domain: attributes.get('Domain') ?? '' };
      const key = ({ name, path, domain }: Cookie) => JSON.stringify([name, path, domain]);
      this.#cookies = this.#cookies.filter((each) => key(each) !== key(cookie));
      if (attributes.get('Max-Age') !== '0') this.#cookies.push(cookie);
    }
    return this;
  }

  /** Those of longer paths first; those of one path by age. */
  for(path: string): string {
    const sent = this.#cookies.filter((each) => path === each.path || path.startsWith(each.path.replace(/\/?$/, '/')));
    return sent
      .toSorted((one, other) => other.path.length - one.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}

/** Asks as the browser of a jar does. */
async function ask(visitor: Visitor, jar: Jar, path: string, body?: object): Promise<Response> {
  const headers: Record<string, string> = { cookie: jar.for(path) };
  const response = await (body ? visitor.post(path, body, headers) : visitor.get(path, headers));
  jar.take(setCookies(response));
  return response;
}

const strayAt = (place: string) => new Jar().take([`${NAME}=another.program; ${place}`]);

const PLACES = [
  'Domain=example.test',
  'Domain=todo.example.test',
  'Path=/api',
  'Path=/api/',
  'Path=/api/auth; Domain=example.test',
  'Path=/api/auth/; Domain=todo.example.test',
];
const FORGET = '/api/auth/forget-cookies';

describe('a session cookie of another program', () => {
  it.each(PLACES)('does not keep anybody from signing in: %s', async (place) => {
    const ada = await Visitor.signedUp(server);
    const jar = strayAt(place);
    expect(jar.for(SIGN_IN)).toContain('another.program');
    const response = await ask(ada, jar, SIGN_IN, { email: ada.email, password: PASSWORD });
    expect(response.status).toBe(200);
    expect((await ask(ada, jar, GET_SESSION)).body?.user?.email).toBe(ada.email);
    expect((await ask(ada, jar, '/api/auth/session')).status).toBe(200);
  });

  it.each(PLACES)('does not keep anybody from signing up: %s', async (place) => {
    const grace = new Visitor(server);
    const jar = strayAt(place);
    const { name, email } = grace;
    expect((await ask(grace, jar, '/api/auth/sign-up/email', { name, email, password: PASSWORD })).status).toBe(200);
    expect((await ask(grace, jar, GET_SESSION)).body?.user?.email).toBe(email);
  });

  it.each([...PLACES, `Path=${GET_SESSION}`])('is named and deleted beside that of a session: %s', async (place) => {
    const ada = await Visitor.signedUp(server);
    const jar = strayAt(place).take([`${ada.cookie}; Path=/`]);
    const response = await ask(ada, jar, GET_SESSION);
    expect([response.status, response.body]).toEqual([200, null]);
    expect(response.headers['x-latch-duplicate-cookie']).toBe(NAME);
    expectContract('get', GET_SESSION, response);
    const again = await ask(ada, jar, GET_SESSION);
    expect(again.body?.user?.email).toBe(ada.email);
    expect(again.headers).not.toHaveProperty('x-latch-duplicate-cookie');
  });

  it('ends no session where one asks for the account: it is named', async () => {
    const ada = await Visitor.signedUp(server);
    const jar = strayAt('Path=/api/auth/account').take([`${ada.cookie}; Path=/`]);
    const response = await ask(ada, jar, '/api/auth/account');
    expect([response.status, response.body.error_code]).toEqual([401, 'DUPLICATE_SESSION_COOKIE']);
    expect([response.headers['x-latch-duplicate-cookie'], response.text]).toEqual([
      NAME,
      expect.stringContaining(NAME),
    ]);
    expect(response.text).not.toContain('another.program');
    expectContract('get', '/api/auth/account', response);
    await ask(ada, jar, FORGET, { path: '/api/auth/account' });
    expect((await ask(ada, jar, '/api/auth/account')).status).toBe(200);
  });

  const OUTLINE = '/api/users/ada/outline';
  it.each([
    ...PLACES.slice(0, 4),
    'Path=/api/users',
    'Path=/api/users/; Domain=example.test',
    'Path=/api/users/ada',
    'Path=/api/users/ada/; Domain=todo.example.test',
    `Path=${OUTLINE}; Domain=example.test`,
  ])('of a path of the backend is deleted, and that of the session is not: %s', async (place) => {
    const ada = await Visitor.signedUp(server);
    const jar = strayAt(place).take([`${ada.cookie}; Path=/`]);
    expect(jar.for(OUTLINE).split('; ')).toHaveLength(2);
    const response = await ask(ada, jar, FORGET, { path: OUTLINE });
    expectContract('post', FORGET, response);
    expect(jar.for(OUTLINE)).toBe(ada.cookie);
  });

  it.each(['', 'api', '/a;b', '/a b', '/a\r\nset-cookie:x', '/ä', `/${'a'.repeat(1_000)}`, 'https://a/'])(
    'is not looked for at %j',
    async (path) => {
      const response = await new Visitor(server).post(FORGET, { path });
      expect([response.status, Object.keys(response.body.fields)]).toEqual([422, ['path']]);
      expectContract('post', FORGET, response);
    },
  );

  it('is left to that program as long as nobody signs in here', async () => {
    const jar = strayAt('Domain=example.test');
    const response = await ask(new Visitor(server), jar, GET_SESSION);
    expect([response.body, response.headers['x-latch-duplicate-cookie']]).toEqual([null, undefined]);
    expect(jar.for(GET_SESSION)).toContain('another.program');
  });

  it('is deleted by signing out of a session beside it', async () => {
    const ada = await Visitor.signedUp(server);
    const jar = strayAt('Domain=example.test').take([`${ada.cookie}; Path=/`]);
    await ask(ada, jar, '/api/auth/sign-out', {});
    expect(jar.for(GET_SESSION)).toBe('');
  });

  it('of a top-level domain alone is not asked to be deleted, as no browser would', async () => {
    const ada = await Visitor.signedUp(server);
    const domains = setCookies(
      await ada.elsewhere().post(SIGN_IN, { email: ada.email, password: PASSWORD }, { cookie: `${NAME}=x` }),
    ).flatMap((text) => /Domain=([^;]+)/.exec(text)?.[1] ?? []);
    expect([...new Set(domains)].toSorted()).toEqual(['example.test', HOST]);
  });
});

describe('a cookie of a sign-in of another program', () => {
  it('does not keep anybody from the second step', async () => {
    const { ada, app } = await withSecondFactor(server);
    const { browser, response } = await askedElsewhere(ada, { cookie: 'better-auth.trust_device=another.program' });
    expect(response.body.secondFactor).toEqual(['totp', 'recovery-code']);
    const stray = ['two_factor', 'trust_device', 'dont_remember'].map((name) => `better-auth.${name}=another.program`);
    const cookie = `${stray.join('; ')}; ${browser.cookie}; ${stray.join('; ')}`;
    const done = await browser.post(SECOND_STEP, { method: 'totp', code: app.code(1) }, { cookie });
    expect([done.status, done.body.user?.email]).toEqual([200, ada.email]);
    expect(cookiesIn(done)).toContain(`${NAME}=`);
  });

  it('does not make two sign-ins of one', async () => {
    const { ada, app } = await withSecondFactor(server);
    const [one, other] = [await askedElsewhere(ada), await askedElsewhere(ada)];
    const cookie = `${one.browser.cookie}; ${other.browser.cookie}`;
    const response = await ada.elsewhere().post(SECOND_STEP, { method: 'totp', code: app.code(1) }, { cookie });
    expect([response.status, response.body.error_code]).toEqual([401, 'SIGN_IN_EXPIRED']);
  });
});
