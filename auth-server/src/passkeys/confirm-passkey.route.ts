import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';
import type { SignedIn } from '../account/signed-in.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import type { PasskeyChallenge } from './passkey-challenge.js';
import { PASSKEY_ENDPOINTS } from './passkey-plugin.js';

const WHILE_SIGNED_IN = 'Asked for a passkey on a device that is signed in';

interface Dependencies {
  calls: BetterAuthCalls;
  challenge: PasskeyChallenge;
  audit: AuditLog;
}

/** Shows with a passkey, while signed in, that it is you; the session counts as made just now. */
export function confirmsPasskey({ calls, challenge, audit }: Dependencies) {
  return async (request: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const refused = httpErrors.validationFailed({
      response: ['This is not one of your passkeys, or it took too long.'],
    });
    const meanings = { PASSKEY_REFUSED: () => refused };
    try {
      const path = `/api/auth${PASSKEY_ENDPOINTS.confirm}`;
      const response = await calls.post(path, request, { withCookies: true, meanings });
      await audit.record('passkey-confirmed', aboutRequest(request, user.id));
      const cookies = [...cookiesOf(response), challenge.clearing()];
      return { status: 200, body: { success: true }, headers: { 'set-cookie': cookies } };
    } catch (error) {
      if (error === refused) await audit.record('passkey-failed', aboutRequest(request, user.id, WHILE_SIGNED_IN));
      throw error;
    }
  };
}
