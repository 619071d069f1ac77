import { aboutRequest, accountOfAddress, type AuditEventName, type AuditLog } from '../../audit/audit-log.js';
import type { Database } from '../../database.js';
import type { Reply, RouteRequest } from '../../http/route.js';
import type { BetterAuthCalls } from '../../better-auth/better-auth-calls.js';

interface Asking {
  path: string;
  event?: AuditEventName;
}

export const ASK_FOR_RESET: Asking = { path: '/api/auth/request-password-reset', event: 'password-reset-asked' };
export const SEND_CONFIRMATION: Asking = { path: '/api/auth/send-verification-email' };

/**
 * Makes the handler of a route that takes an address and nothing else, and sends a mail if that has an account. It asks
 * without the session of who asks, and says nothing of what came of it.
 */
export function asksByAddress(calls: BetterAuthCalls, database: Database, audit: AuditLog, { path, event }: Asking) {
  return async (request: RouteRequest): Promise<Reply> => {
    await calls.post(path, request);
    if (event) await audit.record(event, aboutRequest(request, await accountOfAddress(database, request)));
    return { status: 200, body: { success: true } };
  };
}
