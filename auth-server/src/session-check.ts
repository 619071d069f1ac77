import { isBug } from '@latch/server-kit/outage';
import type { Database } from './database.js';
import { httpErrors } from './http/http-errors.js';
import type { SessionCookie } from './session/session-cookie.js';

/** @see contracts/session-validation.yaml */
export interface SessionAnswer {
  user: { id: string; email: string; name: string | null };
  session: { expiresAt: string };
}

interface Row {
  id: string;
  email: string;
  name: string | null;
  expiresAt: Date;
}

/** What was signed in while its account was being disabled is worth nothing either. */
const SESSION_WITH_USER = `
  select "user".id, "user".email, "user".name, session."expiresAt"
  from session join "user" on "user".id = session."userId"
  where session.token = $1 and not "user".banned`;

/** Whether a session is valid, and whose it is. One query; nothing is written, refreshed or set. */
export class SessionCheck {
  constructor(
    private readonly database: Database,
    private readonly cookie: SessionCookie,
  ) {}

  /**
   * @param cookieHeader the request's; just one session cookie must be in it
   * @param onOutage is told why the session could not be looked up
   * @throws {HttpError} 401 or 503
   */
  async check(cookieHeader: string | undefined, onOutage: (error: unknown) => void): Promise<SessionAnswer> {
    const values = this.cookie.valuesIn(cookieHeader);
    const token = values.length === 1 ? this.cookie.verify(values[0]!) : undefined;
    const row = token === undefined ? undefined : await this.#find(token, onOutage);
    if (!row || row.expiresAt.getTime() < Date.now()) throw httpErrors.invalidSession();
    const { id, email, name, expiresAt } = row;
    return { user: { id, email, name }, session: { expiresAt: expiresAt.toISOString() } };
  }

  async #find(token: string, onOutage: (error: unknown) => void): Promise<Row | undefined> {
    try {
      return (await this.database.queryPrepared<Row>(SESSION_WITH_USER, [token]))[0];
    } catch (error) {
      // Whatever the database answers says nothing about the session.
      if (isBug(error)) throw error;
      onOutage(error);
      throw httpErrors.sessionStoreUnavailable();
    }
  }
}
