import { type AccountUser, toUser } from '../account/account-user.js';
import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import type { SessionCookie } from '../session/session-cookie.js';
import type { Asked } from './challenge-plugin.js';
import type { SecondFactorCookies } from './second-factor-cookies.js';

const PATH = '/api/auth/sign-in/email';
/** As for an address that never had an account. */
const MEANINGS = { ACCOUNT_GONE: httpErrors.wrongCredentials };

/**
 * Makes the handler that signs in by a password, or says what may answer for the second step. Of the request's cookies Better
 * Auth sees the one by which a browser is trusted, and no other.
 */
export function signsInOrAsks(calls: BetterAuthCalls, cookie: SessionCookie, cookies: SecondFactorCookies) {
  return async (request: RouteRequest): Promise<Reply> => {
    const sent = request.headers.cookie;
    const headers = { ...request.headers, cookie: cookies.forFirstStep(sent) };
    const response = await calls.post(PATH, { ...request, headers }, { withCookies: true, meanings: MEANINGS });
    const { user, secondFactor } = (await response.json()) as { user?: AccountUser } & Partial<Asked>;
    const set = cookie.settingAlone(request, cookiesOf(response));
    if (!user) return { status: 200, body: { user: null, secondFactor }, headers: { 'set-cookie': set } };
    const all = [...set, ...cookies.clearingChallenge(sent)];
    return { status: 200, body: { user: toUser(user) }, headers: { 'set-cookie': all } };
  };
}
