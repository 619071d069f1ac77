import type { Response } from 'supertest';
import { expectContract } from '../support/contract.js';
import {
  askAtOnce,
  type CuttableServer,
  IMPATIENT,
  startCuttableServer,
  untilReached,
} from '../support/cuttable-server.js';
import { migratedDatabase, sql, type TestDatabase } from '../support/databases.mjs';
import { sabotage } from '../support/sabotage.js';
import { cookiesIn, PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const NEW_PASSWORD = 'staple wrong horse tree';

describe.each(['refuse', 'hang'] as const)('while the database does not answer (%s)', (fault) => {
  const PUBLIC = [
    ['get', '/api/auth/session', 'SESSION_STORE_UNAVAILABLE'],
    ['get', '/api/auth/get-session', 'SESSION_STORE_UNAVAILABLE'],
    ['post', '/api/auth/sign-out', 'STORE_UNAVAILABLE'],
  ] as const;
  const SIGNED_IN = [
    ['get', '/api/auth/account', undefined],
    ['get', '/api/auth/sessions', undefined],
    ['get', '/api/auth/audit-log', undefined],
    ['post', '/api/auth/revoke-session', { id: 'x' }],
    ['post', '/api/auth/revoke-other-sessions', {}],
    ['post', '/api/auth/update-user', { name: 'Ada L.' }],
    ['post', '/api/auth/confirm-password', { password: PASSWORD }],
    ['post', '/api/auth/change-password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }],
  ] as const;

  let lost: CuttableServer;
  let ada: Visitor;
  let answers: Record<string, Response>;
  beforeAll(async () => {
    lost = await startCuttableServer(IMPATIENT);
    ada = await Visitor.signedUp(lost.server);
    await untilReached(() => ada.get('/api/auth/get-session'));
    lost.proxy.turn(fault);
    const withoutBody = PUBLIC.map(([method, path]) => [method, path, {}] as const);
    const questions = [...withoutBody, ...SIGNED_IN].map(
      ([method, path, body]) => [path, () => (method === 'get' ? ada.get(path) : ada.post(path, body))] as const,
    );
    answers = await askAtOnce({
      ...Object.fromEntries(questions),
      'sign-in': () => ada.elsewhere().signIn(),
      'sign-up': () => new Visitor(lost.server).signUp(),
      forged: () => ada.get('/api/auth/session', { cookie: 'better-auth.session_token=forged' }),
      live: () => ada.get('/health/live'),
      ready: () => ada.get('/health/ready'),
    });
  });
  afterAll(() => lost.stop());

  it.each(PUBLIC)('%s %s is 503 and keeps the cookie', (method, path, code) => {
    const response = answers[path]!;
    expect([response.status, response.body.error_code]).toEqual([503, code]);
    expect(setCookies(response)).toEqual([]);
    expectContract(method, path, response);
  });

  it.each(SIGNED_IN)('%s %s is 503, and changes nothing', (method, path) => {
    const response = answers[path]!;
    expect([response.status, response.body.error_code]).toEqual([503, 'SESSION_STORE_UNAVAILABLE']);
    expect(setCookies(response)).toEqual([]);
    expectContract(method, path, response);
  });

  it('signing up and in are 503', () => {
    const [signIn, signUp] = [answers['sign-in']!, answers['sign-up']!];
    expect([signIn.status, signIn.body.error_code]).toEqual([503, 'STORE_UNAVAILABLE']);
    expectContract('post', '/api/auth/sign-in/email', signIn);
    expect(signUp.status).toBe(503);
    expectContract('post', '/api/auth/sign-up/email', signUp);
  });

  it('a cookie this server did not sign is refused all the same', () => {
    expect(answers.forged!.status).toBe(401);
  });

  it('the server is alive, but not ready', () => {
    expect(answers.live!.status).toBe(200);
    const ready = answers.ready!;
    expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable', checks: { database: 'unavailable' } }]);
    expectContract('get', '/health/ready', ready);
  });

  it('everything works again once it answers, and the session is still there', async () => {
    lost.proxy.turn('pass');
    expect((await untilReached(() => ada.get('/health/ready'))).status).toBe(200);
    expect((await untilReached(() => ada.get('/api/auth/session'))).status).toBe(200);
    expect((await untilReached(() => ada.get('/api/auth/get-session'))).body.user.email).toBe(ada.email);
    expect((await untilReached(() => ada.signIn())).status).toBe(200);
  });
});

describe('when one statement fails', () => {
  let database: TestDatabase;
  let server: TestServer;
  beforeAll(async () => {
    database = await migratedDatabase();
    server = await startAuthServer({ AUTH_DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });
  const signedUp = () => Visitor.signedUp(server);

  it.each([
    ['an error', `raise exception 'no'`],
    ['nothing done', 'return null'],
  ])('signing out with %s is 503, and the session and its cookie stay', async (_, effect) => {
    const ada = await signedUp();
    const undo = await sabotage(database.url, 'delete', 'session', effect);
    const response = await ada.signOut();
    await undo();
    expect(response.status).toBe(503);
    expect(setCookies(response)).toEqual([]);
    expect((await ada.get('/api/auth/session')).status).toBe(200);
    expect((await ada.signOut()).status).toBe(200);
    expect((await ada.get('/api/auth/session')).status).toBe(401);
  });

  it('a refresh that fails is 503 and not a sign-out', async () => {
    const ada = await signedUp();
    await sql(database.url, `update session set "expiresAt" = now() + interval '3 days' where token = $1`, [
      ada.sessionToken,
    ]);
    const undo = await sabotage(database.url, 'update', 'session', `raise exception 'no'`);
    const response = await ada.get('/api/auth/get-session');
    await undo();
    expect([response.status, setCookies(response)]).toEqual([503, []]);
    expect((await ada.get('/api/auth/get-session')).status).toBe(200);
  });

  it('a session that was ended while it was refreshed is a sign-out', async () => {
    const ada = await signedUp();
    await sql(database.url, `update session set "expiresAt" = now() + interval '3 days' where token = $1`, [
      ada.sessionToken,
    ]);
    const undo = await sabotage(database.url, 'update', 'session', 'return null');
    const response = await ada.get('/api/auth/get-session');
    await undo();
    expect([response.status, response.body]).toEqual([200, null]);
    expect(setCookies(response)[0]).toMatch(/session_token=; Max-Age=0/);
  });

  it('that keeps when a device was last seen, everything else goes on', async () => {
    const ada = await signedUp();
    await sql(database.url, `update session set "createdAt" = now() - interval '1 hour' where token = $1`, [
      ada.sessionToken,
    ]);
    const undo = await sabotage(database.url, 'update', 'session', `raise exception 'no'`);
    const response = await ada.get('/api/auth/get-session');
    await undo();
    expect([response.status, response.body.user.email]).toEqual([200, ada.email]);
  });

  it('that writes into the audit log, everything else goes on', async () => {
    const undo = await sabotage(database.url, 'insert', '"auditEvent"', `raise exception 'no'`);
    const ada = new Visitor(server);
    const statuses = [
      (await ada.signUp()).status,
      (await ada.signOut()).status,
      (await ada.signIn('wrong')).status,
      (await ada.signIn()).status,
    ];
    await undo();
    expect(statuses).toEqual([200, 200, 401, 200]);
  });

  it.each([
    ['a device cannot be signed out', 'delete', 'session'],
    ['it cannot be written', 'update', 'account'],
  ] as const)('a password and all sessions stay as they are when %s', async (_, when, table) => {
    const ada = await signedUp();
    const phone = await ada.signedInElsewhere();
    const undo = await sabotage(database.url, when, table, `raise exception 'no'`);
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const response = await ada.post('/api/auth/change-password', body);
    await undo();
    expect([response.status, response.body.error_code, setCookies(response)]).toEqual([503, 'STORE_UNAVAILABLE', []]);
    expectContract('post', '/api/auth/change-password', response);
    for (const device of [ada, phone]) expect((await device.get('/api/auth/session')).status).toBe(200);
    expect((await ada.elsewhere().signIn(NEW_PASSWORD)).status).toBe(401);
    expect((await ada.post('/api/auth/change-password', body)).status).toBe(200);
  });

  it('a session that was ended while the password was confirmed stays ended', async () => {
    const ada = await signedUp();
    const undo = await sabotage(database.url, 'update', 'session', 'return null');
    const response = await ada.post('/api/auth/confirm-password', { password: PASSWORD });
    await undo();
    expect([response.status, response.body.error_code, cookiesIn(response)]).toEqual([401, 'INVALID_SESSION', '']);
    expectContract('post', '/api/auth/confirm-password', response);
  });

  it('a sign-up whose account cannot be written leaves no user behind', async () => {
    const undo = await sabotage(database.url, 'insert', 'account', `raise exception 'no'`);
    const ada = new Visitor(server);
    const response = await ada.signUp();
    await undo();
    expect(response.status).toBe(503);
    expect(await sql(database.url, 'select 1 from "user" where email = $1', [ada.email])).toEqual([]);
    expect((await ada.signUp()).status).toBe(200);
  });

  it('a missing table is our fault, and never a sign-out', async () => {
    const ada = await signedUp();
    await sql(database.url, 'alter table session rename to hidden');
    const [browser, backend] = [await ada.get('/api/auth/get-session'), await ada.get('/api/auth/session')];
    await sql(database.url, 'alter table hidden rename to session');
    expect([browser.status, browser.body.error_code]).toEqual([500, 'INTERNAL_ERROR']);
    expectContract('get', '/api/auth/get-session', browser);
    expect(backend.status).toBe(503);
    expect(browser.text + backend.text).not.toMatch(/relation|hidden|select/);
  });
});
