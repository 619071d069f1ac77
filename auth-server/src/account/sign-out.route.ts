import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { Auth } from '../auth.js';
import type { Database } from '../database.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { SessionCookie } from '../session/session-cookie.js';

/**
 * Ends the session. Better Auth's own route answers 200 and clears the cookie even when the session could not be deleted;
 * here the row is known to be gone before anybody is told so.
 */
export function signsOut(auth: Auth, database: Database, cookie: SessionCookie, audit: AuditLog) {
  return async (request: RouteRequest): Promise<Reply> => {
    const { headers, log } = request;
    const { internalAdapter } = await auth.$context;
    const tokens = cookie.valuesIn(headers.cookie).flatMap((value) => cookie.verify(value) ?? []);
    const end = async (): Promise<string[]> => {
      const users = await usersOf(database, tokens);
      for (const token of tokens) await internalAdapter.deleteSession(token);
      if ((await usersOf(database, tokens)).length) throw new Error('the session is still there');
      return users;
    };
    const users = await unlessOutage(end(), log, { message: 'a session could not be ended' });
    for (const userId of users) await audit.record('signed-out', aboutRequest(request, userId));
    return { status: 200, body: { success: true }, headers: { 'set-cookie': cookie.clearing(request) } };
  };
}

async function usersOf(database: Database, tokens: string[]): Promise<string[]> {
  if (!tokens.length) return [];
  const statement = 'select distinct "userId" from session where token = any($1)';
  return (await database.query<{ userId: string }>(statement, [tokens])).map(({ userId }) => userId);
}
