import type { components } from '@latch/contracts/account';
import { HttpResponse, type JsonBodyType } from 'msw';
import { USER_ID } from './fake-latch';
import { Refused } from './fake-refusal';
import { FakeSecondFactor } from './fake-second-factor-state';

type Schemas = components['schemas'];
type Session = Schemas['BrowserSession'];
type Mood = 'well' | 'unreachable' | 'unavailable' | 'broken';
interface Refusal {
  /** Of which change, such as `/sign-in/email`; of any when left out. */
  path?: string;
  status: number;
  error_code: string;
  message: string;
  fields?: Record<string, string[]>;
  retryAfter?: number;
}

export const ada: Session = {
  user: { id: USER_ID, email: 'ada@example.com', name: 'Ada' },
  session: { expiresAt: '2026-11-28T09:00:00.000Z' },
  persistent: true,
};
export const grace: Session = {
  user: { id: 'g'.repeat(32), email: 'grace@example.com', name: 'Grace' },
  session: { expiresAt: '2026-11-28T09:00:00.000Z' },
  persistent: true,
};

/** An auth server in memory that knows who is signed in; it can be out, refuse, or lose its cookie. */
export class FakeAccount {
  session: Session | null = null;
  mood: Mood = 'well';
  /** Who a sign-in or a sign-up makes the session's user. */
  person: Session = ada;
  /** Whether the browser keeps the cookie it is given. */
  keepsCookie = true;
  /** What the cookie is called that the browser sends twice, so that nobody is signed in. */
  duplicateCookie: string | null = null;
  /** Every request as `METHOD /path body`. */
  readonly log: string[] = [];
  options: Schemas['Options'] = {
    address: 'http://localhost:3000',
    mail: 'smtp',
    confirmsEmail: false,
    signUp: 'open',
    providers: [],
    passkeys: true,
  };
  emailVerified = true;
  hasPassword = true;
  hasPasskey = false;
  administrator = false;
  /** Whether the password was given within the last ten minutes. */
  fresh = true;
  /** What the next link is for. */
  outcome: Schemas['Verified']['outcome'] = 'verified';
  devices: Schemas['Device'][] = [];
  events: Schemas['AuditEvent'][] = [];
  mails: Schemas['Mail'][] = [];
  outboxCode = '7K3M-90QX-4T2V-8WZD';
  /** What the next link invites to. */
  invitation: Schemas['Invitation'] | null = null;
  /** How much of a long list comes at once. */
  pageSize = 2;
  readonly secondFactor = new FakeSecondFactor();
  private refusals: Refusal[] = [];

  /** Refuses the next change once. */
  refuseNext(refusal: Refusal): void {
    this.refusals.push(refusal);
  }

  /** How often the question "am I signed in?" was asked. */
  get asked(): number {
    return this.log.filter((line) => line.startsWith('GET /get-session')).length;
  }

  /** What was sent to a path, the last time. */
  sentTo(path: string): unknown {
    const line = this.log.findLast((line) => line.startsWith(`POST ${path} `));
    return line && JSON.parse(line.slice(`POST ${path} `.length));
  }

  async answer(request: Request, work: (body: never) => JsonBodyType): Promise<Response> {
    const path = new URL(request.url).pathname.replace('/api/auth', '');
    const text = await request.text();
    this.log.push([request.method, path, text].filter(Boolean).join(' '));
    if (this.mood === 'unreachable') return HttpResponse.error();
    if (this.mood === 'unavailable') return refuse({ status: 503, error_code: 'STORE_UNAVAILABLE', message: 'Out.' });
    if (this.mood === 'broken') return refuse({ status: 500, error_code: 'INTERNAL_ERROR', message: 'Broken.' });
    const refusal = request.method === 'GET' ? undefined : this.takeRefusal(path);
    if (refusal) return refuse(refusal);
    try {
      const isNamed = this.duplicateCookie !== null && path === '/get-session';
      const headers = isNamed ? { 'X-Latch-Duplicate-Cookie': this.duplicateCookie! } : undefined;
      return HttpResponse.json(work((text ? JSON.parse(text) : {}) as never), { headers });
    } catch (error) {
      if (error instanceof Refused) return HttpResponse.json(error.refusal.body, { status: error.refusal.status });
      throw error;
    }
  }

  private takeRefusal(path: string): Refusal | undefined {
    const found = this.refusals.findIndex((refusal) => refusal.path === undefined || refusal.path === path);
    return found === -1 ? undefined : this.refusals.splice(found, 1)[0];
  }

  signUp(): JsonBodyType {
    return this.options.confirmsEmail ? { user: null } : this.signIn();
  }

  signIn(): JsonBodyType {
    const { asks } = this.secondFactor;
    return asks ? { user: null, secondFactor: asks } : this.signInAtLast();
  }

  signInAtLast(): JsonBodyType {
    if (this.keepsCookie && this.duplicateCookie === null) this.session = this.person;
    return { user: this.person.user };
  }

  signOut(): JsonBodyType {
    this.session = null;
    return { success: true };
  }
}

function refuse({ status, retryAfter, error_code, message, fields }: Refusal): Response {
  const headers = retryAfter ? { 'Retry-After': String(retryAfter) } : undefined;
  return HttpResponse.json({ error_code, message, detail: null, ...(fields && { fields }) }, { status, headers });
}
