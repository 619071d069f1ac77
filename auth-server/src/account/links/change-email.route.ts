import { aboutRequest, type AuditLog } from '../../audit/audit-log.js';
import { httpErrors } from '../../http/http-errors.js';
import type { Reply, RouteRequest } from '../../http/route.js';
import type { BetterAuthCalls } from '../../better-auth/better-auth-calls.js';
import type { SignedIn } from '../signed-in.js';

const PATH = '/api/auth/change-email';

/** Asks for another address. Nothing changes by it but that a mail goes out; none does when the address is taken. */
export function changesEmail(calls: BetterAuthCalls, audit: AuditLog) {
  return async (request: RouteRequest<{ newEmail: string }>, { user }: SignedIn): Promise<Reply> => {
    const { newEmail } = request.body;
    if (newEmail.toLowerCase() === user.email)
      throw httpErrors.validationFailed({ newEmail: ['This is your address already.'] });
    await calls.post(PATH, request, { withCookies: true });
    await audit.record('email-change-asked', aboutRequest(request, user.id, newEmail));
    return { status: 200, body: { success: true } };
  };
}
