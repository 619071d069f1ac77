import type { SignedIn } from '../account/signed-in.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { Passkeys } from './passkeys.js';

const DONE: Reply = { status: 200, body: { success: true } };

/** The passkeys of whoever asks. */
export function listsPasskeys(passkeys: Passkeys) {
  return async ({ log }: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const items = await unlessOutage(passkeys.of(user.id), log);
    return { status: 200, body: { items } };
  };
}

/** Calls one of them something else. What is somebody else's is not there. */
export function renamesPasskey(passkeys: Passkeys, audit: AuditLog) {
  return async (request: RouteRequest<{ id: string; name: string }>, { user }: SignedIn): Promise<Reply> => {
    const { id, name } = request.body;
    const renamed = await unlessOutage(passkeys.rename(user.id, id, name), request.log);
    if (!renamed) throw httpErrors.passkeyNotFound();
    await audit.record('passkey-renamed', aboutRequest(request, user.id, name));
    return DONE;
  };
}

interface Removing {
  passkeys: Passkeys;
  audit: AuditLog;
  mailQueue: MailQueue;
  templates: MailTemplates;
}

/** Takes no sign-in by one of them any more. */
export function deletesPasskey({ passkeys, audit, mailQueue, templates }: Removing) {
  return async (request: RouteRequest<{ id: string }>, { user }: SignedIn): Promise<Reply> => {
    const name = await unlessOutage(passkeys.remove(user.id, request.body.id), request.log);
    await audit.record('passkey-removed', aboutRequest(request, user.id, name));
    await mailQueue.notify(templates.passkeyRemoved(user, name), request.log);
    return DONE;
  };
}
