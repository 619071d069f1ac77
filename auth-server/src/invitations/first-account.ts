import { ADMINISTRATOR_ROLE } from '../session/sessions.js';
import type { Query } from '../database.js';

/** Any number that nothing else in this database locks by. */
const FIRST_ACCOUNT_LOCK = 4_711_001;

/** Held until the account is there: the last administrator cannot leave meanwhile, with nobody left but the new account. */
const KEEP_ADMINISTRATOR = `select 1 from "user" where role = '${ADMINISTRATOR_ROLE}' and not banned limit 1 for key share`;

export async function hasAccounts(query: Query): Promise<boolean> {
  const [row] = await query<{ exists: boolean }>('select exists (select 1 from "user")');
  return row!.exists;
}

/**
 * Whether the account that this transaction is about to make is the first of all. Of many that are made at once, over
 * however many replicas, one is: the others wait for it.
 */
export async function isFirstAccount(query: Query): Promise<boolean> {
  if ((await query(KEEP_ADMINISTRATOR)).length > 0) return false;
  await query('select pg_advisory_xact_lock($1)', [FIRST_ACCOUNT_LOCK]);
  return !(await hasAccounts(query));
}
