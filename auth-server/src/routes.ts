import { bodies } from './account/account-fields.js';
import { showsAccount } from './account/account.route.js';
import { BetterAuthCalls } from './account/better-auth-calls.js';
import { evenly } from './account/links/even-time.js';
import { linkRoutes } from './account/links/link-routes.js';
import { signsUpToConfirm } from './account/links/sign-up-to-confirm.route.js';
import { getsSession } from './account/get-session.route.js';
import { AccountDeletion } from './account/deletion/account-deletion.js';
import { deletesUser } from './account/deletion/delete-user.route.js';
import { ItsYou } from './account/its-you.js';
import { TodosEraser } from './account/deletion/todos-eraser.js';
import { choosesPassword } from './account/choosing-password.js';
import { CHANGE_PASSWORD, checksPassword, PASSWORD_CONFIRMATION } from './account/password-checked.route.js';
import { showsOptions } from './account/options.route.js';
import { SignedInRoutes } from './account/signed-in.js';
import { signsIn } from './account/signed-in.route.js';
import { signsOut } from './account/sign-out.route.js';
import { updatesUser } from './account/update-user.route.js';
import type { AuditLog } from './audit/audit-log.js';
import { listsEvents } from './audit/audit-log.route.js';
import { AuditedSignIn } from './audit/audited-sign-in.js';
import type { Auth } from './auth.js';
import { sessionCookieOf } from './auth-cookies.js';
import type { Database } from './database.js';
import { endsDevice, endsOtherDevices, listsDevices } from './devices/devices.routes.js';
import { Devices } from './devices/devices.js';
import { live, ready } from './health.js';
import type { Route, Routes } from './http/route.js';
import { AccountLimits } from './limits/account-limits.js';
import type { Letters } from './mail/letters/letters.js';
import type { Outbox } from './mail/outbox.js';
import { passkeysArePossible } from './passkeys/relying-party.js';
import { SessionCheck } from './session-check.js';
import { validatesSession } from './session.route.js';
import { SetupRoutes } from './setup/setup.route.js';

interface Dependencies {
  auth: Auth;
  database: Database;
  audit: AuditLog;
  outbox: Outbox;
  letters: Letters;
  publicUrl: string;
  backendUrl: string;
  isStopping: () => boolean;
}

/** All that this server answers to. @see contracts/account.yaml @see contracts/session-validation.yaml */
export async function createRoutes(dependencies: Dependencies): Promise<Routes> {
  const { auth, database, audit, outbox, letters, publicUrl, backendUrl, isStopping } = dependencies;
  const context = await auth.$context;
  const cookie = sessionCookieOf(context);
  const limits = new AccountLimits(database);
  const itsYou = new ItsYou(auth, limits, audit);
  const calls = new BetterAuthCalls(auth, database, publicUrl);
  const signedIn = new SignedInRoutes(database, cookie);
  const audited = new AuditedSignIn(database, audit);
  const devices = new Devices(database);
  const deletion = new AccountDeletion(database, new TodosEraser(backendUrl, publicUrl), devices);
  const signsUpAt = (path: string) =>
    outbox.mode === 'smtp'
      ? evenly(signsUpToConfirm(calls, database, audit, path))
      : audited.around('signed-up', signsIn(calls, cookie, path));
  const signsInAt = (path: string) => audited.around('signed-in', signsIn(calls, cookie, path));
  const { mode: mail } = outbox;
  const passkeys = passkeysArePossible(publicUrl);
  const { secret } = context;
  const setup = new SetupRoutes({ database, publicUrl, backendUrl, mail, secret, session: cookie.session });
  return {
    '/api/auth/session': { GET: { quiet: true, handle: validatesSession(new SessionCheck(database, cookie)) } },
    '/api/auth/get-session': { GET: { handle: getsSession(auth, database, cookie) } },
    '/api/auth/sign-up/email': post(bodies.signUp, limits.onSignUp(signsUpAt('/api/auth/sign-up/email'))),
    '/api/auth/sign-in/email': post(bodies.signIn, limits.onSignIn(signsInAt('/api/auth/sign-in/email'))),
    '/api/auth/sign-out': post(bodies.signOut, signsOut(auth, database, cookie, audit)),
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
    '/api/auth/delete-user': post(
      bodies.itsYou,
      signedIn.route(itsYou.around(deletesUser(deletion, cookie, audit))),
    ),
    '/api/auth/sessions': { GET: { handle: signedIn.route(listsDevices(devices)) } },
    '/api/auth/revoke-session': post(bodies.sessionId, signedIn.route(endsDevice(devices, audit))),
    '/api/auth/revoke-other-sessions': post(bodies.nothing, signedIn.route(endsOtherDevices(devices, audit))),
    '/api/auth/audit-log': { GET: { handle: signedIn.route(listsEvents(audit)) } },
    ...linkRoutes({ calls, database, audit, limits, signedIn, outbox, letters }),
    '/api/auth/options': { GET: { handle: showsOptions({ mail, confirmsEmail: mail === 'smtp', passkeys }) } },
    '/api/auth/setup': { GET: { handle: setup.look } },
    '/api/auth/setup/lines': { GET: { handle: setup.lines } },
    '/health/live': { GET: live },
    '/health/ready': { GET: ready(database, isStopping) },
  };
}

const post = (body: Route['body'], handle: Route['handle']) => ({ POST: { body, handle } });
