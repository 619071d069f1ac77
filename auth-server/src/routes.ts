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
import { setsPassword } from './account/set-password.route.js';
import { signsOut } from './account/sign-out.route.js';
import { updatesUser } from './account/update-user.route.js';
import { administrationRoutes } from './administration/administration.routes.js';
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
import { InvitationRoutes } from './invitations/invitation.routes.js';
import { SignUp, signsUpConfirmed } from './invitations/sign-up.js';
import type { SignUpMode } from './invitations/sign-up-mode.js';
import { AccountLimits } from './limits/account-limits.js';
import type { Letters } from './mail/letters/letters.js';
import { Notices } from './mail/notices.js';
import type { Outbox } from './mail/outbox.js';
import { PasskeyChallenge } from './passkeys/passkey-challenge.js';
import { passkeyRoutes } from './passkeys/passkey-routes.js';
import { passkeysArePossible } from './passkeys/relying-party.js';
import { Challenges } from './second-factor/challenges.js';
import { signsInOrAsks } from './second-factor/first-step.route.js';
import { SecondFactorCookies } from './second-factor/second-factor-cookies.js';
import { secondFactorRoutes } from './second-factor/second-factor-routes.js';
import { UsedCodes } from './second-factor/used-codes.js';
import { ProviderNames } from './providers/provider-names.js';
import { providerRoutes } from './providers/provider-routes.js';
import type { ProviderSettings } from './providers/provider-settings.js';
import { SessionCheck } from './session-check.js';
import { validatesSession } from './session.route.js';
import { SetupRoutes } from './setup/setup.route.js';

interface Dependencies {
  auth: Auth;
  database: Database;
  audit: AuditLog;
  outbox: Outbox;
  letters: Letters;
  signUp: SignUpMode;
  providers: ProviderSettings;
  publicUrl: string;
  appUrl: string;
  backendUrl: string;
  isStopping: () => boolean;
}

/** All that this server answers to. @see contracts/account.yaml @see contracts/session-validation.yaml */
export async function createRoutes(dependencies: Dependencies): Promise<Routes> {
  const { auth, database, audit, outbox, letters, signUp, publicUrl, backendUrl, isStopping } = dependencies;
  const { providers: settings, appUrl } = dependencies;
  const context = await auth.$context;
  const cookie = sessionCookieOf(context);
  const limits = new AccountLimits(database);
  const itsYou = new ItsYou(auth, limits, audit);
  const calls = new BetterAuthCalls(auth, database, publicUrl);
  const signedIn = new SignedInRoutes(database, cookie);
  const audited = new AuditedSignIn(database, audit);
  const devices = new Devices(database);
  const deletion = new AccountDeletion(database, new TodosEraser(backendUrl, publicUrl), devices);
  const signsUpAt = (path: string) => {
    const isSent = outbox.mode === 'smtp';
    const usual = isSent
      ? evenly(signsUpToConfirm(calls, database, audit, path))
      : audited.around('signed-up', signsIn(calls, cookie, path));
    const confirmed = isSent ? evenly(signsUpConfirmed(calls, cookie, audit, path)) : usual;
    const ways = { usual: limits.onSignUp(usual), confirmed: limits.onSignUp(confirmed) };
    return new SignUp(database, signUp).around(ways);
  };
  const cookies = SecondFactorCookies.of(context);
  const challenges = new Challenges(database, cookies);
  const usedCodes = new UsedCodes(database);
  const notices = new Notices(outbox);
  const { mode: mail } = outbox;
  const invitations = new InvitationRoutes({ database, outbox, letters, audit, mode: signUp });
  const passkeys = passkeysArePossible(publicUrl);
  const names = new ProviderNames(settings);
  const { offered: providers } = names;
  const { secret } = context;
  const setup = new SetupRoutes({ database, publicUrl, backendUrl, mail, secret, session: cookie.session });
  return {
    '/api/auth/session': { GET: { quiet: true, handle: validatesSession(new SessionCheck(database, cookie)) } },
    '/api/auth/get-session': { GET: { handle: getsSession(auth, database, cookie) } },
    '/api/auth/sign-up/email': post(bodies.signUp, signsUpAt('/api/auth/sign-up/email')),
    '/api/auth/sign-in/email': post(
      bodies.signIn,
      limits.onSignIn(audited.around('signed-in', signsInOrAsks(calls, cookie, cookies))),
    ),
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
    '/api/auth/set-password': post(
      bodies.newPassword,
      signedIn.freshRoute(choosesPassword(limits.onPassword(setsPassword({ auth, database, audit, notices, letters })))),
    ),
    '/api/auth/delete-user': post(bodies.itsYou, signedIn.route(itsYou.around(deletesUser(deletion, cookie, audit)))),
    ...secondFactorRoutes({ auth, database, calls, cookie, challenges, cookies, usedCodes, signedIn, itsYou, limits, audit, letters, notices }), // prettier-ignore
    ...passkeyRoutes({ calls, database, cookie, challenge: PasskeyChallenge.of(context), challenges, signedIn, audit, notices, letters, arePossible: passkeys }), // prettier-ignore
    '/api/auth/sessions': { GET: { handle: signedIn.route(listsDevices(devices)) } },
    '/api/auth/revoke-session': post(bodies.sessionId, signedIn.route(endsDevice(devices, audit))),
    '/api/auth/revoke-other-sessions': post(bodies.nothing, signedIn.route(endsOtherDevices(devices, audit))),
    '/api/auth/audit-log': { GET: { handle: signedIn.route(listsEvents(audit)) } },
    ...linkRoutes({ calls, database, audit, limits, signedIn, outbox, letters }),
    '/api/auth/options': {
      GET: { handle: showsOptions(database, { mail, confirmsEmail: mail === 'smtp', signUp, providers, passkeys }) },
    },
    ...(await providerRoutes({
      auth,
      calls,
      database,
      audit,
      signedIn,
      notices,
      letters,
      cookie,
      secondFactor: cookies,
      settings,
      names,
      publicUrl,
      appUrl,
    })),
    '/api/auth/invitation': post(bodies.token, invitations.shows),
    ...administrationRoutes({ database, audit, limits, signedIn, invitations }),
    '/api/auth/setup': { GET: { handle: setup.look } },
    '/api/auth/setup/lines': { GET: { handle: setup.lines } },
    '/health/live': { GET: live },
    '/health/ready': { GET: ready(database, isStopping) },
  };
}

const post = (body: Route['body'], handle: Route['handle']) => ({ POST: { body, handle } });
