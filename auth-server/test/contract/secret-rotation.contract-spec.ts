import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { createAuth } from '../../src/auth.js';
import { Database } from '../../src/database.js';
import { readEnvironment } from '../../src/environment.js';
import { ReencryptionJob } from '../../src/second-factor/reencryption-job.js';
import { expectContract } from '../support/contract.js';
import { PATIENT_MS, sharedDatabaseUrl, sql } from '../support/databases.mjs';
import {
  askedElsewhere,
  forgetUsedCodes,
  giveRecoveryCode,
  secondStep,
  withSecondFactor,
} from '../support/second-factor.js';
import { cookiesIn, PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const OLD_SECRET = 'an old secret for tests alone of 42 characters';
const NEW_SECRET = 'another secret for tests alone, 46 characters';
const NAME = 'better-auth.session_token';

/** Before the rotation, with both secrets, and once the old one is taken out. */
let before: TestServer;
let during: TestServer;
let after: TestServer;

beforeAll(async () => {
  before = await startAuthServer({ BETTER_AUTH_SECRET: OLD_SECRET });
  const both = { BETTER_AUTH_SECRET: NEW_SECRET, BETTER_AUTH_OLD_SECRETS: `${'x'.repeat(40)}, ${OLD_SECRET}` };
  during = await startAuthServer(both);
  after = await startAuthServer({ BETTER_AUTH_SECRET: NEW_SECRET });
});
afterAll(async () => void (await Promise.all([before, during, after].map((server) => server.stop()))));

const signedUpBefore = () => Visitor.signedUp(before);

const ask = (server: TestServer, cookie: string, what = 'session') =>
  new Visitor(server).get(`/api/auth/${what}`, { cookie });

const isSignedWith = (cookie: string, secret: string) => {
  const [token, signature] = decodeURIComponent(cookie.slice(NAME.length + 1)).split('.');
  return signature === createHmac('sha256', secret).update(token!).digest('base64');
};

it('a session from before goes on', async () => {
  const ada = new Visitor(before);
  await ada.signUp();
  const response = await ask(during, ada.cookie);
  expect(response.status).toBe(200);
  expectContract('get', '/api/auth/session', response);
  expect(setCookies(response)).toEqual([]);
  expect((await ask(after, ada.cookie)).status).toBe(401);
});

it('get-session signs its cookie with the new secret, and it is the same session, for as long as before', async () => {
  const ada = await signedUpBefore();
  await sql(
    sharedDatabaseUrl(),
    `update session set "expiresAt" = now() + interval '6 days 12 hours' where token = $1`,
    [ada.sessionToken],
  );
  const response = await ask(during, ada.cookie, 'get-session');
  expectContract('get', '/api/auth/get-session', response);
  expect(response.body.user.email).toBe(ada.email);
  expect(setCookies(response)).toEqual([expect.stringMatching(/; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)]);
  const seconds = Number(/Max-Age=(\d+)/.exec(setCookies(response)[0]!)![1]);
  expect(Math.abs(seconds - 6.5 * 86_400)).toBeLessThan(60);
  const [cookie] = setCookies(response)[0]!.split(';');
  expect(decodeURIComponent(cookie!)).toContain(`${NAME}=${ada.sessionToken}.`);
  expect([isSignedWith(cookie!, NEW_SECRET), isSignedWith(cookie!, OLD_SECRET)]).toEqual([true, false]);
  expect((await ask(after, cookie!)).status).toBe(200);
  // Now there is nothing more to do.
  expect(setCookies(await ask(during, cookie!, 'get-session'))).toEqual([]);
});

it('a session that is due for refresh is refreshed, with one cookie', async () => {
  const ada = await signedUpBefore();
  await sql(sharedDatabaseUrl(), `update session set "expiresAt" = now() + interval '3 days' where token = $1`, [
    ada.sessionToken,
  ]);
  const set = setCookies(await ask(during, ada.cookie, 'get-session'));
  expect(set).toEqual([expect.stringContaining('Max-Age=604800')]);
  expect(isSignedWith(set[0]!.split(';')[0]!, NEW_SECRET)).toBe(true);
});

it('one that is not to be remembered still ends with the browser', async () => {
  const ada = (await signedUpBefore()).elsewhere();
  const body = { email: ada.email, password: PASSWORD, rememberMe: false };
  ada.cookie = cookiesIn(await ada.post('/api/auth/sign-in/email', body));
  expect(ada.cookie).toContain('dont_remember');
  const set = setCookies(await ask(during, ada.cookie, 'get-session'));
  expect(set.map((text) => text.split('=')[0]!).toSorted()).toEqual(['better-auth.dont_remember', NAME]);
  expect(set.join()).not.toMatch(/Max-Age|Expires/);
  const cookies = set.map((text) => text.split(';')[0]).join('; ');
  expect(setCookies(await ask(after, cookies, 'get-session'))).toEqual([]);
});

it('what is done with a cookie from before works without asking first', async () => {
  const ada = await signedUpBefore();
  const body = { password: PASSWORD };
  const response = await new Visitor(during).post('/api/auth/confirm-password', body, { cookie: ada.cookie });
  expect([response.status, response.body]).toEqual([200, { success: true }]);
  const cookie = setCookies(response).find((text) => text.startsWith(`${NAME}=`) && !text.startsWith(`${NAME}=;`))!;
  expect((await ask(after, cookie.split(';')[0]!)).status).toBe(200);
});

it('signing out ends a session from before', async () => {
  const ada = await signedUpBefore();
  await new Visitor(during).post('/api/auth/sign-out', {}, { cookie: ada.cookie });
  expect((await ask(before, ada.cookie)).status).toBe(401);
});

it('a second factor from before still signs in, also where its first step was taken with the old secret', async () => {
  const { ada, app } = await withSecondFactor(before);
  const recoveryCode = await giveRecoveryCode(before, ada);
  const { browser } = await askedElsewhere(ada);
  const waiting = Object.assign(new Visitor(during), { cookie: browser.cookie });
  expect((await secondStep(waiting, app.code(1))).status).toBe(200);

  const there = Object.assign(new Visitor(during), { email: ada.email });
  const { browser: next, response } = await askedElsewhere(there);
  expect(response.body.secondFactor).toEqual(['totp', 'recovery-code']);
  expect((await secondStep(next, recoveryCode, { method: 'recovery-code' })).status).toBe(200);
  const { browser: last } = await askedElsewhere(there);
  await forgetUsedCodes(ada);
  expect((await secondStep(last, app.code(1))).status).toBe(200);
});

it('a second factor from before goes on without the old secret, once it is encrypted under the new one', async () => {
  const { ada, app } = await withSecondFactor(before);
  const recoveryCode = await giveRecoveryCode(before, ada);
  const unread = Object.assign(new Visitor(after), { email: ada.email });
  expect((await askedElsewhere(unread)).response.status).toBe(500);
  expect(await reencrypt()).toBeGreaterThan(0);
  expect(await reencrypt()).toBe(0);

  const { browser } = await askedElsewhere(unread);
  expect((await secondStep(browser, app.code(1))).status).toBe(200);
  const { browser: next } = await askedElsewhere(unread);
  expect((await secondStep(next, recoveryCode, { method: 'recovery-code' })).status).toBe(200);
});

/** As a server with both secrets does it every hour. */
async function reencrypt(): Promise<number> {
  const url = sharedDatabaseUrl();
  const environment = readEnvironment({
    AUTH_DATABASE_URL: url,
    BETTER_AUTH_SECRET: NEW_SECRET,
    BETTER_AUTH_OLD_SECRETS: OLD_SECRET,
  });
  const logger = pino({ level: 'silent' });
  const database = new Database(url, logger, PATIENT_MS);
  try {
    return await new ReencryptionJob(createAuth(environment, database, [], logger), database, logger).reencrypt();
  } finally {
    await database.close();
  }
}

it.each([
  ['no secret', (token: string) => `${NAME}=${token}`],
  ['a secret that never was', (token: string) => signedWith(token, 'a secret that never was one of them, 45 chars')],
  [
    'an old secret, for another token',
    (token: string) => signedWith('x'.repeat(32), OLD_SECRET).replace(/x{32}/, token),
  ],
])('what was signed with %s is not signed now', async (_, makeCookie) => {
  const ada = await signedUpBefore();
  const cookie = makeCookie(ada.sessionToken);
  expect((await ask(during, cookie)).status).toBe(401);
  const response = await ask(during, cookie, 'get-session');
  expect(response.body).toBeNull();
  expect(setCookies(response)[0]).toMatch(/^better-auth\.session_token=; Max-Age=0/);
});

function signedWith(token: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `${NAME}=${encodeURIComponent(`${token}.${signature}`)}`;
}
