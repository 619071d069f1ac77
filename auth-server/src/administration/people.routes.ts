import type { SignedIn } from '../account/signed-in.js';
import { aboutRequest, type AuditEventName, type AuditLog } from '../audit/audit-log.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Change, Changed, People } from './people.js';

/** Lets somebody in no more. */
export const disables = (people: People, audit: AuditLog) =>
  changes(audit, 'account-disabled', (change) => people.disable(change));

/** Lets somebody in again. */
export const enables = (people: People, audit: AuditLog) =>
  changes(audit, 'account-enabled', (change) => people.enable(change));

/** Makes somebody an administrator, or no longer. */
export function setsAdministrator(people: People, audit: AuditLog) {
  const makes = changes(audit, 'administrator-made', (change) => people.setAdministrator(change, true));
  const unmakes = changes(audit, 'administrator-unmade', (change) => people.setAdministrator(change, false));
  return (request: RouteRequest<{ id: string; administrator: boolean }>, who: SignedIn): Promise<Reply> =>
    (request.body.administrator ? makes : unmakes)(request, who);
}

/** The event is one of the account that was changed, and says who did it. */
function changes(audit: AuditLog, event: AuditEventName, make: (change: Change) => Promise<Changed>) {
  return async (request: RouteRequest<{ id: string }>, { user }: SignedIn): Promise<Reply> => {
    const { id } = request.body;
    const { changed } = await unlessOutage(make({ by: user.id, userId: id }), request.log);
    if (changed) await audit.record(event, aboutRequest(request, id, `By ${user.name} (${user.email})`));
    return { status: 200, body: { success: true } };
  };
}
