import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Where it is asked about a proof of a deletion. */
export const CONFIRM_DELETION = '/api/auth/confirm-deletion';

/** How it answers a session check. */
export type Mood = (request: IncomingMessage, response: ServerResponse) => void;

/** What it says of a valid session. */
export function validSession(userId: string, expiresInMs = 3_600_000) {
  return {
    user: { id: userId, email: `${userId}@example.com`, name: 'Ada' },
    session: { expiresAt: new Date(Date.now() + expiresInMs).toISOString() },
  };
}

/** Answers with a status and JSON, or with text as it is. */
export function answers(status: number, body: unknown, headers: Record<string, string> = {}): Mood {
  return (_request, response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  };
}

/** The auth server in every mood it may be found in. Rude ones end or hold the connection themselves. */
export const moods = {
  invalid: answers(401, { error_code: 'INVALID_SESSION', message: 'No.', detail: null }),
  unauthorizedWithoutCode: answers(401, { message: 'Unauthorized' }),
  unauthorizedAsHtml: answers(401, '<h1>401</h1>', { 'content-type': 'text/html' }),
  notConfirmed: answers(403, { error_code: 'DELETION_NOT_CONFIRMED', message: 'No.', detail: null }),
  forbidden: answers(403, { error_code: 'FORBIDDEN', message: 'No.', detail: null }),
  notFound: answers(404, { error_code: 'NOT_FOUND', message: 'No.', detail: null }),
  tooManyRequests: answers(429, { error_code: 'TOO_MANY_REQUESTS', message: 'Slow.', detail: null }),
  failing: answers(500, { error_code: 'INTERNAL_ERROR', message: 'Oh.', detail: null }),
  storeUnavailable: answers(503, { error_code: 'SESSION_STORE_UNAVAILABLE', message: 'Wait.', detail: null }),
  badGateway: answers(502, '<h1>502</h1>', { 'content-type': 'text/html' }),
  redirecting: answers(302, '', { location: '/sign-in' }),
  html: answers(200, '<!doctype html><h1>Welcome</h1>', { 'content-type': 'text/html' }),
  jsonAsHtml: answers(200, validSession('u1'), { 'content-type': 'text/html' }),
  truncated: answers(200, JSON.stringify(validSession('u1')).slice(0, 40)),
  empty: answers(200, ''),
  null: answers(200, 'null'),
  list: answers(200, []),
  text: answers(200, '"ok"'),
  withoutUser: answers(200, { session: validSession('u1').session }),
  withoutSession: answers(200, { user: validSession('u1').user }),
  nullUser: answers(200, { ...validSession('u1'), user: null }),
  numericId: answers(200, { ...validSession('u1'), user: { id: 7, email: 'a@example.com' } }),
  emptyId: answers(200, { ...validSession('u1'), user: { id: '', email: 'a@example.com' } }),
  badExpiry: answers(200, { ...validSession('u1'), session: { expiresAt: 'soon' } }),
  listOfUsers: answers(200, { ...validSession('u1'), user: [validSession('u1').user] }),
  oversized: answers(200, { ...validSession('u1'), padding: 'x'.repeat(200_000) }),
  expired: answers(200, validSession('u1', -1_000)),
  hanging: () => {},
  dripping: (_request: IncomingMessage, response: ServerResponse) => drip(response),
  resetting: ({ socket }: IncomingMessage) => socket.resetAndDestroy(),
  resettingMidAnswer: ({ socket }: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
    response.write('{"user":', () => socket.destroy());
  },
  notHttp: ({ socket }: IncomingMessage) => socket.end('220 smtp.example.com ESMTP\r\n'),
} satisfies Record<string, Mood>;

/** A byte every 20 ms, for ever: each one would put off a timeout that only watches for silence. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.once('close', () => clearInterval(timer));
}

/** Waits until a port of before is free again, should somebody else have been given it meanwhile. */
async function listen(server: Server, port: number): Promise<void> {
  for (;;) {
    server.listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** An auth server of its own, on a port of its own; its mood can change while it runs. */
export class FakeAuthServer {
  mood: Mood = moods.invalid;
  /** Every session check it was asked, in order. */
  readonly questions: { method: string; url: string; headers: IncomingMessage['headers']; raw: string[] }[] = [];
  private readonly proofs = new Map<string, string>();
  private readonly sockets = new Set<Socket>();
  private server: Server = createServer();

  /** Users by the value of their cookie; any other cookie is an invalid session. */
  knows(sessions: Map<string, string>): void {
    this.mood = (request, response) => {
      const userId = sessions.get(/=(.*)$/.exec(request.headers.cookie ?? '')?.[1] ?? '');
      if (!userId) return moods.invalid(request, response);
      const confirmed = request.url !== CONFIRM_DELETION || this.usesProof(request, userId);
      (confirmed ? answers(200, validSession(userId)) : moods.notConfirmed)(request, response);
    };
  }

  /** A proof as comes along when this user's account is deleted; it is good once. */
  newProof(userId: string): string {
    const proof = randomBytes(32).toString('base64url');
    this.proofs.set(proof, userId);
    return proof;
  }

  private usesProof({ method, headers }: IncomingMessage, userId: string): boolean {
    const proof = String(headers['deletion-proof']);
    return method === 'POST' && this.proofs.get(proof) === userId && this.proofs.delete(proof);
  }

  async start(port = 0): Promise<this> {
    this.server = createServer((request, response) => this.receive(request, response));
    // As the real one: a connection is always given up by the backend first.
    this.server.keepAliveTimeout = 65_000;
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => {}).once('close', () => this.sockets.delete(socket));
    });
    await listen(this.server, port);
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.sockets.size;
  }

  /** Ends at once, with all its connections. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    if (request.url === '/health/live') return answers(200, { status: 'ok' })(request, response);
    const { method = '', url = '', headers, rawHeaders } = request;
    this.questions.push({ method, url, headers, raw: rawHeaders });
    this.mood(request, response);
  }
}
