import type { IncomingHttpHeaders } from 'node:http';
import type { HttpError } from '@latch/server-kit/http-errors';
import { isAPIError } from 'better-auth/api';
import type { Database, Trouble } from '../database.js';
import { CLIENT_ADDRESS_HEADER } from '../http/client-address.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { keepingPreparedHash } from '../passwords/password-hash-limiter.js';
import { collectingReturned, type Returned } from './answers.js';

interface CallOptions {
  /** Whether it is asked in the session of the request. */
  withCookies?: boolean;
  /** What some of Better Auth's codes mean at this route alone; `ACCOUNT_GONE` is ours, for one that is deleted just now. */
  meanings?: Record<string, () => HttpError>;
}

export interface BetterAuthAnswer {
  body: unknown;
  cookies: string[];
}

/** Asks Better Auth through its own HTTP handler, and so under its rate limits. */
export class BetterAuthCalls {
  constructor(
    private readonly auth: { handler(request: Request): Promise<Response> },
    private readonly database: Database,
    private readonly publicUrl: string,
  ) {}

  /**
   * @param endpoint below /api/auth
   * @throws {HttpError} when it refuses, or its database does not answer
   */
  post(endpoint: string, request: RouteRequest, options: CallOptions = {}): Promise<BetterAuthAnswer> {
    return this.#call('POST', endpoint, request, options);
  }

  get(endpoint: string, request: RouteRequest, options: CallOptions = {}): Promise<BetterAuthAnswer> {
    return this.#call('GET', endpoint, request, options);
  }

  #call(
    method: 'GET' | 'POST',
    endpoint: string,
    request: RouteRequest,
    { withCookies, meanings }: CallOptions,
  ): Promise<BetterAuthAnswer> {
    return this.database.watching(async (trouble) => {
      const url = new URL(`/api/auth${endpoint}`, this.publicUrl).href;
      const asked = toBetterAuthRequest(url, request, { withCookies, method });
      const { result: response, returned } = await collectingReturned(() =>
        this.#ask(asked, trouble, meanings?.ACCOUNT_GONE),
      );
      if (response.ok) return { body: returned.value, cookies: cookiesOf(response) };
      const error = await toHttpError(response, returned, trouble, this.publicUrl, meanings);
      throw error ?? new Error(`Better Auth answered ${endpoint} with an unforeseen ${response.status}`);
    });
  }

  async #ask(request: Request, trouble: Trouble, accountGone = httpErrors.invalidSession): Promise<Response> {
    try {
      return await keepingPreparedHash(() => this.auth.handler(request));
    } catch (error) {
      if (trouble.accountGone) throw accountGone();
      throw trouble.outage ? httpErrors.storeUnavailable() : error;
    }
  }
}

/** The cookies an answer sets, each once: Better Auth may refresh a session before it ends it. */
export function cookiesOf(response: Response): string[] {
  const byName = new Map(response.headers.getSetCookie().map((text) => [text.slice(0, text.indexOf('=')), text]));
  return [...byName.values()];
}

/** What Better Auth may see of a request's headers; a client address sent along by the client is not among it. */
const PASSED_ON = ['sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'] as const;
const LONGEST_USER_AGENT = 500;

/**
 * Turns a checked request into one for Better Auth. It carries no cookie unless told to: a person who signs up or in starts
 * afresh.
 * @param url absolute, below the public URL
 */
export function toBetterAuthRequest(
  url: string,
  { headers, body, clientAddress }: RouteRequest,
  { withCookies = false, method = 'POST' } = {},
): Request {
  const passedOn = PASSED_ON.flatMap((name) => headerPair(headers, name));
  const userAgent = headers['user-agent']?.slice(0, LONGEST_USER_AGENT);
  return new Request(url, {
    method,
    headers: [
      ...passedOn,
      // Better Auth wants one; what came without was let in as a program, or as a page of ours.
      ['origin', headers.origin ?? new URL(url).origin],
      ...(userAgent ? [['user-agent', userAgent] as [string, string]] : []),
      ...(withCookies ? headerPair(headers, 'cookie') : []),
      [CLIENT_ADDRESS_HEADER, clientAddress],
      ...(method === 'POST' ? [['content-type', 'application/json'] as [string, string]] : []),
    ],
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  });
}

function headerPair(headers: IncomingHttpHeaders, name: string): [string, string][] {
  const value = headers[name];
  return typeof value === 'string' ? [[name, value]] : [];
}

const password = (reason: string) => httpErrors.validationFailed({ password: [reason] });
const email = () => httpErrors.validationFailed({ email: ['Enter an e-mail address, like ada@example.com.'] });

/** Better Auth's codes, as errors of ours. What is not in here is unexpected. */
const KNOWN: Record<string, () => HttpError> = {
  INVALID_EMAIL_OR_PASSWORD: httpErrors.wrongCredentials,
  USER_ALREADY_EXISTS: httpErrors.userAlreadyExists,
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: httpErrors.userAlreadyExists,
  PASSWORD_TOO_SHORT: () => password('Use at least 8 characters.'),
  PASSWORD_TOO_LONG: () => password('Use at most 128 characters.'),
  INVALID_EMAIL: email,
  EMAIL_NOT_VERIFIED: httpErrors.emailNotVerified,
  BANNED_USER: httpErrors.accountDisabled,
  // What the sign-up policy says.
  SIGN_UP_CLOSED: httpErrors.signUpClosed,
  INVITATION_NEEDED: httpErrors.invitationNeeded,
  LINK_NOT_VALID: httpErrors.linkNotValid,
  INVITED_ADDRESS: httpErrors.invitedAddress,
  SETUP_CODE_NEEDED: httpErrors.setupCodeNeeded,
  SETUP_CODE_WRONG: httpErrors.setupCodeWrong,
  // The session was ended since it was looked at.
  UNAUTHORIZED: httpErrors.invalidSession,
};

const ORIGIN_CODES = new Set(['INVALID_ORIGIN', 'MISSING_OR_NULL_ORIGIN', 'CROSS_SITE_NAVIGATION_LOGIN_BLOCKED']);

/** What Better Auth answered, as one of our errors; undefined when it answered something unforeseen. */
async function toHttpError(
  response: Response,
  returned: Returned,
  trouble: Trouble,
  publicUrl: string,
  meanings: Record<string, () => HttpError> = {},
): Promise<HttpError | undefined> {
  if (response.status === 429) return httpErrors.tooManyRequests(response.headers.get('x-retry-after') ?? '60');
  // Two sign-ups at once with one address: the second fails on the unique index.
  if (trouble.emailTaken) return httpErrors.userAlreadyExists();
  if (trouble.outage) return httpErrors.storeUnavailable();
  const code = await codeOf(response, returned);
  if (ORIGIN_CODES.has(code)) return httpErrors.originNotAllowed(undefined, publicUrl);
  const known = { ...KNOWN, ...meanings };
  return Object.hasOwn(known, code) ? known[code]!() : undefined;
}

/** What its router refuses comes to no endpoint, and has a body alone. */
export async function codeOf(response: Response, { value }: Returned): Promise<string> {
  const body: unknown = isAPIError(value) ? value.body : await response.json().catch(() => undefined);
  return String((Object(body) as { code?: unknown }).code);
}
