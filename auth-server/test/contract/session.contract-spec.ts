import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { type Auth, createAuth } from '../../src/auth.js';
import { Database } from '../../src/database.js';
import { readEnvironment } from '../../src/environment.js';
import { expectContract } from '../support/contract.js';
import { PATIENT_MS, sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { setCookies, startAuthServer, TEST_SECRET, type TestServer, Visitor } from '../support/test-server.js';

const NAME = 'better-auth.session_token';

let server: TestServer;
let upstream: Auth;
let database: Database;

beforeAll(async () => {
  server = await startAuthServer();
  const environment = readEnvironment({ AUTH_DATABASE_URL: sharedDatabaseUrl(), BETTER_AUTH_SECRET: TEST_SECRET });
  const logger = pino({ level: 'silent' });
  database = new Database(environment.databaseUrl, logger, PATIENT_MS);
  upstream = createAuth(environment, database, [], logger);
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

const signature = (token: string, secret = TEST_SECRET) => createHmac('sha256', secret).update(token).digest('base64');
const signed = (token: string, secret = TEST_SECRET) =>
  `${NAME}=${encodeURIComponent(`${token}.${signature(token, secret)}`)}`;

const change = (ada: Visitor, set: string) =>
  sql(sharedDatabaseUrl(), `update session set ${set} where token = $1`, [ada.sessionToken]);

const signedUp = () => Visitor.signedUp(server);

/** What Better Auth's own get-session says of a cookie: through its router, as it is upstream. */
async function upstreamKnows(cookie: string): Promise<boolean> {
  const request = new Request('http://localhost:3000/api/auth/get-session', { headers: { cookie } });
  const response = await upstream.handler(request);
  expect(response.status).toBe(200);
  return (await response.json()) !== null;
}

describe('GET /api/auth/session', () => {
  it('says whose a valid session is, and follows the contract', async () => {
    const ada = await signedUp();
    const response = await ada.get('/api/auth/session');
    expect(response.status).toBe(200);
    expectContract('get', '/api/auth/session', response);
    expect(response.body.user).toEqual({ id: expect.any(String), email: ada.email, name: 'Ada' });
    expect(Object.keys(response.body)).toEqual(['user', 'session']);
    expect(setCookies(response)).toEqual([]);
  });

  it('refuses without a session, and follows the contract', async () => {
    const response = await new Visitor(server).get('/api/auth/session');
    expect([response.status, response.body.error_code]).toEqual([401, 'INVALID_SESSION']);
    expectContract('get', '/api/auth/session', response);
  });

  it('refuses a session on the very next request after it was ended', async () => {
    const ada = await signedUp();
    const { cookie } = ada;
    await ada.signOut();
    expect((await ada.get('/api/auth/session', { cookie })).status).toBe(401);
  });

  it('refuses a request with two session cookies, even when both are valid', async () => {
    const ada = await signedUp();
    const response = await ada.get('/api/auth/session', { cookie: `${ada.cookie}; ${ada.cookie}` });
    expect(response.status).toBe(401);
  });

  it('looks at no Authorization header', async () => {
    const ada = await signedUp();
    const authorization = `Bearer ${decodeURIComponent(ada.cookie.split('=')[1]!)}`;
    expect((await new Visitor(server).get('/api/auth/session', { authorization })).status).toBe(401);
  });

  it('takes GET alone', async () => {
    const response = await (await signedUp()).post('/api/auth/session');
    expect([response.status, response.headers.allow]).toEqual([405, 'GET']);
    expectContract('get', '/api/auth/session', response);
  });
});

/** Every kind of cookie and row, and whether it stands for a session. */
const KINDS: [string, boolean, (ada: Visitor) => Promise<string> | string][] = [
  ['valid', true, (ada) => ada.cookie],
  ['valid, between other cookies', true, (ada) => `a=1; ${ada.cookie}; theme=dark`],
  ['valid, not percent-encoded', true, (ada) => decodeURIComponent(ada.cookie)],
  ['valid, in quotes', true, (ada) => ada.cookie.replace(/=(.*)$/, '="$1"')],
  ['valid, with blanks around', true, (ada) => ada.cookie.replace('=', ' = ')],
  ['signed with the same bytes in other base64 letters', true, (ada) => sameBytes(ada.sessionToken)],
  ['due for refresh', true, async (ada) => (await change(ada, `"expiresAt" = now() + interval '3 days'`), ada.cookie)],
  ['expired', false, async (ada) => (await change(ada, `"expiresAt" = now() - interval '1 second'`), ada.cookie)],
  [
    'revoked',
    false,
    async (ada) => (
      await sql(sharedDatabaseUrl(), 'delete from session where token = $1', [ada.sessionToken]),
      ada.cookie
    ),
  ],
  ['signed out', false, async (ada) => (await ada.signOut(), ada.cookie)],
  [
    'of a deleted user',
    false,
    async (ada) => (await sql(sharedDatabaseUrl(), 'delete from "user" where email = $1', [ada.email]), ada.cookie),
  ],
  [
    'of a disabled user',
    false,
    async (ada) => (
      await sql(sharedDatabaseUrl(), 'update "user" set banned = true where email = $1', [ada.email]),
      ada.cookie
    ),
  ],
  ['no cookie', false, () => 'theme=dark'],
  ['empty', false, () => `${NAME}=`],
  ['without an equals sign', false, () => NAME],
  ['garbage', false, () => `${NAME}=garbage`],
  ['a wrong name', false, (ada) => ada.cookie.replace(NAME, 'session_token')],
  ['the name in capitals', false, (ada) => ada.cookie.replace(NAME, NAME.toUpperCase())],
  ['the secure name over http', false, (ada) => `__Host-${ada.cookie}`],
  [
    'a tampered signature',
    false,
    ({ sessionToken: token }) => `${NAME}=${encodeURIComponent(`${token}.${signature(`x${token}`)}`)}`,
  ],
  [
    'a tampered token',
    false,
    ({ sessionToken: token }) => {
      const other = token.startsWith('x') ? 'y' : 'x';
      return `${NAME}=${encodeURIComponent(`${other}${token.slice(1)}.${signature(token)}`)}`;
    },
  ],
  ['a signature cut short', false, (ada) => `${NAME}=${ada.sessionToken}.${signature(ada.sessionToken).slice(0, 40)}`],
  ['no signature', false, (ada) => `${NAME}=${ada.sessionToken}`],
  ['no token', false, () => signed('')],
  ['a signature that is no base64', false, (ada) => `${NAME}=${ada.sessionToken}.${'*'.repeat(43)}=`],
  ['another secret', false, (ada) => signed(ada.sessionToken, 'an old secret that signs no more, 40 chars')],
  ['an unknown token, well signed', false, () => signed('x'.repeat(32))],
  ['a token with a dot in it', false, () => signed('a.b')],
  ['malformed percent-encoding', false, () => `${NAME}=%E0%A4%A`],
  ['malformed percent-encoding after a valid value', false, (ada) => `${ada.cookie}%`],
  ['an SQL fragment, well signed', false, () => signed("' or '1'='1")],
];

/** 43 base64 characters carry two bits more than 32 bytes need; upstream ignores them. */
function sameBytes(token: string): string {
  const text = signature(token);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const last = alphabet[alphabet.indexOf(text[42]!) ^ 1]!;
  return `${NAME}=${encodeURIComponent(`${token}.${text.slice(0, 42)}${last}=`)}`;
}

describe("the endpoint and Better Auth's own get-session say the same of a session cookie", () => {
  it.each(KINDS)('%s', async (_, isSession, makeCookie) => {
    const ada = await signedUp();
    const cookie = await makeCookie(ada);
    const response = await ada.get('/api/auth/session', { cookie });
    expect({ ours: response.status, upstream: await upstreamKnows(cookie) }).toEqual({
      ours: isSession ? 200 : 401,
      upstream: isSession,
    });
    expectContract('get', '/api/auth/session', response);
  });
});

describe('GET /api/auth/get-session', () => {
  const STALE = KINDS.filter(([kind, isSession]) => !isSession && !/no cookie|equals sign|name/.test(kind));

  it.each(STALE)('clears a cookie that stands for no session: %s', async (_, __, makeCookie) => {
    const ada = await signedUp();
    const response = await ada.get('/api/auth/get-session', { cookie: await makeCookie(ada) });
    expect([response.status, response.body]).toEqual([200, null]);
    expectContract('get', '/api/auth/get-session', response);
    expect(setCookies(response)).toEqual([
      `${NAME}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`,
      'better-auth.session_data=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'better-auth.dont_remember=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });

  it('clears duplicated session cookies, which the session endpoint refuses too', async () => {
    const ada = await signedUp();
    const response = await ada.get('/api/auth/get-session', { cookie: `${ada.cookie}; ${ada.cookie}` });
    expect(response.body).toBeNull();
    expect(setCookies(response)[0]).toMatch(/^better-auth\.session_token=; Max-Age=0/);
  });

  it('leaves no second cookie under another path beside the one of a new sign-in', async () => {
    const ada = await signedUp();
    const folders = ['/api', '/api/auth', '/api/auth/sign-in'];
    const paths = [...folders.flatMap((path) => [path, `${path}/`]), '/api/auth/sign-in/email'];
    const elsewhere = paths.map((path) => `${NAME}=; Max-Age=0; Path=${path}`);
    const cleared = (cookies: string[]) => cookies.filter((text) => text.includes('Max-Age=0'));
    expect(cleared(setCookies(await ada.signIn()))).toEqual(elsewhere);
    ada.cookie = '';
    expect(cleared(setCookies(await ada.signIn()))).toEqual([]);
  });

  it('has nothing to clear where there is no cookie', async () => {
    const response = await new Visitor(server).get('/api/auth/get-session');
    expect(response.body).toBeNull();
    expect(setCookies(response)).toEqual([]);
  });

  it('refreshes a session that is a day old, its row and its cookie together', async () => {
    const ada = await signedUp();
    await change(ada, `"expiresAt" = now() + interval '3 days'`);
    const response = await ada.get('/api/auth/get-session');
    expect(setCookies(response)).toEqual([expect.stringContaining('Max-Age=604800')]);
    const days = (new Date(response.body.session.expiresAt).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect((await ada.get('/api/auth/session')).body.session).toEqual(response.body.session);
  });

  it('leaves a younger session as it is', async () => {
    const ada = await signedUp();
    expect(setCookies(await ada.get('/api/auth/get-session'))).toEqual([]);
  });
});
