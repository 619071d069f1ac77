import type { Auth } from '../auth.js';
import type { Database, Trouble } from '../database.js';
import { keepLastSeen, type SeenSession } from '../devices/last-seen.js';
import { refusals } from '../http/refusals.js';
import type { Reply, RouteRequest } from '../http/route.js';
import type { SessionCookie } from '../session-cookie.js';
import { type AccountUser, toUser } from './account-user.js';

/** Says which cookie was sent more than once. @see contracts/account.yaml, getSession */
const DUPLICATE_COOKIE_HEADER = 'x-latch-duplicate-cookie';

interface BrowserSession {
  user: AccountUser;
  session: SeenSession & { expiresAt: string };
}

/**
 * The browser's question whether it is signed in, and the only one that refreshes a session. A cookie that does not
 * (or not alone) stand for a session is cleared; an outage is 503, never "signed out".
 */
export function getsSession(auth: Auth, database: Database, cookie: SessionCookie) {
  return ({ headers, log }: RouteRequest): Promise<Reply> =>
    database.watching(async (trouble) => {
      const values = cookie.valuesIn(headers.cookie);
      if (values.length === 0) return { status: 200, body: null };
      if (cookie.isDuplicatedIn(headers.cookie)) return duplicated(cookie, headers.cookie);
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
  if (trouble.outage) throw refusals.sessionStoreUnavailable();
  // The session was ended while it was being refreshed.
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`Better Auth answered get-session with an unforeseen ${response.status}`);
  return (await response.json()) as BrowserSession | null;
}

/** Names the cookie, since a browser that does not forget the other one is signed out whenever it has signed in. */
function duplicated(cookie: SessionCookie, sent: string | undefined): Reply {
  const headers = { 'set-cookie': cookie.clearing(sent), [DUPLICATE_COOKIE_HEADER]: cookie.session.name };
  return { status: 200, body: null, headers };
}

function signedOut(cookie: SessionCookie): Reply {
  return { status: 200, body: null, headers: { 'set-cookie': cookie.clearing() } };
}
