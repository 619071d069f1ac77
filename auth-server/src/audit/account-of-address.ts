import type { Database } from '../database.js';
import type { RouteRequest } from '../http/route.js';

/**
 * The id of the account whose address is in the body, for the audit log. Null where there is none, or where the database
 * does not answer any more: what is written down has happened all the same.
 */
export async function accountOfAddress(database: Database, { body, log }: RouteRequest): Promise<string | null> {
  const { email } = body as { email: string };
  const rows = await database
    .query<{ id: string }>('select id from "user" where email = $1', [email.toLowerCase()])
    .catch((err: unknown) => {
      log.warn({ err }, 'whose account it is could not be looked up for the audit log');
      return [];
    });
  return rows[0]?.id ?? null;
}
