import type { Reply, RouteRequest } from '../http/route.js';
import type { SessionCookie } from '../session/session-cookie.js';
import { type AccountUser, toUser } from './account-user.js';
import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';

/**
 * Makes the handler of a route that ends in being signed in. What a browser still has of a session before is cleared.
 * @param path below the public URL
 */
export function signsIn(calls: BetterAuthCalls, cookie: SessionCookie, path: string) {
  return async (request: RouteRequest): Promise<Reply> => {
    const response = await calls.post(path, request);
    const { user } = (await response.json()) as { user: AccountUser };
    const set = cookie.settingAlone(request, cookiesOf(response));
    return { status: 200, body: { user: toUser(user) }, headers: { 'set-cookie': set } };
  };
}
