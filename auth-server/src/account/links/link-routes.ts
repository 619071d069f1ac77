import type { AuditLog } from '../../audit/audit-log.js';
import type { Database } from '../../database.js';
import { httpErrors } from '../../http/http-errors.js';
import type { Reply, RouteRequest, Routes } from '../../http/route.js';
import type { AccountLimits } from '../../limits/account-limits.js';
import type { MailTemplates } from '../../mail/templates/mail-templates.js';
import type { MailQueue } from '../../mail/mail-queue.js';
import { bodies } from '../../validation/fields.js';
import type { BetterAuthCalls } from '../../better-auth/better-auth-calls.js';
import type { SignedInRoutes } from '../signed-in.js';
import { ASK_FOR_RESET, asksByAddress, SEND_CONFIRMATION } from './address-alone.route.js';
import { changesEmail } from './change-email.route.js';
import { evenly } from './even-time.js';
import { listsMails } from './outbox.route.js';
import { resetsPassword } from './reset-password.route.js';
import { verifiesEmail } from './verify-email.route.js';

interface Dependencies {
  calls: BetterAuthCalls;
  database: Database;
  audit: AuditLog;
  limits: AccountLimits;
  signedIn: SignedInRoutes;
  mailQueue: MailQueue;
  templates: MailTemplates;
  secret: string;
}

/** What is done by mails and the links in them. @see contracts/account.yaml */
export function linkRoutes(dependencies: Dependencies): Routes {
  const { calls, database, audit, limits, signedIn, mailQueue, templates, secret } = dependencies;
  const byAddress = (kind: string, asking: typeof ASK_FOR_RESET) => ({
    body: bodies.emailAlone,
    handle: needsMail(mailQueue, evenly(limits.onMail(kind, asksByAddress(calls, database, audit, asking)))),
  });
  const changeEmail = evenly(signedIn.freshRoute(limits.onMailOf('change-email', changesEmail(calls, audit))));
  return {
    '/api/auth/request-password-reset': { POST: byAddress('reset', ASK_FOR_RESET) },
    '/api/auth/send-verification-email': { POST: byAddress('confirmation', SEND_CONFIRMATION) },
    '/api/auth/reset-password': {
      POST: { body: bodies.resetPassword, handle: resetsPassword(calls, database, audit) },
    },
    '/api/auth/verify-email': {
      POST: { body: bodies.token, handle: verifiesEmail({ database, mailQueue, templates, audit }) },
    },
    '/api/auth/change-email': { POST: { body: bodies.changeEmail, handle: needsMail(mailQueue, changeEmail) } },
    '/api/auth/outbox': { GET: { handle: listsMails(mailQueue, secret, limits) } },
  };
}

function needsMail({ mode }: MailQueue, handle: (request: RouteRequest) => Promise<Reply>) {
  return (request: RouteRequest): Promise<Reply> => {
    if (mode === 'none') throw httpErrors.mailNotSetUp();
    return handle(request);
  };
}
