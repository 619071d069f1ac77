import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';
import type { SignedIn } from '../account/signed-in.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { PasskeyChallenge } from './passkey-challenge.js';
import { PASSKEY_ENDPOINTS } from './passkey-plugin.js';
import { MOST_PASSKEYS, type Passkey, type Passkeys } from './passkeys.js';

const NOT_KEPT = () =>
  httpErrors.validationFailed({
    response: ['This passkey could not be kept. Begin again, and answer within five minutes.'],
  });

const MEANINGS = {
  SESSION_NOT_FRESH: httpErrors.freshSessionNeeded,
  PASSKEY_REFUSED: NOT_KEPT,
};

interface Dependencies {
  calls: BetterAuthCalls;
  passkeys: Passkeys;
  challenge: PasskeyChallenge;
  audit: AuditLog;
  mailQueue: MailQueue;
  templates: MailTemplates;
}

/** What a new passkey is made for. */
export function asksForNewPasskey({ calls, passkeys }: Dependencies) {
  return async (request: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const known = await unlessOutage(passkeys.descriptorsOf(user.id), request.log);
    if (known.length >= MOST_PASSKEYS) throw httpErrors.tooManyPasskeys(MOST_PASSKEYS);
    const path = `/api/auth${PASSKEY_ENDPOINTS.registrationOptions}`;
    const response = await calls.get(path, request, { withCookies: true, meanings: MEANINGS });
    const options: unknown = await response.json();
    return { status: 200, body: { options }, headers: { 'set-cookie': cookiesOf(response) } };
  };
}

/** Keeps a new passkey. */
export function registersPasskey({ calls, passkeys, challenge, audit, mailQueue, templates }: Dependencies) {
  return async (request: RouteRequest<{ name: string }>, { user }: SignedIn): Promise<Reply> => {
    const path = `/api/auth${PASSKEY_ENDPOINTS.register}`;
    const response = await calls.post(path, request, { withCookies: true, meanings: MEANINGS });
    const passkey = toPasskey((await response.json()) as KeptPasskey);
    if (await unlessOutage(passkeys.isOneTooMany(user.id, passkey.id), request.log))
      throw httpErrors.tooManyPasskeys(MOST_PASSKEYS);
    await audit.record('passkey-added', aboutRequest(request, user.id, passkey.name));
    await mailQueue.notify(templates.passkeyAdded(user, passkey.name), request.log);
    const cookies = [...cookiesOf(response), challenge.clearing()];
    return { status: 200, body: { passkey }, headers: { 'set-cookie': cookies } };
  };
}

/** As Better Auth answers with it. */
interface KeptPasskey {
  id: string;
  name: string;
  createdAt: Date;
  deviceType: string;
}

function toPasskey({ id, name, createdAt, deviceType }: KeptPasskey): Passkey {
  return { id, name, createdAt, synced: deviceType === 'multiDevice' };
}
