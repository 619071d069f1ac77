import { bodies } from './validation/fields.js';
import { accountRoutes } from './account/account-routes.js';
import { BetterAuthCalls } from './better-auth/better-auth-calls.js';
import { linkRoutes } from './account/links/link-routes.js';
import { forgetsCookies, getsSession } from './account/get-session.route.js';
import { StepUpAuth } from './session/step-up-auth.js';
import { showsOptions } from './account/options.route.js';
import { SignedInRoutes } from './account/signed-in.js';
import { signsOut } from './account/sign-out.route.js';
import { administrationRoutes } from './administration/administration.routes.js';
import type { AuditLog } from './audit/audit-log.js';
import { AuditedSignIn } from './audit/audited-sign-in.js';
import type { Auth } from './auth.js';
import { sessionCookieOf } from './session/auth-cookies.js';
import type { Database } from './database.js';
import { deviceRoutes } from './devices/device-routes.js';
import { Devices } from './devices/devices.js';
import { live, ready } from './health.js';
import type { Route, Routes } from './http/route.js';
import { InvitationRoutes } from './invitations/invitation.routes.js';
import type { SetupCode } from './invitations/setup-code.js';
import { signUpRoutes } from './invitations/sign-up-routes.js';
import type { SignUpMode } from './environment.js';
import { AccountLimits } from './limits/account-limits.js';
import type { MailTemplates } from './mail/templates/mail-templates.js';
import { type MailQueue } from './mail/mail-queue.js';
import { PasskeyChallenge } from './passkeys/passkey-challenge.js';
import { passkeyRoutes } from './passkeys/passkey-routes.js';
import { passkeysArePossible } from './passkeys/relying-party.js';
import { Challenges } from './second-factor/challenges.js';
import { ClockDifference, UsedCodes } from './second-factor/authenticator-codes.js';
import { signsInOrAsks } from './second-factor/first-step.route.js';
import { SecondFactorCookies } from './second-factor/second-factor-cookies.js';
import { secondFactorRoutes } from './second-factor/second-factor-routes.js';
import { ProviderNames, type ProviderSettings } from './providers/provider-settings.js';
import { providerRoutes } from './providers/provider-routes.js';
import { SessionCheck } from './session-check.js';
import { validatesSession } from './session.route.js';
import type { ForwardedRequests } from './setup/forwarded-requests.js';
import { SetupRoutes } from './setup/setup.route.js';

interface Dependencies {
  auth: Auth;
  database: Database;
  audit: AuditLog;
  mailQueue: MailQueue;
  templates: MailTemplates;
  signUp: SignUpMode;
  setupCode: SetupCode;
  providers: ProviderSettings;
  publicUrl: string;
  appUrl: string;
  backendUrl: string;
  forwardedRequests: ForwardedRequests;
  isStopping: () => boolean;
}

/** All that this server answers to. @see contracts/account.yaml @see contracts/session-validation.yaml */
export async function createRoutes(dependencies: Dependencies): Promise<Routes> {
  const { auth, database, audit, mailQueue, templates, signUp, publicUrl, appUrl, isStopping } = dependencies;
  const { providers: settings, setupCode } = dependencies;
  const context = await auth.$context;
  const [{ secret }, { mode: mail }] = [context, mailQueue];
  const cookie = sessionCookieOf(context, appUrl);
  const limits = new AccountLimits(database);
  const calls = new BetterAuthCalls(auth, database, publicUrl);
  const signedIn = new SignedInRoutes(database, cookie);
  const audited = new AuditedSignIn(database, audit);
  const cookies = SecondFactorCookies.of(context);
  const names = new ProviderNames(settings);
  const passkeys = passkeysArePossible(publicUrl);
  const invitations = new InvitationRoutes({ database, mailQueue, templates, audit, mode: signUp });
  const setup = new SetupRoutes({ ...dependencies, mail, secret, cookie });
  const confirmsEmail = mail === 'smtp';
  const options = { address: dependencies.appUrl, mail, confirmsEmail, signUp, providers: names.offered, passkeys };
  const shared = {
    ...dependencies,
    secret,
    cookie,
    limits,
    calls,
    signedIn,
    audited,
    cookies,
    invitations,
    settings,
    names,
    stepUpAuth: new StepUpAuth(auth, limits, audit),
    devices: new Devices(database),
    challenges: new Challenges(database, cookies),
  };
  const challenge = PasskeyChallenge.of(context);
  const usedCodes = new UsedCodes(database);
  return {
    '/api/auth/session': { GET: { quiet: true, handle: validatesSession(new SessionCheck(database, cookie)) } },
    '/api/auth/get-session': { GET: { handle: getsSession(auth, database, cookie) } },
    '/api/auth/forget-cookies': post(bodies.path, forgetsCookies(cookie)),
    '/api/auth/options': { GET: { handle: showsOptions(database, options, setupCode) } },
    '/api/auth/sign-in/email': post(
      bodies.signIn,
      limits.onSignIn(audited.around('signed-in', signsInOrAsks(calls, cookie, cookies))),
    ),
    '/api/auth/sign-out': post(bodies.signOut, signsOut(auth, database, cookie, audit)),
    ...signUpRoutes(shared),
    ...accountRoutes(shared),
    ...linkRoutes(shared),
    ...deviceRoutes(shared),
    ...secondFactorRoutes({ ...shared, usedCodes, clockDifference: new ClockDifference(auth, database, usedCodes) }),
    ...passkeyRoutes({ ...shared, challenge, arePossible: passkeys }),
    ...(await providerRoutes({ ...shared, secondFactor: cookies })),
    ...administrationRoutes(shared),
    '/api/auth/setup': { GET: { handle: setup.look } },
    '/api/auth/setup/lines': { GET: { handle: setup.lines } },
    '/health/live': { GET: live },
    '/health/ready': { GET: ready(database, isStopping) },
  };
}

const post = (body: Route['body'], handle: Route['handle']) => ({ POST: { body, handle } });
