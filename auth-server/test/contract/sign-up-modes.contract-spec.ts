import { pino } from 'pino';
import type { Response } from 'supertest';
import { Database } from '../../src/database.js';
import { SetupCode } from '../../src/invitations/setup-code.js';
import { doctorProof } from '../../src/setup/doctor-proof.js';
import { administratorOf } from '../support/administration.js';
import { expectContract } from '../support/contract.js';
import { skipHashing } from '../support/hashing.js';
import { migratedDatabase, PATIENT_MS, sql, type TestDatabase } from '../support/databases.mjs';
import {
  cookiesIn,
  PASSWORD,
  setCookies,
  startAuthServer,
  TEST_SECRET,
  type TestServer,
  Visitor,
} from '../support/test-server.js';

const SIGN_UP = '/api/auth/sign-up/email';
const MAILS = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'latch@example.com' };

let database: TestDatabase;
const servers: Record<string, TestServer> = {};
const start = async (name: string, variables: NodeJS.ProcessEnv) =>
  (servers[name] = await startAuthServer({ AUTH_DATABASE_URL: database.url, ...variables }));

beforeAll(async () => {
  database = await migratedDatabase();
  for (const SIGN_UP of ['open', 'invitation', 'closed']) {
    await start(SIGN_UP, { SIGN_UP });
    await start(`${SIGN_UP} by mail`, { SIGN_UP, ...MAILS });
  }
});
beforeEach(() => sql(database.url, 'delete from "user"'));
afterAll(async () => {
  for (const server of Object.values(servers)) await server.stop();
  await database.drop();
});

const codeOf = ({ status, body }: Response) => (status === 200 ? '200' : `${status} ${body.error_code}`);

async function signsUp(at: string, more: object = {}, visitor = new Visitor(servers[at]!)): Promise<Response> {
  const { name, email } = visitor;
  const response = await visitor.post(SIGN_UP, { name, email, password: PASSWORD, ...more });
  expectContract('post', SIGN_UP, response);
  return response;
}

const options = async (at: string) =>
  (await new Visitor(servers[at]!).get('/api/auth/options')).body as Record<string, unknown>;

/** What `npm run doctor` says of the first account. */
async function firstAccountAt(at: string): Promise<string | undefined> {
  const proof = { 'x-latch-doctor': doctorProof(TEST_SECRET, Date.now()) };
  const response = await new Visitor(servers[at]!).get('/api/auth/setup', proof);
  expectContract('get', '/api/auth/setup', response);
  const { findings } = response.body as { findings: { subject: string; says: string }[] };
  return findings.find(({ subject }) => subject === 'first-account')?.says;
}

const setupCodeAt = async (at: string) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}$/.exec((await firstAccountAt(at)) ?? '')?.[0];

/** What the first account is made with, besides what every other one is. */
const firstAt = async (at: string) => (at.startsWith('open') ? {} : { setupCode: await setupCodeAt(at) });

const administrators = () => sql<{ email: string }>(database.url, `select email from "user" where role = 'admin'`);

describe.each(['open', 'invitation', 'closed'])('with SIGN_UP=%s', (mode) => {
  it('lets the first one in, who is the administrator', async () => {
    const asked = mode === 'open' ? {} : { setupCodeNeeded: true };
    const { signUp, ...others } = await options(mode);
    const { address, mail, confirmsEmail, providers, passkeys, ...first } = others;
    expect(address).toBe('http://localhost:3000');
    expect({ signUp, ...first }).toEqual({ signUp: 'open', firstAccount: true, ...asked });
    const signedUp = await signsUp(mode, await firstAt(mode));
    expect(codeOf(signedUp)).toBe('200');
    const cookie = cookiesIn(signedUp);
    const account = await new Visitor(servers[mode]!).get('/api/auth/account', { cookie });
    expect(account.body).toMatchObject({ administrator: true });
    expect(await options(mode)).toEqual({ address, mail, confirmsEmail, providers, passkeys, signUp: mode });
    expect(await firstAccountAt(mode)).toBeUndefined();
  });

  it.each([mode, `${mode} by mail`])('makes one administrator of many first ones at two replicas (%s)', async (at) => {
    const replica = await startAuthServer({
      AUTH_DATABASE_URL: database.url,
      SIGN_UP: mode,
      ...(at === mode ? {} : MAILS),
    });
    servers.replica = replica;
    const both = [at, 'replica', at, 'replica', at, 'replica'];
    const first = await firstAt(at);
    const hash = skipHashing();
    const answers = await Promise.all(both.map((at) => signsUp(at, first)));
    hash();
    await replica.stop();

    expect(await administrators()).toHaveLength(1);
    const refused = { open: '200', invitation: '403 INVITATION_NEEDED', closed: '403 SIGN_UP_CLOSED' }[mode]!;
    expect(answers.map(codeOf).sort()).toEqual(['200', ...Array<string>(5).fill(refused)]);
    expect(await sql(database.url, 'select 1 from "user"')).toHaveLength(mode === 'open' ? 6 : 1);
  });

  it('makes nobody else an administrator', async () => {
    await administratorOf(servers[mode]!);
    const hash = skipHashing();
    expect(codeOf(await signsUp('open'))).toBe('200');
    hash();
    expect(await administrators()).toHaveLength(1);
  });
});

describe.each(['closed', 'closed by mail', 'invitation', 'invitation by mail'])('an empty database (%s)', (at) => {
  const users = () => sql(database.url, 'select 1 from "user"');

  let hash: () => void;
  beforeEach(() => void (hash = skipHashing()));
  afterEach(() => hash());

  it.each([
    ['no set-up code', {}, '403 SETUP_CODE_NEEDED'],
    ['a wrong one', { setupCode: '0000-0000-0000-0000' }, '422 VALIDATION_FAILED'],
    ['an invitation alone', { invitation: 'x' }, '403 SETUP_CODE_NEEDED'],
  ])('makes no account for who has %s', async (_what, more, code) => {
    const response = await signsUp(at, more);
    expect(codeOf(response)).toBe(code);
    expect(await users()).toEqual([]);
    expect(JSON.stringify(response.body)).not.toContain(await setupCodeAt(at));
  });

  it('names the field of a wrong code', async () => {
    const { fields } = (await signsUp(at, { setupCode: 'wrong' })).body as { fields: object };
    expect(Object.keys(fields)).toEqual(['setupCode']);
  });

  it('takes the code as people type it, and means nothing by it afterwards', async () => {
    const setupCode = await setupCodeAt(at);
    const typed = ` ${setupCode!.toLowerCase().replaceAll('-', '–\u200b').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(codeOf(await signsUp(at, { setupCode: typed }))).toBe('200');
    expect(await administrators()).toHaveLength(1);
    const refused = at.startsWith('closed') ? '403 SIGN_UP_CLOSED' : '403 INVITATION_NEEDED';
    expect(codeOf(await signsUp(at, { setupCode }))).toBe(refused);
  });

  it('has another code once the one before was used', async () => {
    const setupCode = await setupCodeAt(at);
    expect(await setupCodeAt(at)).toBe(setupCode);
    await signsUp(at, { setupCode });
    await sql(database.url, 'delete from "user"');
    expect(await setupCodeAt(at)).not.toBe(setupCode);
    expect(codeOf(await signsUp(at, { setupCode }))).toBe('422 VALIDATION_FAILED');
    expect(await users()).toEqual([]);
  });

  it('lets nobody go on guessing, and never refuses the right code', async () => {
    const visitor = new Visitor(servers[at]!);
    const answers = [];
    for (let guess = 0; guess < 11; guess += 1)
      answers.push(codeOf(await signsUp(at, { setupCode: `guess ${guess}` }, visitor)));
    expect(answers).toEqual([...Array<string>(10).fill('422 VALIDATION_FAILED'), '429 TOO_MANY_REQUESTS']);
    expect(codeOf(await signsUp(at, await firstAt(at), visitor))).toBe('200');
  });
});

it('shows the set-up code to the doctor alone', async () => {
  const { body } = await new Visitor(servers.closed!).get('/api/auth/setup');
  expect(JSON.stringify(body)).toContain('set-up code');
  expect(JSON.stringify(body)).not.toContain(await setupCodeAt('closed'));
});

it('tells the doctor that the first account is to be made, where anybody may make it', async () => {
  expect(await firstAccountAt('open')).toMatch(/The person who makes the first one is the administrator/);
});

describe('the log', () => {
  /** What a server writes that starts and stops, which has the same database. */
  async function logOf(SIGN_UP: string, secret = TEST_SECRET) {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    const variables = { AUTH_DATABASE_URL: database.url, SIGN_UP, BETTER_AUTH_SECRET: secret };
    const server = await startAuthServer(variables, logger);
    await server.stop();
    return lines.map((line) => JSON.parse(line) as { setupCode?: string }).filter(({ setupCode }) => setupCode);
  }

  it.each(['closed', 'invitation'])('says the code once at each start, the same at each replica (%s)', async (mode) => {
    const code = await setupCodeAt(mode);
    expect(await logOf(mode)).toEqual([expect.objectContaining({ setupCode: code, level: 40 })]);
    expect(await logOf(mode)).toEqual([expect.objectContaining({ setupCode: code })]);
    const [other] = await logOf(mode, 'another secret, of forty characters now.');
    expect(other!.setupCode).not.toBe(code);
  });

  it.each(['closed', 'invitation'])('says none once there is an account (%s)', async (mode) => {
    await administratorOf(servers.open!);
    expect(await logOf(mode)).toEqual([]);
  });

  it('says none where anybody may sign up', async () => {
    expect(await logOf('open')).toEqual([]);
  });
});

it('is one code, however many replicas ask for it first', async () => {
  await sql(database.url, `delete from verification where id = 'setup-code'`);
  const pool = new Database(database.url, pino({ level: 'silent' }), PATIENT_MS);
  const settings = { mode: 'closed', secret: TEST_SECRET, logger: pino({ level: 'silent' }) } as const;
  const asks = Array.from({ length: 8 }, () => new SetupCode(settings).find(pool.query.bind(pool)));
  expect(new Set(await Promise.all(asks)).size).toBe(1);
  await pool.close();
});

it('is not made anew for a replica that asks while another makes the first account', async () => {
  const pool = new Database(database.url, pino({ level: 'silent' }), PATIENT_MS);
  const settings = { mode: 'closed', secret: TEST_SECRET, logger: pino({ level: 'silent' }) } as const;
  const setupCode = await new SetupCode(settings).find(pool.query.bind(pool));
  const found = await new SetupCode(settings).find(async (text, values) => {
    const rows = await pool.query<never>(text, values);
    await Visitor.signedUp(servers.closed!);
    await sql(database.url, `delete from verification where id = 'setup-code'`);
    return rows;
  });
  expect([setupCode, undefined]).toContain(found);
  expect(await sql(database.url, `select 1 from verification where id = 'setup-code'`)).toEqual([]);
  await pool.close();
});

it.each([
  ['closed', {}, '403 SIGN_UP_CLOSED'],
  ['closed', { invitation: 'x' }, '403 SIGN_UP_CLOSED'],
  ['invitation', {}, '403 INVITATION_NEEDED'],
  ['invitation', { invitation: 'x' }, '410 LINK_NOT_VALID'],
  ['open', { invitation: 'x' }, '410 LINK_NOT_VALID'],
  ['closed by mail', {}, '403 SIGN_UP_CLOSED'],
  ['invitation by mail', {}, '403 INVITATION_NEEDED'],
  ['invitation by mail', { invitation: 'x' }, '410 LINK_NOT_VALID'],
])('answers the same for any address: %s, with %p', async (at, more, code) => {
  const grace = await administratorOf(servers.open!);
  const unknown = await signsUp(at, more);
  const known = await signsUp(at, { ...more, email: grace.email });
  expect([codeOf(unknown), codeOf(known)]).toEqual([code, code]);
  expect(known.body).toEqual(unknown.body);
  expect([...setCookies(known), ...setCookies(unknown)]).toEqual([]);
});

it('refuses a body before it says who may sign up', async () => {
  await administratorOf(servers.open!);
  const response = await signsUp('closed', { password: 'short' });
  expect(codeOf(response)).toBe('422 VALIDATION_FAILED');
  expect(Object.keys((response.body as { fields: object }).fields)).toEqual(['password']);
  expect(codeOf(await signsUp('open', { invitation: '' }))).toBe('422 VALIDATION_FAILED');
  expect(codeOf(await signsUp('open', { role: 'admin' }))).toBe('422 VALIDATION_FAILED');
});

it('says that it is down where it cannot tell whether there is an account', async () => {
  const lost = await startAuthServer({ AUTH_DATABASE_URL: 'postgres://x@127.0.0.1:9/x', SIGN_UP: 'closed' });
  servers.lost = lost;
  const response = await new Visitor(lost).get('/api/auth/options');
  expectContract('get', '/api/auth/options', response);
  expect(response.status).toBe(503);
  expect((await signsUp('lost')).status).toBe(503);
});
