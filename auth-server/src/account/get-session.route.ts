import { DUPLICATE_COOKIE_HEADER } from '@latch/server-kit/http-errors';
import type { Auth } from '../auth.js';
import type { Database, Trouble } from '../database.js';
import { keepLastSeen, type SeenSession } from '../devices/devices.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import type { SessionCookie } from '../session/session-cookie.js';
import { type AccountUser, toUser } from './account-user.js';

interface BrowserSession {
  user: AccountUser;
  session: SeenSession & { expiresAt: string };
}

/**
 * The browser's question whether it is signed in, and the only one that refreshes a session. A cookie that does not
 * stand for a session is cleared, and so are those beside it; an outage is 503, never "signed out".
 */
export function getsSession(auth: Auth, database: Database, cookie: SessionCookie) {
  return ({ headers, path, log }: RouteRequest): Promise<Reply> =>
    database.watching(async (trouble) => {
      const values = cookie.valuesIn(headers.cookie);
      if (values.length === 0) return { status: 200, body: null };
      if (cookie.isDuplicatedIn(headers.cookie)) return duplicated(cookie, path);
      const sent = headers.cookie!;
      const response = await auth.api.getSession({ headers: { cookie: cookie.renewed(sent) }, asResponse: true });
      const session = await sessionIn(response, trouble);
      if (!session) return signedOut(cookie);
      await keepLastSeen(database, session.session, log);
      const { user, session: { expiresAt } } = session; // prettier-ignore
      const body = { user: toUser(user), session: { expiresAt } };
      const set = response.headers.getSetCookie();
      const renewed = cookie.settingRenewed(sent, new Date(expiresAt), set);
      return { status: 200, body, headers: { 'set-cookie': [...set, ...renewed] } };
    });
}

/** @throws {Error} when Better Auth could not tell */
async function sessionIn(response: Response, trouble: Trouble): Promise<BrowserSession | null> {
  if (trouble.outage) throw httpErrors.sessionStoreUnavailable();
  // The session was ended while it was being refreshed.
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`Better Auth answered get-session with an unforeseen ${response.status}`);
  return (await response.json()) as BrowserSession | null;
}

/** Names the cookie, since a browser that does not forget the other one is signed out whenever it has signed in. */
function duplicated(cookie: SessionCookie, path: string): Reply {
  const headers = { 'set-cookie': cookie.clearingBeside(path), [DUPLICATE_COOKIE_HEADER]: cookie.session.name };
  return { status: 200, body: null, headers };
}

function signedOut(cookie: SessionCookie): Reply {
  return { status: 200, body: null, headers: { 'set-cookie': cookie.clearing() } };
}

/**
 * Has the browser forget what other programs put beside the session's cookie, where only the backend is sent it: that gives
 * out no cookies.
 */
export function forgetsCookies(cookie: SessionCookie) {
  return ({ body }: RouteRequest): Reply => {
    const { path } = body as { path: string };
    return { status: 200, body: { success: true }, headers: { 'set-cookie': cookie.clearingBesideAt(path) } };
  };
}
