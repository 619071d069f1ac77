import type { AuditLog } from '../audit/audit-log.js';
import type { Auth } from '../auth.js';
import type { Database } from '../database.js';
import type { Route, Routes } from '../http/route.js';
import type { AccountLimits } from '../limits/account-limits.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { SessionCookie } from '../session/session-cookie.js';
import { bodies } from '../validation/fields.js';
import { showsAccount } from './account.route.js';
import type { BetterAuthCalls } from '../better-auth/better-auth-calls.js';
import { choosesPassword } from './choosing-password.js';
import { AccountDeletion, TodosEraser } from './deletion/account-deletion.js';
import { confirmsDeletion, DeletionProofs } from './deletion/deletion-proofs.js';
import { deletesUser } from './deletion/delete-user.route.js';
import type { StepUpAuth } from '../session/step-up-auth.js';
import { CHANGE_PASSWORD, checksPassword, PASSWORD_CONFIRMATION } from './password-checked.route.js';
import { setsPassword } from './set-password.route.js';
import type { SignedInRoutes } from './signed-in.js';
import { updatesUser } from './update-user.route.js';

interface Dependencies {
  auth: Auth;
  calls: BetterAuthCalls;
  database: Database;
  cookie: SessionCookie;
  signedIn: SignedInRoutes;
  stepUpAuth: StepUpAuth;
  limits: AccountLimits;
  audit: AuditLog;
  mailQueue: MailQueue;
  templates: MailTemplates;
  publicUrl: string;
  backendUrl: string;
}

/** The account itself, and its password. @see contracts/account.yaml @see contracts/session-validation.yaml */
export function accountRoutes(dependencies: Dependencies): Routes {
  const { auth, calls, database, cookie, signedIn, stepUpAuth, limits, audit } = dependencies;
  const { mailQueue, templates, publicUrl, backendUrl } = dependencies;
  const proofs = new DeletionProofs(database);
  const deletion = new AccountDeletion(database, new TodosEraser(backendUrl, publicUrl), proofs);
  const setPassword = setsPassword({ auth, database, audit, mailQueue, templates });
  return {
    '/api/auth/account': { GET: { handle: signedIn.route(showsAccount(database)) } },
    '/api/auth/update-user': post(bodies.updateUser, signedIn.route(updatesUser(auth, audit))),
    '/api/auth/change-password': post(
      bodies.changePassword,
      signedIn.route(choosesPassword(limits.onPassword(checksPassword(calls, audit, CHANGE_PASSWORD)))),
    ),
    '/api/auth/confirm-password': post(
      bodies.passwordAlone,
      signedIn.route(limits.onPassword(checksPassword(calls, audit, PASSWORD_CONFIRMATION))),
    ),
    '/api/auth/set-password': post(
      bodies.newPassword,
      signedIn.freshRoute(choosesPassword(limits.onPassword(setPassword))),
    ),
    '/api/auth/confirm-deletion': { POST: { handle: signedIn.route(confirmsDeletion(proofs)) } },
    '/api/auth/delete-user': post(
      bodies.stepUpAuth,
      signedIn.route(stepUpAuth.around(deletesUser(deletion, cookie, audit))),
    ),
  };
}

const post = (body: Route['body'], handle: Route['handle']) => ({ POST: { body, handle } });
