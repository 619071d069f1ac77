import type { IncomingHttpHeaders } from 'node:http';
import type { HttpError } from '@latch/server-kit/http-errors';
import type { Logger } from '@latch/server-kit/logger';
import { isBug } from '@latch/server-kit/outage';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { SessionCookie } from './session-cookie.js';

/** A user as Better Auth returns it, of which we say only this much. */
export interface AccountUser {
  id: string;
  email: string;
  name: string | null;
}

/** Who asks, and in which session. The token is for the database alone. */
export interface SignedIn {
  user: AccountUser & { emailVerified: boolean; administrator: boolean };
  session: { id: string; token: string; createdAt: Date; expiresAt: Date };
}

/** How Better Auth's admin plugin calls administrators, in `user.role`. */
export const ADMINISTRATOR_ROLE = 'admin';

export const USER_ROLE = 'user';

/** After so many milliseconds a session is not fresh any more: what is dangerous asks for the password again. */
const FRESH_MS = 10 * 60 * 1000;

/** Which session is valid, and whose it is. One whose account was disabled while it was being made is not. */
const VALID_SESSION = `
  select "user".id as "userId", "user".email, "user".name, "user"."emailVerified",
    "user".role = '${ADMINISTRATOR_ROLE}' as administrator, session.id, session.token, session."createdAt",
    session."expiresAt"
  from session join "user" on "user".id = session."userId"
  where session.token = $1 and not "user".banned`;

interface Row {
  userId: string;
  email: string;
  name: string | null;
  emailVerified: boolean;
  administrator: boolean;
  id: string;
  token: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Finds sessions by their cookie. One query each; nothing is written, refreshed or set. */
export class Sessions {
  constructor(
    private readonly database: Database,
    readonly cookie: SessionCookie,
  ) {}

  /**
   * The valid session of a request; undefined when there is none. With more than one session cookie none of them counts.
   * @param unavailable what is thrown when the database does not answer
   * @throws {HttpError} 503
   */
  async find(
    cookieHeader: string | undefined,
    log: Logger,
    unavailable = httpErrors.sessionStoreUnavailable,
  ): Promise<SignedIn | undefined> {
    const values = this.cookie.valuesIn(cookieHeader);
    const token = values.length === 1 ? this.cookie.verify(values[0]!) : undefined;
    const row = token === undefined ? undefined : await this.#read(token, log, unavailable);
    if (!row || row.expiresAt.getTime() < Date.now()) return undefined;
    const { userId, email, name, emailVerified, administrator, ...session } = row;
    return { user: { id: userId, email, name, emailVerified, administrator }, session };
  }

  /** The same, for what only a person who is signed in may do. @throws {HttpError} 401 or 503 */
  async whoAsks({ headers, log }: { headers: IncomingHttpHeaders; log: Logger }): Promise<SignedIn> {
    if (this.cookie.isDuplicatedIn(headers.cookie)) throw httpErrors.duplicateSessionCookie(this.cookie.session.name);
    const who = await this.find(headers.cookie, log);
    if (!who) throw httpErrors.invalidSession();
    return who;
  }

  async #read(token: string, log: Logger, unavailable: () => HttpError): Promise<Row | undefined> {
    try {
      return (await this.database.queryPrepared<Row & Record<string, unknown>>(VALID_SESSION, [token]))[0];
    } catch (err) {
      // Whatever the database answers says nothing about the session.
      if (isBug(err)) throw err;
      log.error({ err }, 'a session could not be looked up');
      throw unavailable();
    }
  }
}

/** @throws {HttpError} 403 when the session is older than that */
export function assertFresh({ session }: SignedIn): void {
  if (Date.now() - session.createdAt.getTime() > FRESH_MS) throw httpErrors.freshSessionNeeded();
}

/** What the browser may know about its user. @see contracts/schemas/session.yaml */
export function toUser({ id, email, name }: AccountUser): AccountUser {
  return { id, email, name };
}

/** The answer to a session check. @see contracts/session-validation.yaml */
export function toSessionAnswer({ user, session }: SignedIn) {
  return { user: toUser(user), session: { expiresAt: session.expiresAt.toISOString() } };
}
