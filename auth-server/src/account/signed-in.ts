import { ADMINISTRATOR_ROLE } from '../administration/roles.js';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { SessionCookie } from '../session/session-cookie.js';
import type { AccountUser } from './account-user.js';

/** After so many milliseconds a session is not fresh any more: what is dangerous asks for the password again. */
export const FRESH_MS = 10 * 60 * 1000;

/** Who asks, and in which session. The token is for the database alone. */
export interface SignedIn {
  user: AccountUser & { emailVerified: boolean; administrator: boolean };
  session: { id: string; token: string; createdAt: Date; expiresAt: Date };
}

type Handler<Body> = (request: RouteRequest<Body>, who: SignedIn) => Promise<Reply>;

const WHO_ASKS = `
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

/** @throws {HttpError} 403 when the session is older than that */
export function assertFresh({ session }: SignedIn): void {
  if (Date.now() - session.createdAt.getTime() > FRESH_MS) throw httpErrors.freshSessionNeeded();
}

/** Makes routes that only whoever is signed in may use. */
export class SignedInRoutes {
  constructor(
    private readonly database: Database,
    private readonly cookie: SessionCookie,
  ) {}

  /** The handler refuses with 401 or 503 before it comes to the work. */
  route<Body>(handle: Handler<Body>): (request: RouteRequest) => Promise<Reply> {
    return async (request) => {
      const who = await this.whoAsks(request);
      const cookie = this.cookie.renewed(request.headers.cookie!);
      return handle({ ...(request as RouteRequest<Body>), headers: { ...request.headers, cookie } }, who);
    };
  }

  /** Beyond that, only shortly after the password was given; 403 `FRESH_SESSION_NEEDED` otherwise. */
  freshRoute<Body>(handle: Handler<Body>): (request: RouteRequest) => Promise<Reply> {
    return this.route<Body>((request, who) => {
      assertFresh(who);
      return handle(request, who);
    });
  }

  /** @throws {HttpError} 401 when nobody does, or 503 */
  async whoAsks({ headers, log }: RouteRequest): Promise<SignedIn> {
    const [value = '', another] = this.cookie.valuesIn(headers.cookie);
    if (another !== undefined) throw httpErrors.duplicateSessionCookie(this.cookie.session.name);
    const token = this.cookie.verify(value);
    if (token === undefined) throw httpErrors.invalidSession();
    const [row] = await unlessOutage(this.database.query<Row>(WHO_ASKS, [token]), log, {
      message: 'a session could not be looked up',
      unavailable: httpErrors.sessionStoreUnavailable,
    });
    if (!row || row.expiresAt.getTime() < Date.now()) throw httpErrors.invalidSession();
    const { userId, email, name, emailVerified, administrator, ...session } = row;
    return { user: { id: userId, email, name, emailVerified, administrator }, session };
  }
}
