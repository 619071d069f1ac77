import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { GenericEndpointContext } from 'better-auth';
import { createAuthEndpoint, sensitiveSessionMiddleware } from 'better-auth/api';
import { z } from 'zod';
import { renewSession } from '../account/session-renewal.js';
import { advanceCounter, findPasskey, type PasskeyRow, passkeyRefused } from './ceremony-checks.js';
import { PASSKEY_CHALLENGE_COOKIE } from './passkey-challenge.js';
import { CONFIRM_PASSKEY_ENDPOINT } from './passkey-endpoints.js';
import type { RelyingParty } from './relying-party.js';

/**
 * Shows with a passkey, while signed in, that it is you. Better Auth's own endpoint would sign in anew: here the session goes
 * on, as after giving the password once more.
 */
export function confirmPasskey(relyingParty: RelyingParty) {
  const body = z.object({ response: z.custom<AuthenticationResponseJSON>() });
  const use = [sensitiveSessionMiddleware];
  return createAuthEndpoint(CONFIRM_PASSKEY_ENDPOINT, { method: 'POST', body, use }, async (ctx) => {
    const { response } = ctx.body;
    const challenge = await useChallenge(ctx);
    const passkey = await findPasskey(ctx, response.id);
    if (passkey.userId !== ctx.context.session.user.id) throw passkeyRefused();
    await advanceCounter(ctx, passkey, await counterIn(response, { challenge, passkey, relyingParty }));
    await renewSession(ctx);
    return ctx.json({ status: true });
  });
}

/** What was to be signed, which is used up by it. Kept by Better Auth's own endpoint. */
async function useChallenge(ctx: GenericEndpointContext): Promise<string> {
  const { name } = ctx.context.createAuthCookie(PASSKEY_CHALLENGE_COOKIE);
  const identifier = await ctx.getSignedCookie(name, ctx.context.secret);
  const row = identifier ? await ctx.context.internalAdapter.consumeVerificationValue(identifier) : null;
  const kept = JSON.parse(row?.value ?? '{}') as { type?: string; expectedChallenge?: string };
  if (kept.type !== 'authentication' || !kept.expectedChallenge) throw passkeyRefused();
  return kept.expectedChallenge;
}

interface Expected {
  challenge: string;
  passkey: PasskeyRow;
  relyingParty: RelyingParty;
}

/** @returns how often it was used, of a right answer */
async function counterIn(response: AuthenticationResponseJSON, expected: Expected): Promise<number> {
  const { challenge, passkey, relyingParty } = expected;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialID,
      publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64')),
      counter: passkey.counter,
    },
  }).catch(() => {
    throw passkeyRefused();
  });
  if (!verified) throw passkeyRefused();
  return authenticationInfo.newCounter;
}
