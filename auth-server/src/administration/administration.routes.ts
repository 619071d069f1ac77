import { bodies } from '../validation/fields.js';
import type { SignedInRoutes } from '../account/signed-in.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Database } from '../database.js';
import type { Route, Routes } from '../http/route.js';
import type { InvitationRoutes } from '../invitations/invitation.routes.js';
import type { AccountLimits } from '../limits/account-limits.js';
import { AdministratorRoutes } from './administrator-routes.js';
import { listsAllEvents } from './all-events.route.js';
import { disables, enables, setsAdministrator } from './people.routes.js';
import { People } from './people.js';
import { listsUsers } from './users.route.js';

interface Dependencies {
  database: Database;
  audit: AuditLog;
  limits: AccountLimits;
  signedIn: SignedInRoutes;
  invitations: InvitationRoutes;
}

/** Who may be here. Nothing of anybody's todos, which this server knows nothing of. @see contracts/account.yaml */
export function administrationRoutes({ database, audit, limits, signedIn, invitations }: Dependencies): Routes {
  const administrator = new AdministratorRoutes(signedIn);
  const people = new People(database);
  const get = (handle: Route['handle']) => ({ GET: { handle } });
  const post = (body: Route['body'], handle: Route['handle']) => ({ POST: { body, handle } });
  const { lists, invites, revokes } = invitations;
  return {
    '/api/auth/admin/users': get(administrator.route(listsUsers(database))),
    '/api/auth/admin/disable-user': post(bodies.userId, administrator.freshRoute(disables(people, audit))),
    '/api/auth/admin/enable-user': post(bodies.userId, administrator.freshRoute(enables(people, audit))),
    '/api/auth/admin/set-administrator': post(
      bodies.setAdministrator,
      administrator.freshRoute(setsAdministrator(people, audit)),
    ),
    '/api/auth/admin/invitations': get(administrator.route(lists)),
    '/api/auth/admin/invite': post(bodies.emailAlone, administrator.freshRoute(limits.onInvitation(invites))),
    '/api/auth/admin/revoke-invitation': post(bodies.invitationId, administrator.route(revokes)),
    '/api/auth/admin/audit-log': get(administrator.route(listsAllEvents(database))),
  };
}
