import { z } from 'zod';
import { isLoopback } from '@latch/server-kit/public-url';

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

export const providerVariables = {
  OIDC_ISSUER: z
    .string()
    .refine(
      isIssuer,
      'OIDC_ISSUER must be the address of an OpenID provider, like https://id.example.com; http is for this machine alone.',
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(50, 'OIDC_NAME must be at most 50 characters long.').optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
};

type Given = Partial<Record<keyof typeof providerVariables, string>>;

/** What belongs together: all of it is given, or none. */
const TOGETHER: (keyof Given)[][] = [
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
];

/** What is wrong with settings each of which is fine by itself; a sentence each. */
export function providerProblems(given: Given): string[] {
  const halfSet = TOGETHER.flatMap((names) => {
    const missing = names.filter((name) => !given[name]);
    if (missing.length === 0 || missing.length === names.length) return [];
    const there = names.filter((name) => given[name]);
    return [`${missing.join(' and ')} must be given with ${there.join(' and ')}.`];
  });
  const isNameAlone = given.OIDC_NAME && TOGETHER[0]!.every((name) => !given[name]);
  return isNameAlone ? [...halfSet, 'OIDC_NAME must be given with OIDC_ISSUER.'] : halfSet;
}

export function providerSettings(given: Given): ProviderSettings {
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

function clientOf(given: Given, prefix: 'OIDC' | 'GOOGLE' | 'GITHUB'): ProviderClient | undefined {
  const [clientId, clientSecret] = [given[`${prefix}_CLIENT_ID`], given[`${prefix}_CLIENT_SECRET`]];
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  if (username || password || search || hash) return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(text));
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
