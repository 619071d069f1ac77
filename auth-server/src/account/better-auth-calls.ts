import type { HttpError } from '@latch/server-kit/http-errors';
import type { Auth } from '../auth.js';
import type { Database, Trouble } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/route.js';
import { keepingPreparedHash } from '../prepared-password-hash.js';
import { refusalOf } from './better-auth-refusal.js';
import { toBetterAuthRequest } from './better-auth-request.js';

interface CallOptions {
  /** Whether it is asked in the session of the request. */
  withCookies?: boolean;
  /** What some of Better Auth's codes mean at this route alone; `ACCOUNT_GONE` is ours, for one that is deleted just now. */
  meanings?: Record<string, () => HttpError>;
}

/** Asks Better Auth through its own HTTP handler, and so under its rate limits. */
export class BetterAuthCalls {
  constructor(
    private readonly auth: Auth,
    private readonly database: Database,
    private readonly publicUrl: string,
  ) {}

  /**
   * @param path below the public URL
   * @returns an answer that is ok
   * @throws {HttpError} when it refuses, or its database does not answer
   */
  post(path: string, request: RouteRequest, options: CallOptions = {}): Promise<Response> {
    return this.#call('POST', path, request, options);
  }

  /** The same for a route that takes no body. */
  get(path: string, request: RouteRequest, options: CallOptions = {}): Promise<Response> {
    return this.#call('GET', path, request, options);
  }

  #call(
    method: 'GET' | 'POST',
    path: string,
    request: RouteRequest,
    { withCookies, meanings }: CallOptions,
  ): Promise<Response> {
    return this.database.watching(async (trouble) => {
      const url = new URL(path, this.publicUrl).href;
      const asked = toBetterAuthRequest(url, request, { withCookies, method });
      const response = await this.#ask(asked, trouble, meanings?.ACCOUNT_GONE);
      if (response.ok) return response;
      const refusal = await refusalOf(response, trouble, this.publicUrl, meanings);
      throw refusal ?? new Error(`Better Auth answered ${path} with an unforeseen ${response.status}`);
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
