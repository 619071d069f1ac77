import type { Database, Query } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import { ADMINISTRATOR_ROLE, USER_ROLE } from '../session/sessions.js';

/** Whom somebody changes, and who that is: both are ids. */
export interface Change {
  by: string;
  userId: string;
}

/** What came of it: nothing, when it was like that already. */
export interface Changed {
  changed: boolean;
}

const FIND = `select 1 from "user" where id = $1 for update`;

const SET_BANNED = `update "user" set banned = $2, "updatedAt" = now() where id = $1 and banned <> $2 returning 1`;
const SET_ROLE = `update "user" set role = $2, "updatedAt" = now() where id = $1 and role <> $2 returning 1`;

const END_SESSIONS = `delete from session where "userId" = $1`;
/** Where the second factor is not asked for. */
const FORGET_BROWSERS = `delete from verification where value = $1 and identifier like 'trust-device-%'`;

/** What administrators change about people. Each change is made by somebody who may make it at that moment. */
export class People {
  constructor(private readonly database: Database) {}

  /**
   * Lets somebody in no more: what they are signed in with ends in the same transaction. A sign-in that is being made
   * meanwhile ends in a session that no check accepts.
   * @throws {HttpError} 409 `NOT_ONESELF`
   */
  disable(change: Change): Promise<Changed> {
    return this.#make(change, async (query) => {
      if (change.userId === change.by) throw httpErrors.notOneself();
      const changed = await query(SET_BANNED, [change.userId, true]);
      await query(END_SESSIONS, [change.userId]);
      await query(FORGET_BROWSERS, [change.userId]);
      return changed.length > 0;
    });
  }

  /** Lets somebody in again, who has to sign in: a session that came to be meanwhile does not begin to count. */
  enable(change: Change): Promise<Changed> {
    return this.#make(change, async (query) => {
      const changed = (await query(SET_BANNED, [change.userId, false])).length > 0;
      if (changed) await query(END_SESSIONS, [change.userId]);
      return changed;
    });
  }

  /** @throws {HttpError} 409 `LAST_ADMINISTRATOR` */
  setAdministrator(change: Change, administrator: boolean): Promise<Changed> {
    return this.#make(change, async (query, all) => {
      if (!administrator && all.has(change.userId) && all.size === 1) throw httpErrors.lastAdministrator();
      const role = administrator ? ADMINISTRATOR_ROLE : USER_ROLE;
      return (await query(SET_ROLE, [change.userId, role])).length > 0;
    });
  }

  /** @throws {HttpError} 403 when who asks is no administrator any more, 404 */
  #make(
    { by, userId }: Change,
    work: (query: Query, administrators: Set<string>) => Promise<boolean>,
  ): Promise<Changed> {
    return this.database.transaction(async (query) => {
      const all = await administrators.lock(query);
      if (!all.has(by)) throw httpErrors.administratorNeeded();
      if ((await query(FIND, [userId])).length === 0) throw httpErrors.userNotFound();
      return { changed: await work(query, all) };
    });
  }
}

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
