import { HttpService } from '@nestjs/axios';
import { Inject, Injectable } from '@nestjs/common';
import { AxiosError, type AxiosRequestConfig, isAxiosError } from 'axios';
import { InvalidSessionError } from '@latch/server-kit/http-errors';
import { ENVIRONMENT, type Environment } from '../config/environment.js';
import type { Metrics, SessionOutcome } from '../metrics/metrics.js';
import { METRICS } from '../metrics/metrics-listener.service.js';
import type { AuthenticatedUser } from './authenticated-user.js';
import { AuthServerUnavailableError, SessionCheckFailedError } from './auth.errors.js';
import { newConnection } from './auth-server-client.js';
import { CLOSED_WHILE_IDLE } from './undici-adapter.js';
import { type SessionAnswer, readDeletionAnswer, readSessionAnswer } from './session-answer.js';

/** What of a request goes along with a session check. */
export interface SessionQuestion {
  /** The session cookie's raw pair. */
  cookie: string;
  requestId: string;
  traceparent?: string;
}

/** The header that brings the proof of a deletion, and takes it along to the auth server. */
export const DELETION_PROOF = 'deletion-proof';

/** Asks the auth server whose session it is: on every request, keeping nothing. */
@Injectable()
export class SessionValidatorService {
  constructor(
    private readonly http: HttpService,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @Inject(METRICS) private readonly metrics: Metrics | null,
  ) {}

  /**
   * @throws {InvalidSessionError} 401
   * @throws {AuthServerUnavailableError} 503
   * @throws {SessionCheckFailedError} 500
   */
  async validate(question: SessionQuestion): Promise<AuthenticatedUser> {
    const started = performance.now();
    try {
      const user = readSessionAnswer(await this.ask('GET', '/api/auth/session', question));
      this.metrics?.sessionValidated('valid', started);
      return user;
    } catch (error) {
      this.metrics?.sessionValidated(outcomeOf(error), started);
      throw error;
    }
  }

  /**
   * Asks whether the auth server made this proof for this session just now, as a part of deleting the account. That uses it up.
   * @throws {DeletionNotConfirmedError} 403; and what `validate` throws
   */
  async confirmDeletion(question: SessionQuestion, proof: string): Promise<AuthenticatedUser> {
    const answer = await this.ask('POST', '/api/auth/confirm-deletion', question, { [DELETION_PROOF]: proof });
    return readDeletionAnswer(answer);
  }

  /** One deadline for everything, the retry included: axios' own timeout lets a dripping body go on. */
  private async ask(
    method: 'GET' | 'POST',
    url: string,
    { cookie, requestId, traceparent }: SessionQuestion,
    more: Record<string, string> = {},
  ): Promise<SessionAnswer> {
    const deadline = new AbortController();
    // AbortSignal.timeout would go off after the answer as well, and make an error with its stack for nobody.
    const timer = setTimeout(() => deadline.abort(), this.environment.authServerTimeoutMs);
    const request: AxiosRequestConfig = {
      method,
      url,
      headers: { cookie, 'x-request-id': requestId, ...(traceparent && { traceparent }), ...more },
      signal: deadline.signal,
    };
    try {
      return await this.send(request).catch((error: unknown) => {
        if (!wasClosedWhileIdle(error)) throw error;
        return this.send({ ...request, ...newConnection(this.environment) });
      });
    } catch (error) {
      throw isWrongAnswer(error) ? new SessionCheckFailedError(error) : new AuthServerUnavailableError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  private async send(request: AxiosRequestConfig): Promise<SessionAnswer> {
    const { status, headers, data } = await this.http.axiosRef.request<string>(request);
    return { status, contentType: String(headers['content-type'] ?? ''), text: data };
  }
}

function outcomeOf(error: unknown): SessionOutcome {
  if (error instanceof InvalidSessionError) return 'invalid';
  return error instanceof AuthServerUnavailableError ? 'unavailable' : 'failed';
}

/** The auth server closed an idle connection in the moment it was used again; nothing was asked yet. */
function wasClosedWhileIdle(error: unknown): boolean {
  return isAxiosError(error) && error.code === CLOSED_WHILE_IDLE;
}

/** It answered, but with too much, or not in HTTP. */
function isWrongAnswer(error: unknown): boolean {
  return isAxiosError(error) && error.code === AxiosError.ERR_BAD_RESPONSE;
}
