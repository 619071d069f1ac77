import type { Response } from 'supertest';
import { administratorOf } from '../support/administration.js';
import { expectContract } from '../support/contract.js';
import { migratedDatabase, sql, type TestDatabase } from '../support/databases.mjs';
import { PASSWORD, setCookies, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

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

async function signsUp(at: string, more: object = {}): Promise<Response> {
  const visitor = new Visitor(servers[at]!);
  const { name, email } = visitor;
  const response = await visitor.post(SIGN_UP, { name, email, password: PASSWORD, ...more });
  expectContract('post', SIGN_UP, response);
  return response;
}

const options = async (at: string) => (await new Visitor(servers[at]!).get('/api/auth/options')).body as object;

const administrators = () => sql<{ email: string }>(database.url, `select email from "user" where role = 'admin'`);

describe.each(['open', 'invitation', 'closed'])('with SIGN_UP=%s', (mode) => {
  it('lets the first one in, who is the administrator', async () => {
    expect(await options(mode)).toMatchObject({ signUp: 'open', firstAccount: true });
    const grace = new Visitor(servers[mode]!);
    expect(codeOf(await grace.signUp())).toBe('200');
    const account = await grace.get('/api/auth/account');
    expect(account.body).toMatchObject({ administrator: true });
    expect(await options(mode)).toMatchObject({ signUp: mode });
    expect(await options(mode)).not.toHaveProperty('firstAccount');
  });

  it.each([mode, `${mode} by mail`])('makes one administrator of many first ones at two replicas (%s)', async (at) => {
    const replica = await startAuthServer({
      AUTH_DATABASE_URL: database.url,
      SIGN_UP: mode,
      ...(at === mode ? {} : MAILS),
    });
    servers.replica = replica;
    const both = [at, 'replica', at, 'replica', at, 'replica'];
    const answers = await Promise.all(both.map((at) => signsUp(at)));
    await replica.stop();

    expect(await administrators()).toHaveLength(1);
    const refused = { open: '200', invitation: '403 INVITATION_NEEDED', closed: '403 SIGN_UP_CLOSED' }[mode]!;
    expect(answers.map(codeOf).sort()).toEqual(['200', ...Array<string>(5).fill(refused)]);
    expect(await sql(database.url, 'select 1 from "user"')).toHaveLength(mode === 'open' ? 6 : 1);
  });

  it('makes nobody else an administrator', async () => {
    await signsUp(mode);
    expect(codeOf(await signsUp('open'))).toBe('200');
    expect(await administrators()).toHaveLength(1);
  });
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
