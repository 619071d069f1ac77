import { passkey } from '@better-auth/passkey';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { sessionEnd } from '../account/session-rows.js';
import { assertKnownAlgorithm, assertUserVerified } from './ceremony-checks.js';
import { confirmPasskey } from './confirm-passkey.endpoint.js';
import { PASSKEY_CHALLENGE_COOKIE } from './passkey-challenge.js';
import { PASSKEY_ENDPOINTS } from './passkey-endpoints.js';
import { assertMaySignIn } from './passkey-sign-in.js';
import { type RelyingParty, relyingPartyOf } from './relying-party.js';

/** @param requiresConfirmedEmail whether only who confirmed their address may sign in */
export function passkeyPlugins(publicUrl: string, requiresConfirmedEmail: boolean) {
  const relyingParty = relyingPartyOf(publicUrl);
  return [strictPasskeys(relyingParty, requiresConfirmedEmail), ownPasskeys(relyingParty)] as const;
}

/** Better Auth's passkeys, which must each have asked for a finger, a face or a PIN: one alone is two factors. */
function strictPasskeys({ id: rpID, origin }: RelyingParty, requiresConfirmedEmail: boolean) {
  return passkey({
    rpName: 'Latch',
    rpID,
    origin,
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    advanced: { webAuthnChallengeCookie: PASSKEY_CHALLENGE_COOKIE },
    registration: {
      afterVerification: ({ verification: { registrationInfo } }) => {
        assertUserVerified(registrationInfo!);
        assertKnownAlgorithm(registrationInfo!.credential.publicKey);
      },
    },
    authentication: {
      afterVerification: ({ ctx, verification: { authenticationInfo } }) =>
        assertMaySignIn(ctx, authenticationInfo, requiresConfirmedEmail),
    },
  });
}

/** What Better Auth's passkeys lack. */
function ownPasskeys(relyingParty: RelyingParty) {
  return {
    id: 'own-passkeys',
    endpoints: { confirmPasskey: confirmPasskey(relyingParty) },
    init: () => ({ options: { databaseHooks: { session: { create: { before: asWithThePassword } } } } }),
  } satisfies BetterAuthPlugin;
}

/** Whoever did not want to be remembered said so with the password, which comes before a passkey as the second factor. */
async function asWithThePassword(_: unknown, ctx: GenericEndpointContext | null) {
  return ctx?.path === PASSKEY_ENDPOINTS.signIn ? { data: { expiresAt: await sessionEnd(ctx) } } : undefined;
}
