import { HttpError } from '@latch/server-kit/http-errors';
import { aboutRequest, type AuditLog } from '../../audit/audit-log.js';
import type { Database } from '../../database.js';
import type { Reply, RouteRequest } from '../../http/route.js';
import type { BetterAuthCalls } from '../../better-auth/better-auth-calls.js';

/**
 * Signs up where an address must be confirmed first: nobody is signed in, and the answer is the same whether or not the
 * address had an account. Only the mail tells.
 */
export function signsUpToConfirm(calls: BetterAuthCalls, database: Database, audit: AuditLog, path: string) {
  return async (request: RouteRequest): Promise<Reply> => {
    const response = await calls.post(path, request).catch((error: unknown) => {
      if (!isTaken(error)) throw error;
    });
    const { user } = ((await response?.json()) ?? {}) as { user?: { id: string } };
    if (user && (await isThere(database, user.id))) await audit.record('signed-up', aboutRequest(request, user.id));
    return { status: 200, body: { user: null } };
  };
}

/** Better Auth makes a user up where the address has an account. */
async function isThere(database: Database, id: string): Promise<boolean> {
  return (await database.query('select 1 from "user" where id = $1', [id]).catch(() => [])).length > 0;
}

/** Of two sign-ups at once with one address, the second fails in the database. */
function isTaken(error: unknown): boolean {
  return error instanceof HttpError && error.code === 'USER_ALREADY_EXISTS';
}
