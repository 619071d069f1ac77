import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { expectContract } from '../support/contract.js';
import { doctorProof } from '../../src/setup/doctor-proof.js';
import { migratedDatabase, type TestDatabase } from '../support/databases.mjs';
import {
  cookiesIn,
  setCookies,
  startAuthServer,
  TEST_SECRET,
  type TestServer,
  Visitor,
} from '../support/test-server.js';

const SETUP = '/api/auth/setup';
const ADDRESS = 'http://localhost:3000';

let server: TestServer;
let backend: Server;
let database: TestDatabase;

/** What the backend says of its parts. */
let checks: Record<string, string> = {};
let problem: string | undefined;

beforeAll(async () => {
  database = await migratedDatabase();
  backend = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ status: 'ok', checks, problem }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => backend.once('listening', resolve));
  const backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
  server = await startAuthServer({ AUTH_DATABASE_URL: database.url, BACKEND_URL: backendUrl });
});
beforeEach(() => {
  checks = { database: 'ok', authServer: 'ok' };
  problem = undefined;
});
afterAll(async () => {
  await server.stop();
  backend.close();
  await database.drop();
});

interface Finding {
  subject: string;
  ok: boolean;
  says: string;
  set: string | null;
}

async function look(visitor: Visitor, query = '', headers: Record<string, string> = {}) {
  const response = await visitor.get(`${SETUP}${query}`, headers);
  expect(response.status).toBe(200);
  expectContract('get', SETUP, response);
  const { findings } = response.body as { findings: Finding[] };
  return { response, of: (subject: string) => findings.find((finding) => finding.subject === subject) };
}

const asked = (address: string, clock = new Date()) =>
  `?${new URLSearchParams({ address, clock: clock.toISOString() })}`;

describe('before the first account', () => {
  it('finds nothing wrong where all is as it should be', async () => {
    const visitor = new Visitor(server);
    const { response } = await look(visitor);
    const { findings } = (await look(visitor, asked(ADDRESS), { cookie: cookiesIn(response) })).response.body;
    expect(findings.map(({ subject, ok, set }: Finding) => [subject, ok, set])).toEqual([
      ['address', true, null],
      ['cookie', true, null],
      ['proxy', true, null],
      ['clock', true, null],
      ['auth-database', true, null],
      ['backend', true, null],
      ['mail', false, expect.stringContaining('SMTP_URL=')],
      ['first-account', true, null],
    ]);
  });

  it('names the line for an address that is not the one it is set up for', async () => {
    const { of } = await look(new Visitor(server), asked('https://todo.example.com'));
    expect(of('address')).toMatchObject({ ok: false, set: 'PUBLIC_URL=https://todo.example.com' });
  });

  it('takes each name of this machine for the same', async () => {
    const { of } = await look(new Visitor(server), asked('http://127.0.0.1:3000'));
    expect(of('address')).toMatchObject({ ok: true });
  });

  it('sets a cookie of the kind of the session cookie, and sees that it did not come back', async () => {
    const { response, of } = await look(new Visitor(server));
    expect(of('cookie')).toMatchObject({ ok: false });
    expect(response.headers['set-cookie']).toEqual(['latch.setup=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=60']);
  });

  it.each([
    ['of another program', 'better-auth.session_token=another.program'],
    ['twice', 'better-auth.session_token=a; better-auth.session_token=b'],
  ])('names a session cookie that it did not set, and has it deleted: %s', async (_, cookie) => {
    const { response, of } = await look(new Visitor(server), '', { cookie });
    expect(of('cookie')).toMatchObject({ ok: false, says: expect.stringContaining('“better-auth.session_token”') });
    expect(setCookies(response)).toContain('better-auth.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax');
    expect((await look(new Visitor(server), '', { cookie: cookiesIn(response) })).of('cookie')).toMatchObject({
      ok: true,
    });
  });

  it('sees clocks that are apart', async () => {
    const eightDaysAhead = new Date(Date.now() + 8 * 24 * 60 * 60 * 1000);
    const { of } = await look(new Visitor(server), asked(ADDRESS, eightDaysAhead));
    expect(of('clock')).toMatchObject({ ok: false, says: expect.stringContaining('11520 minutes') });
  });

  it('tells strangers that there is an outbox, and not its code', async () => {
    const keeping = await startAuthServer({ AUTH_DATABASE_URL: database.url, MAIL_OUTBOX: 'on' });
    const { of } = await look(new Visitor(keeping));
    expect(of('mail')).toMatchObject({ ok: true, says: expect.stringMatching(/npm run doctor shows the code/) });
    expect(of('mail')!.says).not.toContain('code=');
    await keeping.stop();
  });

  it('sees who may claim any address', async () => {
    const { of } = await look(new Visitor(server), '', { 'x-forwarded-for': '192.0.2.55' });
    expect(of('proxy')).toMatchObject({ ok: false, set: 'TRUSTED_PROXIES=' });
  });

  it.each([
    [{ database: 'unavailable', authServer: 'ok' }, 'TODOS_DATABASE_URL='],
    [{ database: 'ok', migrations: 'unavailable', authServer: 'ok' }, null],
    [{ database: 'ok', authServer: 'unavailable' }, 'AUTH_SERVER_URL='],
  ])('says what the backend lacks: %j', async (said, set) => {
    checks = said;
    expect((await look(new Visitor(server))).of('backend')).toMatchObject({ ok: false, set });
  });

  it('passes on what the backend says has to be changed', async () => {
    checks = { database: 'unavailable' };
    problem = 'The database refuses the password.';
    expect((await look(new Visitor(server))).of('backend')).toMatchObject({ ok: false, says: problem });
  });

  it('sends two lines one after the other', async () => {
    const response = await fetch(`${server.url}${SETUP}/lines`);
    const chunks: string[] = [];
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) chunks.push(chunk);
    // Held back until the end, they would come as one.
    expect(chunks).toEqual(['first\n', 'second\n']);
  });
});

describe('behind a proxy, but set up for this machine alone', () => {
  let behind: TestServer;
  beforeAll(async () => void (behind = await startAuthServer({ AUTH_DATABASE_URL: database.url })));
  afterAll(() => behind.stop());

  it('names the line once a request came through the proxy, also to who comes past it', async () => {
    const visitor = new Visitor(behind);
    expect((await look(visitor)).of('proxy')).toMatchObject({ ok: true });
    // What the doctor claims is not what a proxy says.
    const proof = doctorProof(TEST_SECRET, Date.now());
    await look(visitor, '', { 'x-latch-doctor': proof, 'x-latch-forwarded': 'https://claimed.example.com' });
    expect((await look(visitor)).of('proxy')).toMatchObject({ ok: true });
    await visitor.get('/api/auth/get-session', { 'x-latch-forwarded': 'https://todo.example.com' });
    const { of } = await look(visitor);
    expect(of('proxy')).toMatchObject({ ok: false, set: 'PUBLIC_URL=https://todo.example.com' });
    expect(of('proxy')!.says).toContain('came through a proxy');
  });
});

describe('with an account', () => {
  beforeAll(() => new Visitor(server).signUp());

  it.each([SETUP, `${SETUP}/lines`])('says nothing to strangers: %s', async (path) => {
    const response = await new Visitor(server).get(path);
    expect([response.status, response.body.error_code]).toEqual([404, 'NOT_FOUND']);
    expectContract('get', path, response);
  });

  it('still tells the doctor, who knows the secret', async () => {
    const proof = doctorProof(TEST_SECRET, Date.now());
    const { of } = await look(new Visitor(server), asked(ADDRESS), { 'x-latch-doctor': proof });
    expect(of('address')).toMatchObject({ ok: true });
  });

  it.each([
    ['made with another secret', doctorProof('another secret, of forty characters now.', Date.now())],
    ['two days old', doctorProof(TEST_SECRET, Date.now() - 2 * 24 * 60 * 60 * 1000)],
    ['changed', `${Date.now()}.${doctorProof(TEST_SECRET, Date.now() - 1).split('.')[1]}`],
    ['no proof', 'x'],
  ])('refuses a proof that is %s', async (_what, proof) => {
    const response = await new Visitor(server).get(SETUP, { 'x-latch-doctor': proof });
    expect(response.status).toBe(404);
  });
});

describe('with a database that refuses the password', () => {
  const refusing = createTcpServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.end(passwordRefused));
  });
  let refused: TestServer;
  beforeAll(async () => {
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    refused = await startAuthServer({
      AUTH_DB_HOST: '127.0.0.1',
      AUTH_DB_PORT: String((refusing.address() as AddressInfo).port),
      AUTH_DB_PASSWORD: 'S3CRET',
      AUTH_DATABASE_URL: '',
    });
  });
  afterAll(async () => {
    await refused.stop();
    refusing.close();
  });

  const sentence = /refuses the password of its role auth\. Set AUTH_DB_PASSWORD .*: psql -c '\\password auth'$/;

  it('says to everybody what to change, as nobody can tell whether there is an account', async () => {
    const response = await new Visitor(refused).get(SETUP);
    expectContract('get', SETUP, response);
    expect([response.status, response.body.error_code]).toEqual([503, 'STORE_UNAVAILABLE']);
    expect(response.body.detail).toMatch(sentence);
    expect(response.text).not.toContain('S3CRET');
  });

  it('says so to the doctor', async () => {
    const proof = doctorProof(TEST_SECRET, Date.now());
    const { of } = await look(new Visitor(refused), asked(ADDRESS), { 'x-latch-doctor': proof });
    expect(of('auth-database')).toEqual({
      subject: 'auth-database',
      ok: false,
      says: expect.stringMatching(sentence),
      set: null,
    });
  });
});

/** What PostgreSQL sends to somebody with the wrong password, in its protocol. */
const passwordRefused = (() => {
  const fields = Buffer.from('SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed\0\0');
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
})();
