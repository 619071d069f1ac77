import type { Values } from '@latch/server-kit/settings/variables.mjs';

/** Who somebody may sign in by: a provider of one's own that speaks OpenID Connect, Google, GitHub. */
export const PROVIDER_IDS = ['oidc', 'google', 'github'] as const;

export type ProviderId = (typeof PROVIDER_IDS)[number];

/** What a provider gives a person who registers Latch there. */
interface ProviderClient {
  clientId: string;
  clientSecret: string;
}

export interface OidcSettings extends ProviderClient {
  /** Exactly as the provider calls itself. */
  issuer: string;
  /** What people see. */
  name: string;
}

export interface ProviderSettings {
  oidc?: OidcSettings;
  google?: ProviderClient;
  github?: ProviderClient;
}

export function providerSettings(given: Values<'auth-server'>): ProviderSettings {
  const { OIDC_ISSUER: issuer, OIDC_NAME: name } = given;
  const oidc = clientOf(given, 'OIDC');
  const google = clientOf(given, 'GOOGLE');
  const github = clientOf(given, 'GITHUB');
  return {
    ...(issuer && oidc && { oidc: { ...oidc, issuer, name: name ?? new URL(issuer).hostname } }),
    ...(google && { google }),
    ...(github && { github }),
  };
}

function clientOf(given: Values<'auth-server'>, prefix: 'OIDC' | 'GOOGLE' | 'GITHUB'): ProviderClient | undefined {
  const [clientId, clientSecret] = [given[`${prefix}_CLIENT_ID`], given[`${prefix}_CLIENT_SECRET`]];
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

export class ProviderNames {
  constructor(private readonly settings: ProviderSettings) {}

  /** Also of one that is not set up any more. */
  of(provider: ProviderId): string {
    const names = { oidc: this.settings.oidc?.name ?? 'OpenID Connect', google: 'Google', github: 'GitHub' };
    return names[provider];
  }

  get offered(): { id: ProviderId; name: string }[] {
    return PROVIDER_IDS.filter((id) => this.settings[id]).map((id) => ({ id, name: this.of(id) }));
  }
}

/** Where a provider sends people back to; it is entered there. */
export function redirectAddress(appUrl: string, provider: ProviderId): string {
  return `${appUrl}/api/auth/callback/${provider}`;
}
