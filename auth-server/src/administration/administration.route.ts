import { z } from 'zod';
import type { AuditEventName } from '../audit/audit-log.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Services } from '../services.js';
import type { SignedIn } from '../session/sessions.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { choice, id } from '../validation/fields.js';
import { createAllEventsHandler } from './all-events.js';
import { type Change, type Changed, People } from './people.js';
import { type ListedUser, USERS_PAGE, userCursors, usersAfter } from './users.js';

/** Who may be here. Nothing of anybody's todos, which this server knows nothing of. @see contracts/account.yaml */
export function administrationRoutes({ database }: Services): Route[] {
  const people = new People(database);
  return [
    route({
      method: 'GET',
      path: '/api/auth/admin/users',
      who: 'administrator',
      async handle({ query, log }) {
        const rows = await unlessOutage(usersAfter(database, userCursors.placeIn(query)), log);
        const { items, nextCursor } = userCursors.page(rows, USERS_PAGE, (row) => ({ at: row.place, id: row.id }));
        return { status: 200, body: { items: items.map(toListedUser), nextCursor } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/auth/admin/disable-user',
      who: 'fresh-administrator',
      body: z.strictObject({ id }),
      audit: 'account-disabled',
      handle: (request, who) => answer(request, who, (change) => people.disable(change)),
    }),
    route({
      method: 'POST',
      path: '/api/auth/admin/enable-user',
      who: 'fresh-administrator',
      body: z.strictObject({ id }),
      audit: 'account-enabled',
      handle: (request, who) => answer(request, who, (change) => people.enable(change)),
    }),
    route({
      method: 'POST',
      path: '/api/auth/admin/set-administrator',
      who: 'fresh-administrator',
      body: z.strictObject({ id, administrator: choice }),
      audit: 'administrator-made',
      handle(request, who) {
        const { administrator } = request.body;
        const event = administrator ? 'administrator-made' : 'administrator-unmade';
        return answer(request, who, (change) => people.setAdministrator(change, administrator), event);
      },
    }),
    route({
      method: 'GET',
      path: '/api/auth/admin/audit-log',
      who: 'administrator',
      handle: createAllEventsHandler(database),
    }),
  ];
}

/** The event is one of the account that was changed, and says who did it. */
async function answer(
  { body, log }: RouteRequest<{ id: string }>,
  { user }: SignedIn,
  make: (change: Change) => Promise<Changed>,
  event?: AuditEventName,
): Promise<Answer> {
  const { changed } = await unlessOutage(make({ by: user.id, userId: body.id }), log);
  const note = { event, userId: body.id, detail: `By ${user.name} (${user.email})` };
  return { status: 200, body: { success: true }, audit: changed ? note : [] };
}

function toListedUser(row: ListedUser): ListedUser {
  const { id: userId, name, email, emailVerified, administrator, disabled, secondFactor, createdAt, lastSeenAt } = row;
  return { id: userId, name, email, emailVerified, administrator, disabled, secondFactor, createdAt, lastSeenAt };
}
