import type { Database } from '../database.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import { type ListedUser, USERS_PAGE, userCursors, usersAfter } from './users.js';

/** Who has an account, a page at a time. */
export function listsUsers(database: Database) {
  return async ({ query, log }: RouteRequest): Promise<Reply> => {
    const rows = await unlessOutage(usersAfter(database, userCursors.placeIn(query)), log);
    const { items, nextCursor } = userCursors.page(rows, USERS_PAGE, ({ place, id }) => ({ at: place, id }));
    return { status: 200, body: { items: items.map(toListedUser), nextCursor } };
  };
}

/** Without what places it in the list. */
function toListedUser(row: ListedUser): ListedUser {
  const { id, name, email, emailVerified, administrator, disabled, secondFactor, createdAt, lastSeenAt } = row;
  return { id, name, email, emailVerified, administrator, disabled, secondFactor, createdAt, lastSeenAt };
}
