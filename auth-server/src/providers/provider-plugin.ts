import type { BetterAuthPlugin, GenericEndpointContext, BetterAuthOptions } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { DiscoveredProvider } from './discovered-provider.js';
import { isAddress, nameFrom } from './profiles.js';
import { noteAnswer, watched } from './provider-answers.js';
import { type ProviderSettings, redirectAddress } from './provider-settings.js';

/** Below /api/auth. */
export const SIGN_IN_ENDPOINT = '/sign-in/social';
export const LINK_ENDPOINT = '/link-social';
const CALLBACK_ENDPOINT = '/callback/:id';

/** No account is linked but by who is signed in to it: a person who runs the other provider could take it over by its address. */
export const accountOptions = {
  accountLinking: { enabled: true, disableImplicitLinking: true, allowDifferentEmails: true, trustedProviders: [] },
  updateAccountOnSignIn: false,
};

/** Signing in by other providers, of which nothing is kept but who somebody is there. */
export function otherProviders({ oidc: settings }: ProviderSettings, appUrl: string) {
  let oidc: DiscoveredProvider | undefined;
  const usesOidc = ({ path, body, params }: { path?: string; body?: unknown; params?: unknown }) =>
    (path === CALLBACK_ENDPOINT && idIn(params, 'id') === 'oidc') ||
    ((path === SIGN_IN_ENDPOINT || path === LINK_ENDPOINT) && idIn(body, 'provider') === 'oidc');
  return {
    id: 'other-providers',
    init: (context) => {
      oidc = settings && new DiscoveredProvider(settings, redirectAddress(appUrl, 'oidc'), context);
      const socialProviders = [...context.socialProviders.map(watched), ...(oidc ? [oidc.provider] : [])];
      return { context: { socialProviders }, options: { databaseHooks } };
    },
    hooks: {
      before: [
        {
          matcher: (context) => oidc !== undefined && usesOidc(context),
          handler: createAuthMiddleware(async ({ context: { logger } }) => {
            await oidc!.find().catch((error: unknown) => {
              logger.error(`the OpenID provider could not be found: ${Error.prototype.toString.call(error)}`);
              throw new APIError('SERVICE_UNAVAILABLE', { code: 'PROVIDER_UNAVAILABLE' });
            });
          }),
        },
      ],
      after: [
        {
          matcher: ({ path }) => path === CALLBACK_ENDPOINT,
          handler: createAuthMiddleware(async ({ context: { newSession } }) => {
            if (newSession) noteAnswer({ user: { id: newSession.user.id, email: newSession.user.email } });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

const WITHOUT_TOKENS = {
  data: {
    accessToken: null,
    refreshToken: null,
    idToken: null,
    accessTokenExpiresAt: null,
    refreshTokenExpiresAt: null,
    scope: null,
  },
};

const databaseHooks = {
  account: {
    create: { before: withoutTokens, after: noteLink },
    update: { before: withoutTokens },
  },
  user: { create: { before: assertConfirmed } },
};

async function withoutTokens() {
  return WITHOUT_TOKENS;
}

async function noteLink({ providerId }: { providerId: string }) {
  if (providerId !== 'credential') noteAnswer({ linked: true });
}

/** An account made by a provider has an address that this one has confirmed. */
async function assertConfirmed(
  { email, emailVerified }: { email: string; emailVerified: boolean },
  context: GenericEndpointContext | null,
) {
  if (context?.path !== CALLBACK_ENDPOINT || (emailVerified && isAddress(email))) return;
  throw new APIError('FORBIDDEN', { code: 'PROVIDER_EMAIL_NOT_VERIFIED', message: 'PROVIDER_EMAIL_NOT_VERIFIED' });
}

function idIn(value: unknown, key: string): unknown {
  return (Object(value) as Record<string, unknown>)[key];
}

/** Google and GitHub as Better Auth knows them, as far as they are set up. Nobody's picture is taken over. */
export function builtInProviders({ google, github }: ProviderSettings, appUrl: string) {
  return {
    ...(google && {
      google: {
        ...google,
        redirectURI: redirectAddress(appUrl, 'google'),
        // A browser may know several people there.
        prompt: 'select_account' as const,
        includeGrantedScopes: false,
        mapProfileToUser: ({ email, name, given_name, email_verified }) => ({
          name: nameFrom(email, name, given_name),
          emailVerified: email_verified,
          image: undefined,
        }),
      },
    }),
    ...(github && {
      github: {
        ...github,
        redirectURI: redirectAddress(appUrl, 'github'),
        mapProfileToUser: ({ email, name, login }) => ({ name: nameFrom(email, name, login), image: undefined }),
      },
    }),
  } satisfies BetterAuthOptions['socialProviders'];
}
