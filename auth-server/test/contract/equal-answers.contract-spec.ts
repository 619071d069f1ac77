import { vi } from 'vitest';
import { Client } from 'pg';
import type { Response } from 'supertest';
import { passwordHashLimiter } from '../../src/passwords/password-hash-limiter.js';
import { PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const CONFIRMING = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'Latch <latch@example.com>' };

/** What the server did: how often it hashed, and what it asked its database. */
const work = { hashes: 0, statements: [] as string[] };

let server: TestServer;
let confirming: TestServer;

beforeAll(async () => {
  const run = passwordHashLimiter.run.bind(passwordHashLimiter);
  vi.spyOn(passwordHashLimiter, 'run').mockImplementation((hashing) => {
    work.hashes += 1;
    return run(hashing);
  });
  // Before the server takes its connections: each of them keeps the method it was made with.
  const query = Reflect.get(Client.prototype, 'query') as (...args: unknown[]) => unknown;
  vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...args: unknown[]) {
    const [statement] = args as [string | { text: string }];
    work.statements.push(typeof statement === 'string' ? statement : statement.text);
    return Reflect.apply(query, this, args) as never;
  });
  server = await startAuthServer();
  confirming = await startAuthServer(CONFIRMING);
});
afterAll(async () => {
  await Promise.all([server.stop(), confirming.stop()]);
  vi.restoreAllMocks();
});

/** What was done for one request, but for what the server does by itself meanwhile. */
async function workOf(ask: () => PromiseLike<Response>) {
  Object.assign(work, { hashes: 0, statements: [] });
  const response = await ask();
  const statements = work.statements.filter((text) => !/^\s*(delete|update mail|select .* from mail)/i.test(text));
  return { response, hashes: work.hashes, statements: statements.sort() };
}

const said = ({ status, body, headers }: Response) => ({
  status,
  body,
  headers: Object.keys(headers).filter((name) => name !== 'x-request-id'),
});

async function knownAddress(): Promise<string> {
  const ada = new Visitor(server);
  await ada.signUp();
  return ada.email;
}

it('a wrong password costs the same hash and the same statements as an address without an account', async () => {
  const signIn = (email: string) => () =>
    new Visitor(server).post('/api/auth/sign-in/email', { email, password: 'not the password' });
  const known = await workOf(signIn(await knownAddress()));
  const unknown = await workOf(signIn(new Visitor(server).email));
  expect(said(unknown.response)).toEqual(said(known.response));
  expect([known.hashes, unknown.hashes]).toEqual([1, 1]);
  expect(known.statements.length).toBeGreaterThan(2);
  expect(unknown.statements).toEqual(known.statements);
});

describe('where addresses are confirmed', () => {
  it.each([
    ['sign-up/email', { name: 'Ada', password: PASSWORD }, 1],
    ['request-password-reset', {}, 0],
    ['send-verification-email', {}, 0],
  ])('%s says the same, hashes as often, and is answered after a time of its own', async (path, more, hashes) => {
    const ask = (email: string) => () => new Visitor(confirming).post(`/api/auth/${path}`, { email, ...more });
    const [known, unknown] = [await knownAddress(), new Visitor(server).email];
    for (const email of [known, unknown]) {
      const started = performance.now();
      const { response, hashes: counted } = await workOf(ask(email));
      expect([response.status, counted]).toEqual([200, hashes]);
      expect(response.body).toEqual(path.startsWith('sign-up') ? { user: null } : { success: true });
      // The work takes less, and what is left is waited for: see even-time.ts.
      expect(performance.now() - started).toBeGreaterThan(600);
    }
  });
});
