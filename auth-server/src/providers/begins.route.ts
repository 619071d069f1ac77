import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';
import type { SignedIn } from '../account/signed-in.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import type { OAuthState } from './oauth-state.js';
import { LINK_ENDPOINT, SIGN_IN_ENDPOINT } from './provider-plugin.js';
import type { ProviderId, ProviderSettings } from './provider-settings.js';
import { OUTCOMES } from './oauth-callback-result.js';

/** The body of a request to go and sign in somewhere else. */
export interface ProviderSignIn {
  provider: ProviderId;
  next?: string;
  invitation?: string;
}

/** Sends browsers to providers. */
export class ProviderJourneys {
  constructor(
    private readonly calls: BetterAuthCalls,
    private readonly settings: ProviderSettings,
    private readonly publicUrl: string,
  ) {}

  /** To sign in or up there. */
  readonly signIn = (request: RouteRequest): Promise<Reply> => {
    const { provider, next = '/', invitation } = request.body as ProviderSignIn;
    return this.#begin(SIGN_IN_ENDPOINT, request, { provider, next, invitation });
  };

  /** To show whose account there is to be linked to the one here. */
  readonly link = (request: RouteRequest<{ provider: ProviderId }>, { session }: SignedIn): Promise<Reply> => {
    const begun = { provider: request.body.provider, next: '/settings/security', sessionId: session.id };
    return this.#begin(LINK_ENDPOINT, request, begun);
  };

  async #begin(endpoint: string, request: RouteRequest, begun: OAuthState): Promise<Reply> {
    const { provider } = begun;
    if (!this.settings[provider]) throw httpErrors.providerNotFound();
    const isLink = endpoint === LINK_ENDPOINT;
    const body = {
      provider,
      disableRedirect: true,
      callbackURL: this.publicUrl + (isLink ? OUTCOMES.linked : OUTCOMES.signedIn),
      newUserCallbackURL: this.publicUrl + OUTCOMES.signedUp,
      errorCallbackURL: this.publicUrl + OUTCOMES.failed,
      additionalData: begun,
    };
    const response = await this.calls.post(
      `/api/auth${endpoint}`,
      { ...request, body },
      {
        withCookies: isLink,
        meanings: {
          PROVIDER_NOT_FOUND: httpErrors.providerNotFound,
          PROVIDER_UNAVAILABLE: httpErrors.providerUnavailable,
        },
      },
    );
    const { url } = (await response.json()) as { url: string };
    return { status: 200, body: { url }, headers: { 'set-cookie': cookiesOf(response) } };
  }
}
