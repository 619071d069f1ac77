import { bodies } from '../validation/fields.js';
import type { BetterAuthCalls } from '../better-auth/better-auth-calls.js';
import { evenly } from '../account/links/even-time.js';
import { signsUpToConfirm } from '../account/links/sign-up-to-confirm.route.js';
import { signsIn } from '../account/signed-in.route.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { AuditedSignIn } from '../audit/audited-sign-in.js';
import type { Database } from '../database.js';
import type { Routes } from '../http/route.js';
import type { AccountLimits } from '../limits/account-limits.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { SessionCookie } from '../session/session-cookie.js';
import type { InvitationRoutes } from './invitation.routes.js';
import type { SetupCode } from './setup-code.js';
import { SignUp, signsUpConfirmed } from './sign-up.js';
import type { SignUpMode } from '../environment.js';

interface Dependencies {
  calls: BetterAuthCalls;
  database: Database;
  cookie: SessionCookie;
  audit: AuditLog;
  audited: AuditedSignIn;
  limits: AccountLimits;
  mailQueue: MailQueue;
  signUp: SignUpMode;
  setupCode: SetupCode;
  invitations: InvitationRoutes;
}

const PATH = '/api/auth/sign-up/email';

/** How an account is made, and by what. @see contracts/account.yaml */
export function signUpRoutes(dependencies: Dependencies): Routes {
  const { calls, database, cookie, audit, audited, limits, mailQueue, signUp, setupCode, invitations } = dependencies;
  const isSent = mailQueue.mode === 'smtp';
  // The even time is around the limits, so that whoever only waits for it takes nobody's place.
  const usual = isSent
    ? evenly(limits.onSignUp(signsUpToConfirm(calls, database, audit, PATH)))
    : limits.onSignUp(audited.around('signed-up', signsIn(calls, cookie, PATH)));
  const confirmed = isSent ? evenly(limits.onSignUp(signsUpConfirmed(calls, cookie, audit, PATH))) : usual;
  const ways = { usual, confirmed };
  const applying = new SignUp(database, signUp, setupCode, limits);
  return {
    [PATH]: { POST: { body: bodies.signUp, handle: applying.around(ways) } },
    '/api/auth/invitation': { POST: { body: bodies.token, handle: invitations.shows } },
  };
}
