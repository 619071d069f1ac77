import type { Auth } from '../auth.js';
import type { Database } from '../database.js';
import { refusals } from '../http/refusals.js';
import type { Reply, RouteRequest } from '../http/route.js';
import type { SessionCookie } from '../session-cookie.js';

/**
 * Ends the session. Better Auth's own route answers 200 and clears the cookie even when the session could not be deleted;
 * here the row is known to be gone before anybody is told so.
 */
export function signsOut(auth: Auth, database: Database, cookie: SessionCookie) {
  return async ({ headers, log }: RouteRequest): Promise<Reply> => {
    const { internalAdapter } = await auth.$context;
    const tokens = cookie.valuesIn(headers.cookie).flatMap((value) => cookie.verify(value) ?? []);
    try {
      for (const token of tokens) await internalAdapter.deleteSession(token);
      if (tokens.length && (await isThere(database, tokens))) throw new Error('the session is still there');
    } catch (err) {
      log.error({ err }, 'a session could not be ended');
      throw refusals.storeUnavailable();
    }
    return { status: 200, body: { success: true }, headers: { 'set-cookie': cookie.clearing() } };
  };
}

async function isThere(database: Database, tokens: string[]): Promise<boolean> {
  const rows = await database.query('select 1 from session where token = any($1) limit 1', [tokens]);
  return rows.length > 0;
}
