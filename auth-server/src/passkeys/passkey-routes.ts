import type { BetterAuthCalls } from '../better-auth/better-auth-calls.js';
import { bodies } from '../validation/fields.js';
import type { SignedInRoutes } from '../account/signed-in.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, Route, Routes } from '../http/route.js';
import type { AccountLimits } from '../limits/account-limits.js';
import { KnownNetworks } from '../limits/known-networks.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { Challenges } from '../second-factor/challenges.js';
import type { SessionCookie } from '../session/session-cookie.js';
import { confirmsPasskey } from './confirm-passkey.route.js';
import type { PasskeyChallenge } from './passkey-challenge.js';
import { passkeyBodies } from './passkey-answer.js';
import { Passkeys } from './passkeys.js';
import { deletesPasskey, listsPasskeys, renamesPasskey } from './passkeys.routes.js';
import { asksForNewPasskey, registersPasskey } from './register-passkey.route.js';
import { asksForPasskey } from './sign-in-options.route.js';
import { signsInWithPasskey } from './sign-in-passkey.route.js';

interface Dependencies {
  calls: BetterAuthCalls;
  database: Database;
  cookie: SessionCookie;
  challenge: PasskeyChallenge;
  /** Sign-ins by password that wait for a second factor. */
  challenges: Challenges;
  signedIn: SignedInRoutes;
  limits: AccountLimits;
  audit: AuditLog;
  mailQueue: MailQueue;
  templates: MailTemplates;
  /** Whether the address people open allows passkeys at all. */
  arePossible: boolean;
}

/** What is done with passkeys. @see contracts/account.yaml */
export function passkeyRoutes(given: Dependencies): Routes {
  const { database, signedIn, audit, arePossible } = given;
  const passkeys = new Passkeys(database);
  const dependencies = { ...given, passkeys, known: new KnownNetworks(database) };
  /** Whoever is signed out is told that first. */
  const ifPossible = <Handle extends (...args: never[]) => Promise<Reply>>(handle: Handle): Handle =>
    arePossible ? handle : ((() => Promise.reject(httpErrors.passkeysNotPossible())) as unknown as Handle);
  return {
    '/api/auth/sign-in/passkey-options': post(bodies.nothing, ifPossible(asksForPasskey(dependencies))),
    '/api/auth/sign-in/passkey': post(passkeyBodies.answer, ifPossible(signsInWithPasskey(dependencies))),
    '/api/auth/confirm-passkey': post(passkeyBodies.answer, signedIn.route(ifPossible(confirmsPasskey(dependencies)))),
    '/api/auth/passkeys': { GET: { handle: signedIn.route(listsPasskeys(passkeys)) } },
    '/api/auth/passkeys/registration-options': post(
      bodies.nothing,
      signedIn.freshRoute(ifPossible(asksForNewPasskey(dependencies))),
    ),
    '/api/auth/passkeys/register': post(
      passkeyBodies.newPasskey,
      signedIn.freshRoute(ifPossible(registersPasskey(dependencies))),
    ),
    '/api/auth/passkeys/rename': post(passkeyBodies.renamed, signedIn.route(renamesPasskey(passkeys, audit))),
    '/api/auth/passkeys/delete': post(passkeyBodies.id, signedIn.freshRoute(deletesPasskey(dependencies))),
  };
}

const post = (body: Route['body'], handle: Route['handle']) => ({ POST: { body, handle } });
