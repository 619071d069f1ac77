import type { BetterAuthOptions } from 'better-auth';
import { nameFrom } from './profiles.js';
import type { ProviderSettings } from './provider-settings.js';
import { redirectAddress } from './redirect-address.js';

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
