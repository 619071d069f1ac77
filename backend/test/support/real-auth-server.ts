import { spawn, execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from '@latch/test-kit/databases';

const PUBLIC_URL = 'http://localhost:3000';
const dist = (file: string) => fileURLToPath(new URL(`../../../auth-server/dist/${file}`, import.meta.url));
let nextAddress = 1;

/** Somebody signed in at the real auth server. */
export interface RealUser {
  id: string;
  email: string;
  password: string;
  /** The session cookie's pair. */
  cookie: string;
}

/** The real auth server as a process of its own, on the accounts database of this run. */
export class RealAuthServer {
  private constructor(
    readonly url: string,
    private readonly child: ReturnType<typeof spawn>,
  ) {}

  static async start(): Promise<RealAuthServer> {
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      AUTH_PORT: '0',
      PUBLIC_URL,
      AUTH_DATABASE_URL: process.env.TEST_AUTH_DATABASE_URL,
      BETTER_AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
      TRUSTED_PROXIES: 'loopback',
      DATABASE_TIMEOUT_MS: '60000',
      LOG_LEVEL: 'info',
    };
    await promisify(execFile)(process.execPath, [dist('migrate.js')], { env });
    const child = spawn(process.execPath, [dist('main.js')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface(child.stdout)) {
      const { port } = JSON.parse(line) as { port?: number };
      if (port) return new RealAuthServer(`http://127.0.0.1:${port}`, child);
    }
    throw new Error('The auth server ended before it listened');
  }

  async signUp(): Promise<RealUser> {
    const email = `${randomUUID()}@example.com`;
    const password = `pass-${randomUUID()}`;
    const answer = await this.post('/api/auth/sign-up/email', { email, password, name: 'Ada' });
    const { user } = (await answer.json()) as { user: { id: string } };
    return { id: user.id, email, password, cookie: cookieFrom(answer) };
  }

  /** Another session of the same person. @returns its cookie's pair */
  async signIn({ email, password }: RealUser): Promise<string> {
    return cookieFrom(await this.post('/api/auth/sign-in/email', { email, password }));
  }

  async signOut(cookie: string): Promise<void> {
    await this.post('/api/auth/sign-out', {}, cookie);
  }

  /** Takes a session away, as another device or an administrator would. */
  async revoke(cookie: string): Promise<void> {
    await this.onSession('DELETE FROM session WHERE token = $1', cookie);
  }

  /** Lets a session's time run out. */
  async expire(cookie: string): Promise<void> {
    await this.onSession(`UPDATE session SET "expiresAt" = now() - interval '1 second' WHERE token = $1`, cookie);
  }

  async stop(): Promise<void> {
    const exit = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exit;
  }

  private async onSession(statement: string, cookie: string): Promise<void> {
    const token = /=(.*?)\./.exec(decodeURIComponent(cookie))?.[1];
    const changed = await sql(process.env.TEST_AUTH_DATABASE_URL!, `${statement} RETURNING id`, [token]);
    if (changed.length !== 1) throw new Error('There is no such session');
  }

  /** From an address of its own each time, so that no test meets the rate limit of another. */
  private async post(path: string, body: object, cookie = ''): Promise<Response> {
    const address = nextAddress++;
    const answer = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: PUBLIC_URL,
        cookie,
        'x-forwarded-for': `10.${process.pid % 256}.${address >> 8}.${address % 256}`,
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }
}

function cookieFrom(answer: Response): string {
  const pairs = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  const pair = pairs.find((cookie) => cookie.startsWith('better-auth.session_token='));
  if (!pair) throw new Error('No session cookie was set');
  return pair;
}
