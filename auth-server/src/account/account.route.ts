import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import { toUser } from './account-user.js';
import type { SignedIn } from './signed-in.js';

const ACCOUNT = `
  select "createdAt", exists (
    select 1 from account where "userId" = "user".id and "providerId" = 'credential' and password is not null
  ) as "hasPassword", exists (select 1 from passkey where "userId" = "user".id) as "hasPasskey"
  from "user" where id = $1`;

interface Row {
  createdAt: Date;
  hasPassword: boolean;
  hasPasskey: boolean;
}

/** What the account of whoever asks is like. */
export function showsAccount(database: Database) {
  return async ({ log }: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const [row] = await unlessOutage(database.query<Row & Record<string, unknown>>(ACCOUNT, [user.id]), log);
    if (!row) throw httpErrors.invalidSession();
    const { emailVerified, administrator } = user;
    return { status: 200, body: { user: toUser(user), emailVerified, administrator, ...row } };
  };
}
