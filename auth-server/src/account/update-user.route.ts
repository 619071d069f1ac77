import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { Auth } from '../auth.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import { type AccountUser, toUser } from './account-user.js';
import type { SignedIn } from './signed-in.js';

/**
 * Changes how somebody is called. Better Auth's own route would refresh the cookie without the session; what it calls
 * is called here.
 */
export function updatesUser(auth: Auth, audit: AuditLog) {
  return async (request: RouteRequest<{ name: string }>, { user }: SignedIn): Promise<Reply> => {
    const { name } = request.body;
    const { internalAdapter } = await auth.$context;
    const updated = await unlessOutage(internalAdapter.updateUser<AccountUser>(user.id, { name }), request.log);
    if (!updated) throw httpErrors.invalidSession();
    if (name !== user.name)
      await audit.record('name-changed', aboutRequest(request, user.id, `${user.name} → ${name}`));
    return { status: 200, body: { user: toUser(updated) } };
  };
}
