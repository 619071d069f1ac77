import type { OAuthAccountKeyContext, OAuthProvider } from '@better-auth/core/oauth2';
import type { AuthContext } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { z } from 'zod';
import { isLoopback } from '@latch/server-kit/settings/public-url.mjs';
import { deadline, watched } from './provider-answers.js';
import { nameFrom } from './profiles.js';
import type { OidcSettings } from './provider-settings.js';

/** In milliseconds: for finding the provider, and how long it counts as found. */
const LIMIT_MS = 4000;
const GOOD_MS = 60_000;

/**
 * The OpenID provider of one's own. Better Auth looks for one when it starts, and never again. Here it is looked for when
 * somebody wants to sign in: Latch starts without it, and nobody is sent to one that is down.
 */
export class DiscoveredProvider {
  /** For Better Auth's list of providers; {@link find} makes it one. */
  readonly provider = { id: 'oidc' } as OAuthProvider;
  #finding: Promise<void> | undefined;
  #goodUntil = 0;

  constructor(
    private readonly settings: OidcSettings,
    private readonly redirectURI: string,
    private readonly context: AuthContext,
  ) {}

  /** @throws {Error} when it does not answer, or is another than it should be */
  async find(): Promise<void> {
    if (Date.now() < this.#goodUntil) return;
    this.#finding ??= deadline(LIMIT_MS, this.#discover()).finally(() => (this.#finding = undefined));
    await this.#finding;
  }

  async #discover(): Promise<void> {
    const { issuer, name, clientId, clientSecret } = this.settings;
    const document = await readDiscoveryDocument(issuer, AbortSignal.timeout(LIMIT_MS));
    const takesSecretInBody = document.token_endpoint_auth_methods_supported.includes('client_secret_post');
    // Better Auth reads the document once more, by itself.
    const { context } = await genericOAuth({
      config: [
        {
          providerId: 'oidc',
          name,
          clientId,
          clientSecret,
          redirectURI: this.redirectURI,
          discoveryUrl: discoveryUrl(issuer),
          authentication: takesSecretInBody ? 'post' : 'basic',
          scopes: ['openid', 'profile', 'email'],
          pkce: true,
          requireIdTokenVerification: true,
          accountSubject: (told) => `${issuer} ${subjectOf(told)}`,
          mapProfileToUser: toUser,
        },
      ],
    }).init({ ...this.context, socialProviders: [] });
    const [found] = context.socialProviders;
    if (!found) throw new Error('Better Auth takes the provider for none');
    Object.assign(this.provider, watched(found));
    this.#goodUntil = Date.now() + GOOD_MS;
  }
}

/**
 * Who it is: the subject of the ID token, whose signature is checked by now. It means something together with its issuer
 * alone. What the provider says elsewhere must be about the same one.
 * @throws {Error} when there is no ID token, or the profile is somebody else's
 */
function subjectOf({ tokens: { idToken = '' }, profile }: OAuthAccountKeyContext): string {
  const { sub } = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as { sub?: unknown };
  if (typeof sub !== 'string' || !sub) throw new Error('the provider does not say who it is');
  if ((profile as { sub?: unknown }).sub !== sub) throw new Error('the provider tells of two people');
  return sub;
}

/** Some providers write the boolean as a text. */
function toUser(profile: Record<string, unknown>) {
  const { email, email_verified: verified, name, given_name, preferred_username } = profile;
  const address = typeof email === 'string' ? email : undefined;
  return {
    email: address,
    emailVerified: verified === true || verified === 'true',
    name: nameFrom(address, name, given_name, preferred_username),
    image: undefined,
  };
}

/** What Latch needs to know of an OpenID provider. @see https://openid.net/specs/openid-connect-discovery-1_0.html */
const schema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  userinfo_endpoint: z.string().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
});

type DiscoveryDocument = z.infer<typeof schema>;

function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

/**
 * What a provider says of itself.
 * @param signal ends the waiting
 * @throws {Error} when it says nothing, or is another than it should be
 */
async function readDiscoveryDocument(issuer: string, signal: AbortSignal): Promise<DiscoveryDocument> {
  const url = discoveryUrl(issuer);
  const response = await fetch(url, { headers: { accept: 'application/json' }, signal });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const document = schema.parse(await response.json());
  if (document.issuer !== issuer)
    throw new Error(`OIDC_ISSUER is ${issuer}, but the provider there calls itself ${document.issuer}`);
  for (const endpoint of endpointsOf(document))
    if (!isPrivate(endpoint, issuer)) throw new Error(`the provider names an address that is not https: ${endpoint}`);
  return document;
}

function endpointsOf({ authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint }: DiscoveryDocument) {
  return [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint].filter((each) => each !== undefined);
}

/** Codes, secrets and keys pass by these addresses: nobody may listen, but on this machine there is nobody. */
function isPrivate(url: string, issuer: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(issuer) && isLoopback(url));
}
