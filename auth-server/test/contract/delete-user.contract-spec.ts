import { vi } from 'vitest';
import { pino } from 'pino';
import { DEADLINE_MS, TodosEraser } from '../../src/account/deletion/account-deletion.js';
import { links } from '../../src/account/links/links.js';
import { AuditLog } from '../../src/audit/audit-log.js';
import { Database, type Query } from '../../src/database.js';
import { expectContract } from '../support/contract.js';
import { tablesThatName } from '@latch/test-kit/databases';
import { migratedDatabase, PATIENT_MS, sharedDatabaseUrl, sql } from '../support/databases.mjs';
import { answers, type Mood, FakeServer } from '@latch/test-kit/fake-server';
import { guessedWhileSignedIn } from '../support/guesses.js';
import { sabotage } from '../support/sabotage.js';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const DELETE = '/api/auth/delete-user';
const LONGEST_TITLE = 'x'.repeat(1_000_000);
const GATEWAY_WAITS_MS = 15_000;

let backend: FakeServer;
let elsewhere: FakeServer;
let server: TestServer;
let ada: Visitor;
let userId: string;
/** What they sign in with. */
let account: object[];

beforeAll(async () => {
  backend = await new FakeServer(answers(204)).start();
  elsewhere = await new FakeServer(answers(204)).start();
  server = await startAuthServer({ BACKEND_URL: backend.url });
});
beforeEach(async () => {
  backend.mood = answers(204);
  backend.questions.length = 0;
  ada = await Visitor.signedUp(server);
  userId = ada.id;
  account = await accountOf();
});
afterAll(async () => {
  await server.stop();
  await backend.stop();
  await elsewhere.stop();
});

const deleted = (visitor: Visitor, password = PASSWORD, headers = {}) => visitor.post(DELETE, { password }, headers);
const rows = (text: string) => sql<Record<string, string>>(sharedDatabaseUrl(), text, [userId]);
const query: Query = (text, values) => sql(sharedDatabaseUrl(), text, values);
const events = async () =>
  (await rows(`select event from "auditEvent" where "userId" = $1 order by at`)).map(({ event }) => event);

/** The tables that have the user's id or address in whatever column. */
const tablesOfUser = (url = sharedDatabaseUrl()) => tablesThatName(url, userId, ada.email);

const accountOf = () =>
  rows(`select account.*, email, role, "banned" from account join "user" on "user".id = "userId" where "userId" = $1`);

/** By the rows that a sign-in reads, which would hash the password. */
async function expectUntouched(): Promise<void> {
  expect((await ada.get('/api/auth/session')).status).toBe(200);
  expect(account).toHaveLength(1);
  expect(await accountOf()).toEqual(account);
}

describe('deleting the account', () => {
  it('is told done when another device of theirs has done it at the same moment', async () => {
    backend.mood = (request, response) => {
      void rows('delete from "user" where id = $1').then(() => answers(401)(request, response));
    };
    const response = await deleted(ada);
    expect([response.status, response.body]).toEqual([200, { success: true }]);
    expect((await ada.get('/api/auth/session')).status).toBe(401);
  });

  it('has the todos erased in this very session, then deletes all that names the user', async () => {
    expect(await tablesOfUser()).toEqual(expect.arrayContaining(['user', 'session', 'account', 'auditEvent']));
    const response = await deleted(ada, PASSWORD, { 'x-request-id': 'a-request', cookie: `other=1; ${ada.cookie}` });
    expect([response.status, response.body]).toEqual([200, { success: true }]);
    expectContract('post', DELETE, response);
    const [asked] = backend.questions;
    expect(asked).toMatchObject({ method: 'DELETE', url: `/api/users/${userId}/data` });
    expect(asked!.headers).toMatchObject({
      cookie: ada.cookie,
      origin: 'http://localhost:3000',
      'x-request-id': 'a-request',
      'deletion-proof': expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(asked!.headers).not.toHaveProperty('content-length');
    expect(setCookies(response).every((text) => text.includes('Max-Age=0'))).toBe(true);
    expect(setCookies(response).join()).toContain('session_token=;');
    expect(await tablesOfUser()).toEqual([]);
  });

  it('signs every device out, and the address can sign up anew', async () => {
    const other = await ada.signedInElsewhere();
    await deleted(ada);
    for (const device of [ada, other]) expect((await device.get('/api/auth/session')).status).toBe(401);
    expect((await ada.signIn()).status).toBe(401);
    expect((await new Visitor(server).signUp()).status).toBe(200);
    const again = await ada.signUp();
    expect(again.body.user.id).not.toBe(userId);
  });

  it('takes along what names the user or their address without referring to the account', async () => {
    await links.make(query, 'reset-password', { userId, email: ada.email });
    const mail = `insert into mail (id, "to", subject) values (gen_random_uuid(), $1, 'Choose a new password')`;
    await sql(sharedDatabaseUrl(), mail, [ada.email]);
    await rows(
      `insert into verification (id, identifier, value, "expiresAt") values
        ('trust-' || $1, 'trust-device-' || $1, $1, now() + interval '30 days'),
        ('state-' || $1, 'a-state', json_build_object('link', json_build_object('userId', $1::text))::text, now() + interval '1 hour')`,
    );
    expect(await tablesOfUser()).toEqual(expect.arrayContaining(['verification', 'mail']));
    expect((await rows(`select 1 from verification where strpos(verification::text, $1) > 0`)).length).toBe(3);
    expect((await deleted(ada)).status).toBe(200);
    expect(await tablesOfUser()).toEqual([]);
  });

  it('leaves no link to somebody who asked for one while the account went', async () => {
    expect((await deleted(ada)).status).toBe(200);
    await links.make(query, 'reset-password', { userId, email: ada.email });
    expect(await tablesOfUser()).toEqual([]);
  });

  it('is in the log as begun before anything is done, and as done by nobody', async () => {
    const begun: (string | undefined)[][] = [];
    backend.mood = (request, response) =>
      void events().then((all) => (begun.push(all), answers(204)(request, response)));
    expect((await deleted(ada)).status).toBe(200);
    expect(begun).toEqual([['signed-up', 'deletion-started']]);
    const done = await sql<Record<string, string>>(
      sharedDatabaseUrl(),
      `select "userId", detail from "auditEvent" where event = 'account-deleted' and address = $1`,
      [ada.address],
    );
    expect(done).toEqual([{ userId: null, detail: null }]);
  });

  it('leaves everybody else alone', async () => {
    const eve = await Visitor.signedUp(server);
    await deleted(ada);
    expect((await eve.get('/api/auth/session')).status).toBe(200);
  });

  it('asks for the right password first', async () => {
    const response = await deleted(ada, 'not the password');
    expectContract('post', DELETE, response);
    expect([response.status, Object.keys(response.body.fields as object)]).toEqual([422, ['password']]);
    expect(backend.questions).toEqual([]);
    expect(await events()).toContain('sign-in-failed');
    await expectUntouched();
    expect((await ada.elsewhere().signIn()).status).toBe(200);
  });

  it('lets nobody guess the password for ever', async () => {
    await guessedWhileSignedIn(userId, 8);
    const tries: number[] = [];
    for (let n = 0; n < 3; n++) tries.push((await deleted(ada, `guess ${n}`)).status);
    expect(tries).toEqual([422, 422, 429]);
    expect((await deleted(ada)).status).toBe(429);
    expect(backend.questions).toEqual([]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['without a session', { cookie: '' }, 401],
    ['by a page of another origin', { origin: 'https://evil.example' }, 403],
  ])('is refused %s', async (_who, headers, status) => {
    const response = await deleted(ada, PASSWORD, headers);
    expect(response.status).toBe(status);
    expectContract('post', DELETE, response);
    expect(backend.questions).toEqual([]);
    await expectUntouched();
  });

  it('is refused with fields that are not known, and without a password', async () => {
    for (const body of [{}, { password: PASSWORD, userId: 'somebody else' }])
      expect((await ada.post(DELETE, body)).status).toBe(422);
    expect(backend.questions).toEqual([]);
  });
});

describe('when the todos cannot be erased, nothing is deleted:', () => {
  it.each<[string, Mood]>([
    ['500', answers(500)],
    ['503', answers(503)],
    ['401', answers(401)],
    ['200 instead of 204', answers(200)],
    ['a redirect, which is not followed', (...args) => answers(307, {}, { location: `${elsewhere.url}/x` })(...args)],
    ['an answer that is cut off', ({ socket }, response) => response.write('{', () => socket.destroy())],
    ['a connection that is cut', ({ socket }) => socket.destroy()],
    ['an error without end', (_request, response) => response.writeHead(500).write(LONGEST_TITLE)],
    ['something that is not HTTP', ({ socket }) => socket.end('220 smtp.example.com ESMTP\r\n')],
  ])('%s', async (_what, mood) => {
    backend.mood = mood;
    const response = await deleted(ada);
    expect([response.status, response.body.error_code]).toEqual([503, 'ERASING_FAILED']);
    expectContract('post', DELETE, response);
    expect(setCookies(response)).toEqual([]);
    expect(elsewhere.questions).toEqual([]);
    expect(await events()).toContain('deletion-failed');
    await expectUntouched();
  });

  it('no answer at all, which is waited for no longer than the gateway waits', async () => {
    expect(DEADLINE_MS).toBeLessThanOrEqual(GATEWAY_WAITS_MS - 2_000);
    // Its time is over once it has been asked, rather than thirteen seconds later.
    const over = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(over.signal);
    backend.mood = () => over.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    const response = await deleted(ada);
    const deadlines = timeout.mock.calls;
    timeout.mockRestore();
    expect(deadlines).toEqual([[DEADLINE_MS]]);
    expect(backend.questions).toHaveLength(1);
    expect([response.status, response.body.error_code]).toEqual([503, 'ERASING_FAILED']);
    await expectUntouched();
  });

  it('nobody there', async () => {
    const gone = await new FakeServer(answers(204)).start();
    const alone = await startAuthServer({ BACKEND_URL: gone.url });
    await gone.stop();
    const person = await Visitor.signedUp(alone);
    const response = await deleted(person);
    expect([response.status, response.body.error_code]).toEqual([503, 'ERASING_FAILED']);
    expect((await person.get('/api/auth/session')).status).toBe(200);
    await alone.stop();
  });

  it('and it can be tried again', async () => {
    backend.mood = answers(500);
    expect((await deleted(ada)).status).toBe(503);
    backend.mood = answers(204);
    expect((await deleted(ada)).status).toBe(200);
  });
});

it('says that the todos are gone when only the account could not be deleted, and can be tried again', async () => {
  const database = await migratedDatabase();
  const own = await startAuthServer({ BACKEND_URL: backend.url, AUTH_DATABASE_URL: database.url });
  const person = await Visitor.signedUp(own);
  const other = await person.signedInElsewhere();
  const undo = await sabotage(database.url, 'delete', '"user"');
  const response = await deleted(person);
  await undo();
  expectContract('post', DELETE, response);
  expect(response.status).toBe(503);
  expect(response.body).toMatchObject({ error_code: 'STORE_UNAVAILABLE', detail: 'Your todos are erased already.' });
  for (const device of [person, other]) expect((await device.get('/api/auth/session')).status).toBe(200);
  const failed = await sql(database.url, `select detail from "auditEvent" where event = 'deletion-failed'`);
  expect(failed).toEqual([{ detail: 'Your todos are erased already.' }]);
  expect((await deleted(person)).status).toBe(200);
  const proofs = backend.questions.map(({ headers }) => headers['deletion-proof']);
  expect(new Set(proofs).size).toBe(2);
  await own.stop();
  await database.drop();
});

it('keeps the account when it could go too late only, for what the backend refuses meanwhile', async () => {
  const over = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(over.signal);
  const eraser = vi.spyOn(TodosEraser.prototype, 'erase').mockImplementation(async () => over.abort());
  const response = await deleted(ada);
  timeout.mockRestore();
  eraser.mockRestore();
  expect(response.body).toMatchObject({ error_code: 'STORE_UNAVAILABLE', detail: 'Your todos are erased already.' });
  await expectUntouched();
});

it('leaves the account whole when its own database goes away in the middle, and can be tried again', async () => {
  const proxy = await TcpProxy.to(sharedDatabaseUrl());
  const behind = await startAuthServer({ BACKEND_URL: backend.url, AUTH_DATABASE_URL: proxy.url });
  const device = Object.assign(new Visitor(behind), { cookie: ada.cookie });
  backend.mood = (request, response) => {
    if (backend.questions.length === 1) proxy.turn('refuse');
    answers(204)(request, response);
  };
  const response = await deleted(device);
  proxy.turn('pass');
  expectContract('post', DELETE, response);
  expect(response.status).toBe(503);
  expect(response.body).toMatchObject({ error_code: 'STORE_UNAVAILABLE', detail: 'Your todos are erased already.' });
  expect(await tablesOfUser()).toEqual(expect.arrayContaining(['user', 'session', 'account']));
  expect((await deleted(device)).status).toBe(200);
  expect(await tablesOfUser()).toEqual([]);
  await behind.stop();
  await proxy.close();
});

describe('at the very moment in which the account goes,', () => {
  const SIGN_IN = '/api/auth/sign-in/email';

  it('a sign-in is answered as for an account that never was', async () => {
    const database = await migratedDatabase();
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const alone = await startAuthServer({ AUTH_DATABASE_URL: database.url, BACKEND_URL: backend.url }, logger);
    const person = await Visitor.signedUp(alone);
    await sabotage(database.url, 'insert', 'session', `delete from "user" where id = new."userId"; return new`);
    const [late, nobody] = [await person.elsewhere().signIn(), await new Visitor(alone).signIn()];
    await alone.stop();
    await database.drop();
    expectContract('post', SIGN_IN, late);
    expect([late.status, late.body]).toEqual([401, nobody.body]);
    expect(lines.filter((line) => /"level":[56]0|"stack"/.test(line))).toEqual([]);
  });

  it('an event of it is no fault, so that a second deletion leaves no stack in the log', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const pool = new Database(sharedDatabaseUrl(), logger, PATIENT_MS);
    await new AuditLog(pool, logger).record('deletion-started', { userId: 'gone', clientAddress: ada.address });
    await pool.close();
    expect(lines).toEqual([expect.stringMatching(/"level":30.*"event":"deletion-started"/)]);
    expect(lines[0]).not.toContain('stack');
  });
});
