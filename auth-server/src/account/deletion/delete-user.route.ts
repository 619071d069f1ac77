import { HttpError } from '@latch/server-kit/http-errors';
import { aboutRequest, type AuditLog } from '../../audit/audit-log.js';
import type { Reply, RouteRequest } from '../../http/route.js';
import type { SessionCookie } from '../../session/session-cookie.js';
import type { SignedIn } from '../signed-in.js';
import type { AccountDeletion } from './account-deletion.js';

/** Deletes the account of whoever is signed in, and showed that it is theirs. */
export function deletesUser(deletion: AccountDeletion, cookie: SessionCookie, audit: AuditLog) {
  return async (request: RouteRequest, { user, session }: SignedIn): Promise<Reply> => {
    const { id: requestId, headers, log } = request;
    const sessionCookie = `${cookie.session.name}=${cookie.valuesIn(headers.cookie)[0]}`;
    await audit.record('deletion-started', aboutRequest(request, user.id));
    try {
      await deletion.run({ userId: user.id, sessionId: session.id, sessionCookie, requestId, log });
    } catch (error) {
      const detail = error instanceof HttpError ? (error.detail ?? undefined) : undefined;
      await audit.record('deletion-failed', aboutRequest(request, user.id, detail));
      throw error;
    }
    // Of nobody: all that names the user is gone.
    await audit.record('account-deleted', aboutRequest(request, null));
    return { status: 200, body: { success: true }, headers: { 'set-cookie': cookie.clearing() } };
  };
}
