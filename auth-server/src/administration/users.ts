import type { Database } from '../database.js';
import { ListCursors, type Place } from '../http/cursor.js';
import { ADMINISTRATOR_ROLE } from '../session/sessions.js';

/** An account as administrators see it. @see contracts/account.yaml, ListedUser */
export interface ListedUser {
  id: string;
  name: string | null;
  email: string;
  emailVerified: boolean;
  administrator: boolean;
  disabled: boolean;
  secondFactor: boolean;
  createdAt: Date;
  lastSeenAt: Date | null;
}

/** To the microsecond, as the database keeps it and no `Date` does. */
interface Placed {
  place: string;
}

export const USERS_PAGE = 50;

export const PAGE = `
  select id, name, email, "emailVerified", role = '${ADMINISTRATOR_ROLE}' as administrator, banned as disabled,
    "twoFactorEnabled" as "secondFactor", "createdAt",
    (select max(coalesce("lastSeenAt", session."createdAt")) from session
      where "userId" = "user".id and "expiresAt" > now()) as "lastSeenAt",
    to_char("createdAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
  from "user" where ("createdAt", id) < ($1::timestamptz, $2)
  order by "createdAt" desc, id desc limit ${USERS_PAGE + 1}`;

export const userCursors = new ListCursors({
  list: 'users',
  precision: 6,
  id: (text) => /^[\w-]{1,64}$/.test(text),
  start: { at: 'infinity', id: '' },
});

/** The newest accounts after a place. @returns one more than a page holds when there are more */
export function usersAfter(database: Database, { at, id }: Place): Promise<(ListedUser & Placed)[]> {
  return database.query<ListedUser & Placed & Record<string, unknown>>(PAGE, [at, id]);
}
