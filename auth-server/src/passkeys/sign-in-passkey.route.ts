import { HttpError } from '@latch/server-kit/http-errors';
import { toUser, type AccountUser } from '../account/account-user.js';
import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { AccountLimits } from '../limits/account-limits.js';
import type { KnownNetworks } from '../limits/known-networks.js';
import type { Challenges } from '../second-factor/challenges.js';
import type { SessionCookie } from '../session/session-cookie.js';
import type { PasskeyAnswer } from './passkey-answer.js';
import type { PasskeyChallenge } from './passkey-challenge.js';
import { PASSKEY_ENDPOINTS } from './passkey-plugin.js';
import type { Passkeys } from './passkeys.js';

const MEANINGS = { PASSKEY_REFUSED: httpErrors.passkeyRefused, ACCOUNT_GONE: httpErrors.passkeyRefused };

type Request = RouteRequest<{ response: PasskeyAnswer }>;

interface Dependencies {
  calls: BetterAuthCalls;
  cookie: SessionCookie;
  challenge: PasskeyChallenge;
  challenges: Challenges;
  passkeys: Passkeys;
  known: KnownNetworks;
  limits: AccountLimits;
  audit: AuditLog;
}

/**
 * Signs in with a passkey, which is enough alone. In the middle of a sign-in by password it is the second factor, and so must
 * be of the same account.
 */
export function signsInWithPasskey(dependencies: Dependencies) {
  const { passkeys, audit, known } = dependencies;
  return async (request: RouteRequest): Promise<Reply> => {
    const asked = request as Request;
    const owner = await unlessOutage(passkeys.ownerOf(asked.body.response.id), request.log);
    try {
      const reply = await signIn(asked, owner, dependencies);
      await audit.record('signed-in', aboutRequest(request, owner!, 'With a passkey'));
      await known.remember(emailIn(reply), request.clientAddress, request.log);
      return reply;
    } catch (error) {
      if (isRefused(error)) await audit.record('passkey-failed', aboutRequest(request, owner ?? null));
      throw error;
    }
  };
}

async function signIn(request: Request, owner: string | undefined, given: Dependencies): Promise<Reply> {
  const { calls, cookie, challenge, challenges, limits } = given;
  const sent = request.headers.cookie;
  const waiting = await challenges.find(request);
  if (waiting && waiting.userId !== owner) throw httpErrors.passkeyRefused();
  const cookies = challenge.in(sent, waiting && challenges.cookies.forSecondStep(sent));
  if (!cookies) throw httpErrors.signInExpired();
  const asked = { ...request, headers: { ...request.headers, cookie: cookies } };
  const path = `/api/auth${PASSKEY_ENDPOINTS.signIn}`;
  const response = await calls.post(path, asked, { withCookies: true, meanings: MEANINGS });
  // Good for nothing any more but to ask for a second factor: not worth failing for.
  if (waiting) {
    await challenges.end(waiting, request).catch(() => false);
    await limits.signedIn(waiting.email, request);
  }
  const { user } = (await response.json()) as { user: AccountUser };
  const set = [...cookiesOf(response), challenge.clearing(), ...challenges.cookies.clearingChallenge(sent)];
  return { status: 200, body: { user: toUser(user) }, headers: { 'set-cookie': cookie.settingAlone(request, set) } };
}

const isRefused = (error: unknown) => error instanceof HttpError && error.code === 'PASSKEY_REFUSED';

const emailIn = ({ body }: Reply) => (body as { user: AccountUser }).user.email;
