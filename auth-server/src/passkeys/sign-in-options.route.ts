import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';
import type { Database } from '../database.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Challenges } from '../second-factor/challenges.js';
import type { SessionCookie } from '../session/session-cookie.js';
import { PASSKEY_ENDPOINTS } from './passkey-plugin.js';
import type { Passkeys } from './passkeys.js';

interface Dependencies {
  calls: BetterAuthCalls;
  database: Database;
  cookie: SessionCookie;
  challenges: Challenges;
  passkeys: Passkeys;
}

/**
 * What a passkey is asked to sign. Where it is known whose it must be (in the middle of a sign-in by password, and whoever is
 * signed in already) the browser offers those alone; anybody else chooses among what they have.
 */
export function asksForPasskey({ calls, database, cookie, challenges, passkeys }: Dependencies) {
  return async (request: RouteRequest): Promise<Reply> => {
    const userId = (await challenges.find(request))?.userId ?? (await whoIsSignedIn(request));
    const allowed = userId === undefined ? [] : await unlessOutage(passkeys.descriptorsOf(userId), request.log);
    const response = await calls.get(`/api/auth${PASSKEY_ENDPOINTS.signInOptions}`, request);
    const made = (await response.json()) as object;
    const options = { ...made, ...(allowed.length && { allowCredentials: allowed }) };
    return { status: 200, body: { options }, headers: { 'set-cookie': cookiesOf(response) } };
  };

  async function whoIsSignedIn({ headers, log }: RouteRequest): Promise<string | undefined> {
    const tokens = cookie.valuesIn(headers.cookie).flatMap((value) => cookie.verify(value) ?? []);
    if (tokens.length !== 1) return undefined;
    const text = 'select "userId" from session where token = $1 and "expiresAt" > now()';
    const [row] = await unlessOutage(database.query<{ userId: string }>(text, tokens), log);
    return row?.userId;
  }
}
