import { accountRoutes } from './account/account.route.js';
import { deletionRoutes } from './account/deletion/deletion.route.js';
import { linkRoutes } from './account/links/links.route.js';
import { passwordRoutes } from './account/password.route.js';
import { sessionRoutes } from './account/session.route.js';
import { administrationRoutes } from './administration/administration.route.js';
import { deviceRoutes } from './devices/devices.route.js';
import { healthRoutes } from './health.route.js';
import { invitationRoutes } from './invitations/invitations.route.js';
import { signUpRoutes } from './invitations/sign-up.route.js';
import { keptMailsRoutes } from './setup/kept-mails.route.js';
import { passkeySignInRoutes } from './passkeys/passkey-sign-in.route.js';
import { passkeyRoutes } from './passkeys/passkeys.route.js';
import { oauthCallbackRoutes } from './providers/oauth-callback.route.js';
import { providerRoutes } from './providers/providers.route.js';
import { secondFactorRoutes } from './second-factor/second-factor.route.js';
import { signInRoutes } from './second-factor/sign-in.route.js';
import type { Services } from './services.js';
import { setupRoutes } from './setup/setup.route.js';
import type { Route } from './shell/route.js';

/** All that this server answers to. @see contracts/account.yaml @see contracts/session-validation.yaml */
export function createRoutes(services: Services): Route[] {
  return [
    sessionRoutes,
    signInRoutes,
    signUpRoutes,
    accountRoutes,
    passwordRoutes,
    deletionRoutes,
    linkRoutes,
    keptMailsRoutes,
    deviceRoutes,
    secondFactorRoutes,
    passkeyRoutes,
    passkeySignInRoutes,
    providerRoutes,
    oauthCallbackRoutes,
    invitationRoutes,
    administrationRoutes,
    setupRoutes,
    healthRoutes,
  ].flatMap((routesOf) => routesOf(services));
}
