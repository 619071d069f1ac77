import type { Query } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import { ADMINISTRATOR_ROLE } from './roles.js';

/** Until the transaction ends nobody becomes, or is no longer, an administrator. */
const LOCK = `
  select id from "user" where role = '${ADMINISTRATOR_ROLE}' and not banned order by id for update`;

/** Those who administrate. There is always one, as long as there is any account. */
export const administrators = {
  /** All of them, who stay it until the transaction ends: what two do at once comes one after the other. */
  async lock(query: Query): Promise<Set<string>> {
    return new Set((await query<{ id: string }>(LOCK)).map(({ id }) => id));
  },

  /** @throws {HttpError} 409 `LAST_ADMINISTRATOR` when there are other accounts, and nobody would administrate them */
  async assertMayLeave(query: Query, userId: string): Promise<void> {
    const all = await administrators.lock(query);
    if (!all.has(userId) || all.size > 1) return;
    const others = await query('select 1 from "user" where id <> $1 limit 1', [userId]);
    if (others.length > 0) throw httpErrors.lastAdministrator();
  },
};
