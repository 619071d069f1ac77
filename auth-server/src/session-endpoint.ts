import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { HttpError } from '@latch/server-kit/http-errors';
import { sessionCookieOf } from './session/auth-cookies.js';
import type { Database } from './database.js';
import { SessionCheck } from './session-check.js';

/** Below /api/auth. */
export const SESSION_ENDPOINT = '/session';

/**
 * The session check as an endpoint of Better Auth. Better Auth's own `getSessionFromCtx` is not used since it turns an
 * outage into "signed out".
 */
export function sessionEndpoint(database: Database) {
  let check: SessionCheck | undefined;
  return {
    id: 'session-endpoint',
    endpoints: {
      validateSession: createAuthEndpoint(SESSION_ENDPOINT, { method: 'GET', requireHeaders: true }, async (ctx) => {
        check ??= new SessionCheck(database, sessionCookieOf(ctx.context));
        const { logger } = ctx.context;
        return check
          .check(ctx.headers?.get('cookie') ?? undefined, (error) => logger.error(LOOKUP_FAILED, error))
          .catch((error: unknown) => Promise.reject(asApiError(error)));
      }),
    },
  } satisfies BetterAuthPlugin;
}

export const LOOKUP_FAILED = 'a session could not be looked up';

function asApiError(error: unknown): unknown {
  if (!(error instanceof HttpError)) return error;
  return new APIError(error.status as 401, { ...error.toBody() }, error.headers);
}
