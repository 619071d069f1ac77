import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import request, { type Response, type Test } from 'supertest';
import { readEnvironment } from '../../src/environment.js';
import { createAuthServer } from '../../src/server.js';
import {
  type CookieSettings,
  insertAccounts,
  insertSessions,
  PASSWORD,
  type SignedInAccount,
} from '@latch/test-kit/account-rows';
import { PATIENT_MS, sharedDatabaseUrl } from './databases.mjs';

export { PASSWORD } from '@latch/test-kit/account-rows';
export const TEST_SECRET = 'a secret for tests alone, 40 characters.';

/** A server as those who visit it see it. */
export interface VisitedServer {
  url: string;
  /** Where its accounts are, and how it signs cookies; unless given, nobody can be signed in but by itself. */
  accounts?: CookieSettings & { databaseUrl: string };
}

/** A running auth server, in this process. */
export interface TestServer extends VisitedServer {
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts production's own server on a free port, with the shared database unless told otherwise.
 * It trusts this machine as a proxy, so that each visitor of a test has an address of their own, and a slow machine is not
 * taken for a dead database; tests of the deadline set their own.
 */
export async function startAuthServer(
  variables: NodeJS.ProcessEnv = {},
  logger: Logger = pino({ level: 'silent' }),
): Promise<TestServer> {
  const environment = readEnvironment({
    AUTH_PORT: '0',
    AUTH_DATABASE_URL: sharedDatabaseUrl(),
    BETTER_AUTH_SECRET: TEST_SECRET,
    TRUSTED_PROXIES: 'loopback',
    DATABASE_TIMEOUT_MS: String(PATIENT_MS),
    ...variables,
  });
  const server = await createAuthServer(environment, logger);
  const port = await server.start();
  return { url: `http://127.0.0.1:${port}`, port, accounts: environment, stop: () => server.stop() };
}

/** All files of tests: they share a database, and in it the counts of addresses. */
const specs = readdirSync(fileURLToPath(new URL('..', import.meta.url)), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('-spec.ts'))
  .sort();

/** How many addresses each file was given. */
const addresses = new Map<number, number>();

/** An address from the network that is kept for benchmarks, so nobody's; never the same twice in one run. */
export function anyAddress(): string {
  const { testPath } = expect.getState();
  const fileNumber = 1 + specs.findIndex((file) => basename(file) === basename(testPath!));
  const network = addresses.get(fileNumber) ?? 0;
  addresses.set(fileNumber, network + 1);
  if (network >= 2 * 256 || fileNumber > 254) throw new Error('there are no more addresses');
  return `198.${18 + (network >> 8)}.${network & 255}.${fileNumber}`;
}

let visitors = 0;

/** Somebody at a server, with an e-mail address and an IP address that nobody else has. */
export class Visitor {
  readonly email = `visitor-${process.pid}-${Date.now()}-${(visitors += 1)}@example.com`;
  readonly address = anyAddress();
  readonly name = 'Ada';
  /** The account's, once there is one. */
  id = '';
  /** The session cookie's pair, once signed in. */
  cookie = '';

  constructor(private readonly server: VisitedServer) {}

  get(path: string, headers: Record<string, string> = {}): Test {
    return request(this.server.url).get(path).set(this.#headers(headers));
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Test {
    const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    return request(this.server.url)
      .post(path)
      .set(this.#headers({ 'content-type': 'application/json', ...headers }))
      .send(text as string);
  }

  /** A new one who has an account and is signed in, as if by a sign-up. @see insertAccounts */
  static async signedUp(server: VisitedServer, wish: { role?: 'admin' } = {}): Promise<Visitor> {
    const visitor = new Visitor(server);
    const { name, email, address } = visitor;
    const [account] = await insertAccounts(databaseOf(server), [{ name, email, address, ...wish }], server.accounts!);
    return visitor.#become(account!);
  }

  async signUp(): Promise<Response> {
    const { name, email } = this;
    const response = await this.post('/api/auth/sign-up/email', { name, email, password: PASSWORD });
    this.id = (response.body as { user?: { id: string } | null }).user?.id ?? '';
    return this.#keepCookie(response);
  }

  async signIn(password = PASSWORD): Promise<Response> {
    return this.#keepCookie(await this.post('/api/auth/sign-in/email', { email: this.email, password }));
  }

  /** The same person with another device, signed out, which has an address of its own. */
  elsewhere(): Visitor {
    return Object.assign(new Visitor(this.server), { id: this.id, email: this.email });
  }

  /** The same person with another device, signed in there, as if by a sign-in. @see insertSessions */
  async signedInElsewhere(): Promise<Visitor> {
    const device = this.elsewhere();
    const { server, id, email, name, address } = device;
    const [account] = await insertSessions(databaseOf(server), [{ id, email, name, address }], server.accounts!);
    return device.#become(account!);
  }

  signOut(): Test {
    return this.post('/api/auth/sign-out');
  }

  /** The session token in the cookie: what no body and no log may hold. */
  get sessionToken(): string {
    return decodeURIComponent(this.cookie.slice(this.cookie.indexOf('=') + 1)).split('.')[0]!;
  }

  #become({ id, cookie }: SignedInAccount): this {
    this.id = id;
    this.cookie = `${cookie.name}=${cookie.value}`;
    return this;
  }

  #headers(headers: Record<string, string>): Record<string, string> {
    const passedOn = { 'x-forwarded-for': this.address, 'x-forwarded-proto': 'http' };
    return { ...passedOn, ...(this.cookie && { cookie: this.cookie }), ...headers };
  }

  #keepCookie(response: Response): Response {
    const cookie = keptIn(response).find((text) => text.includes('session_token='));
    if (cookie) this.cookie = cookie.split(';')[0]!;
    return response;
  }
}

function databaseOf({ accounts }: VisitedServer): string {
  if (!accounts) throw new Error('it is not known where the accounts of this server are');
  return accounts.databaseUrl;
}

/** What a browser sends back of the cookies a response sets. */
export function cookiesIn(response: Response): string {
  return keptIn(response)
    .map((text) => text.split(';')[0]!)
    .join('; ');
}

const keptIn = (response: Response) => setCookies(response).filter((text) => !text.includes('; Max-Age=0;'));

/** The `Set-Cookie` headers of a response; none is an empty list. */
export function setCookies(response: Response): string[] {
  return [response.headers['set-cookie'] ?? []].flat();
}
