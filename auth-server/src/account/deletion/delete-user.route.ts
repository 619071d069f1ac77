import { aboutRequest } from '../../audit/about-request.js';
import type { AuditLog } from '../../audit/audit-log.js';
import type { Auth } from '../../auth.js';
import type { Reply, RouteRequest } from '../../http/route.js';
import { unlessOutage } from '../../http/unless-outage.js';
import type { SessionCookie } from '../../session-cookie.js';
import { WHILE_SIGNED_IN, wrongPassword } from '../password-checked.route.js';
import type { SignedIn } from '../signed-in.js';
import type { AccountDeletion } from './account-deletion.js';

type Request = RouteRequest<{ password: string }>;

/** Deletes the account of whoever is signed in and knows its password. */
export function deletesUser(auth: Auth, deletion: AccountDeletion, cookie: SessionCookie, audit: AuditLog) {
  return async (request: Request, { user, session }: SignedIn): Promise<Reply> => {
    const { id: requestId, headers, log } = request;
    if (!(await isPassword(auth, user.id, request))) {
      await audit.record('sign-in-failed', aboutRequest(request, user.id, WHILE_SIGNED_IN));
      throw wrongPassword('password');
    }
    const sessionCookie = `${cookie.session.name}=${cookie.valuesIn(headers.cookie)[0]}`;
    try {
      await deletion.run({ userId: user.id, sessionId: session.id, sessionCookie, requestId, log });
    } catch (error) {
      await audit.record('deletion-failed', aboutRequest(request, user.id));
      throw error;
    }
    return { status: 200, body: { success: true }, headers: { 'set-cookie': cookie.clearing() } };
  };
}

/** Checked through Better Auth, and so in the line in which passwords wait to be hashed. */
async function isPassword(auth: Auth, userId: string, { body, log }: Request): Promise<boolean> {
  const { internalAdapter, password } = await auth.$context;
  const account = await unlessOutage(internalAdapter.findCredentialAccount(userId), log);
  return !!account?.password && password.verify({ hash: account.password, password: body.password });
}
