import { z } from 'zod';
import { isLoopback } from '@latch/server-kit/public-url';

/** What Latch needs to know of an OpenID provider. @see https://openid.net/specs/openid-connect-discovery-1_0.html */
const schema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  userinfo_endpoint: z.string().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
});

export type DiscoveryDocument = z.infer<typeof schema>;

/** Where a provider says what it can do. */
export function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

/**
 * What a provider says of itself.
 * @param signal ends the waiting
 * @throws {Error} when it says nothing, or is another than it should be
 */
export async function readDiscoveryDocument(issuer: string, signal: AbortSignal): Promise<DiscoveryDocument> {
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
