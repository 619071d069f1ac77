import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import type { Database } from './database.js';
import { type Refusal, refusals } from './http/refusals.js';
import { sessionCookieOf } from './auth-cookies.js';
import type { SessionCookie } from './session-cookie.js';

/** @see contracts/session-validation.yaml */
export interface SessionAnswer {
  user: { id: string; email: string; name: string | null };
  session: { expiresAt: string };
}

/** Below /api/auth. */
export const SESSION_ENDPOINT = '/session';

interface Row {
  id: string;
  email: string;
  name: string | null;
  expiresAt: Date;
}

const SESSION_WITH_USER = `
  select "user".id, "user".email, "user".name, session."expiresAt"
  from session join "user" on "user".id = session."userId"
  where session.token = $1`;

/**
 * `GET /api/auth/session`: whether the request's session is valid, and whose it is. One query; nothing is written,
 * refreshed or set. Better Auth's own `getSessionFromCtx` is not used since it turns an outage into "signed out".
 */
export function sessionEndpoint(database: Database) {
  let cookie: SessionCookie | undefined;
  return {
    id: 'session-endpoint',
    endpoints: {
      validateSession: createAuthEndpoint(SESSION_ENDPOINT, { method: 'GET', requireHeaders: true }, async (ctx) => {
        cookie ??= sessionCookieOf(ctx.context);
        const values = cookie.valuesIn(ctx.headers?.get('cookie') ?? undefined);
        const token = values.length === 1 ? cookie.verify(values[0]!) : undefined;
        const row = token === undefined ? undefined : await find(database, token, ctx.context.logger);
        if (!row || row.expiresAt.getTime() < Date.now()) throw asApiError(refusals.invalidSession());
        const { id, email, name, expiresAt } = row;
        return { user: { id, email, name }, session: { expiresAt: expiresAt.toISOString() } } satisfies SessionAnswer;
      }),
    },
  } satisfies BetterAuthPlugin;
}

async function find(
  database: Database,
  token: string,
  logger: { error: (message: string, ...details: unknown[]) => void },
): Promise<Row | undefined> {
  try {
    return (await database.query<Row>(SESSION_WITH_USER, [token]))[0];
  } catch (error) {
    logger.error('a session could not be looked up', error);
    throw asApiError(refusals.sessionStoreUnavailable());
  }
}

function asApiError(refusal: Refusal): APIError {
  return new APIError(refusal.status as 401, { ...refusal.body }, refusal.more.headers);
}
