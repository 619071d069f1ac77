import { z } from 'zod';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Services } from '../services.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { token } from '../validation/fields.js';
import { appPage } from './app-page.js';
import { LinkedProviders } from './linked-providers.js';
import { OUTCOMES } from './oauth-callback-result.js';
import type { OAuthState } from './oauth-state.js';
import { LINK_ENDPOINT, SIGN_IN_ENDPOINT } from './provider-plugin.js';
import { PROVIDER_IDS, ProviderNames } from './provider-settings.js';

const LONGEST_PAGE = 2000;

const provider = z.enum(PROVIDER_IDS, 'Choose one of those that are offered.');

const next = z.string('Say which page.').transform((text, context) => {
  const page = text.length <= LONGEST_PAGE ? appPage(text) : undefined;
  if (page !== undefined) return page;
  context.addIssue({ code: 'custom', message: 'Choose a page of Latch.' });
  return z.NEVER;
});

/** Signing in by somebody else's account, and linking it. @see contracts/account.yaml */
export function providerRoutes(services: Services): Route[] {
  const { database, environment } = services;
  const names = new ProviderNames(environment.providers);
  const linked = new LinkedProviders(database, names.offered.map(({ id }) => id)); // prettier-ignore
  return [
    route({
      method: 'POST',
      path: '/api/auth/sign-in/provider',
      who: 'anybody',
      body: z.strictObject({ provider, next: next.optional(), invitation: token.optional() }),
      handle: (request) =>
        startOAuth(services, SIGN_IN_ENDPOINT, request, { ...request.body, next: request.body.next ?? '/' }),
    }),
    // To show whose account there is to be linked to the one here.
    route({
      method: 'POST',
      path: '/api/auth/link-provider',
      who: 'fresh',
      body: z.strictObject({ provider }),
      handle(request, { session }) {
        const state = { provider: request.body.provider, next: '/settings/security', sessionId: session.id };
        return startOAuth(services, LINK_ENDPOINT, request, state);
      },
    }),
    // As long as there is another way to sign in.
    route({
      method: 'POST',
      path: '/api/auth/unlink-provider',
      who: 'fresh',
      body: z.strictObject({ provider }),
      audit: 'provider-unlinked',
      async handle({ body, log }, { user }) {
        await unlessOutage(linked.unlink(user.id, body.provider), log);
        return { status: 200, body: { success: true }, audit: { detail: names.of(body.provider) } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/auth/linked-providers',
      who: 'signed-in',
      async handle({ log }, { user }) {
        const rows = await unlessOutage(linked.list(user.id), log);
        const items = rows.map((row) => ({
          provider: row.provider,
          name: names.of(row.provider),
          linkedAt: row.linkedAt,
        }));
        return { status: 200, body: { items } };
      },
    }),
  ];
}

/** Sends a browser to a provider. @param state what the person set out for, for when they come back */
async function startOAuth(
  { calls, environment }: Services,
  endpoint: string,
  request: RouteRequest,
  state: OAuthState,
): Promise<Answer> {
  const { providers, publicUrl } = environment;
  if (!providers[state.provider]) throw httpErrors.providerNotFound();
  const isLink = endpoint === LINK_ENDPOINT;
  const body = {
    provider: state.provider,
    disableRedirect: true,
    callbackURL: publicUrl + (isLink ? OUTCOMES.linked : OUTCOMES.signedIn),
    newUserCallbackURL: publicUrl + OUTCOMES.signedUp,
    errorCallbackURL: publicUrl + OUTCOMES.failed,
    additionalData: state,
  };
  const meanings = {
    PROVIDER_NOT_FOUND: httpErrors.providerNotFound,
    PROVIDER_UNAVAILABLE: httpErrors.providerUnavailable,
  };
  const options = { withCookies: isLink, meanings };
  const { body: answered, cookies } = await calls.post(endpoint, { ...request, body }, options);
  const { url } = answered as { url: string };
  return { status: 200, body: { url }, headers: { 'set-cookie': cookies } };
}
