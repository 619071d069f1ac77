import type { BetterAuthCalls } from '../better-auth/better-auth-calls.js';
import type { SignedInRoutes } from '../account/signed-in.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Auth } from '../auth.js';
import type { Database } from '../database.js';
import type { Route, Routes } from '../http/route.js';
import { httpErrors } from '../http/http-errors.js';
import { KnownNetworks } from '../limits/known-networks.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { SecondFactorCookies } from '../second-factor/second-factor-cookies.js';
import type { SessionCookie } from '../session/session-cookie.js';
import { ProviderJourneys } from './begins.route.js';
import { LinkedProviders } from './linked-providers.js';
import { listsLinkedProviders, unlinksProvider } from './linked-providers.routes.js';
import { providerBodies } from './provider-bodies.js';
import { type ProviderNames, PROVIDER_IDS, type ProviderSettings } from './provider-settings.js';
import { ProviderReturn } from './return.route.js';

interface Dependencies {
  auth: Auth;
  calls: BetterAuthCalls;
  database: Database;
  audit: AuditLog;
  signedIn: SignedInRoutes;
  mailQueue: MailQueue;
  templates: MailTemplates;
  cookie: SessionCookie;
  secondFactor: SecondFactorCookies;
  settings: ProviderSettings;
  names: ProviderNames;
  publicUrl: string;
  appUrl: string;
}

/** Signing in by somebody else's account. @see contracts/account.yaml */
export async function providerRoutes(dependencies: Dependencies): Promise<Routes> {
  const { auth, calls, database, audit, signedIn, settings, names, publicUrl } = dependencies;
  const { createAuthCookie } = await auth.$context;
  const journeys = new ProviderJourneys(calls, settings, publicUrl);
  const linked = new LinkedProviders(database, names.offered.map(({ id }) => id)); // prettier-ignore
  const returning = new ProviderReturn({
    ...dependencies,
    networks: new KnownNetworks(database),
    state: createAuthCookie('state'),
    whoAsks: (request) => signedIn.whoAsks(request),
  });
  const callbacks = PROVIDER_IDS.map((id): [string, Routes[string]] => {
    const handle = settings[id] ? returning.from(id) : () => Promise.reject(httpErrors.providerNotFound());
    return [`/api/auth/callback/${id}`, { GET: { handle } }];
  });
  return {
    '/api/auth/sign-in/provider': post(providerBodies.signIn, journeys.signIn),
    '/api/auth/link-provider': post(providerBodies.alone, signedIn.freshRoute(journeys.link)),
    '/api/auth/unlink-provider': post(providerBodies.alone, signedIn.freshRoute(unlinksProvider(linked, names, audit))),
    '/api/auth/linked-providers': { GET: { handle: signedIn.route(listsLinkedProviders(linked, names)) } },
    ...Object.fromEntries(callbacks),
  };
}

const post = (body: Route['body'], handle: Route['handle']) => ({ POST: { body, handle } });
