import { randomBytes } from 'node:crypto';
import { answers, FakeServer } from './fake-server.mjs';

/** @typedef {import('./fake-server.mjs').Mood} Mood */
/** @typedef {import('./fake-server.mjs').IncomingMessage} IncomingMessage */
/** @typedef {import('./fake-server.mjs').ServerResponse} ServerResponse */

/** Where it is asked about a proof of a deletion. */
export const CONFIRM_DELETION = '/api/auth/confirm-deletion';

/** What it says of a valid session. @param {string} userId */
export function validSession(userId, expiresInMs = 3_600_000) {
  return {
    user: { id: userId, email: `${userId}@example.com`, name: 'Ada' },
    session: { expiresAt: new Date(Date.now() + expiresInMs).toISOString() },
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
  dripping: drip,
  /** @type {Mood} */
  resetting: ({ socket }) => void socket.resetAndDestroy(),
  /** @type {Mood} */
  resettingMidAnswer: ({ socket }, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
    response.write('{"user":', () => socket.destroy());
  },
  /** @type {Mood} */
  notHttp: ({ socket }) => void socket.end('220 smtp.example.com ESMTP\r\n'),
};

/**
 * A byte every 20 ms, for ever: each one would put off a timeout that only watches for silence.
 * @type {Mood}
 */
function drip(_request, response) {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.once('close', () => clearInterval(timer));
}

/** An auth server that knows the sessions it is told of. */
export class FakeAuthServer extends FakeServer {
  /** @type {Map<string, string>} */
  #proofs = new Map();

  constructor() {
    super(moods.invalid);
  }

  /**
   * Users by the value of their cookie; any other cookie is an invalid session.
   * @param {Map<string, string>} sessions
   */
  knows(sessions) {
    /** @type {Mood} */
    const mood = (request, response) => {
      const userId = sessions.get(/=(.*)$/.exec(request.headers.cookie ?? '')?.[1] ?? '');
      if (!userId) return moods.invalid(request, response);
      const confirmed = request.url !== CONFIRM_DELETION || this.#usesProof(request, userId);
      (confirmed ? answers(200, validSession(userId)) : moods.notConfirmed)(request, response);
    };
    this.mood = mood;
  }

  /** A proof as comes along when this user's account is deleted; it is good once. @param {string} userId */
  newProof(userId) {
    const proof = randomBytes(32).toString('base64url');
    this.#proofs.set(proof, userId);
    return proof;
  }

  /** @param {IncomingMessage} request @param {string} userId */
  #usesProof({ method, headers }, userId) {
    const proof = String(headers['deletion-proof']);
    return method === 'POST' && this.#proofs.get(proof) === userId && this.#proofs.delete(proof);
  }
}
