import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { GenericEndpointContext } from 'better-auth';
import { APIError } from 'better-auth/api';
import { generateRandomString } from 'better-auth/crypto';
import { PASSKEY_CHALLENGE_COOKIE } from './passkey-challenge.js';
import type { RelyingParty } from './relying-party.js';

/** What authenticators are asked for (EdDSA, ES256, RS256), and nothing else that the library would take (such as RSA with SHA-1). */
const ALGORITHMS = [-8, -7, -257];

/** Loaded with the first passkey, since it takes a quarter of the time of a start. */
const webAuthn = () => import('@simplewebauthn/server');

const CHALLENGE_SECONDS = 300;

const REFUSED = { code: 'PASSKEY_REFUSED', message: 'Passkey refused' };

/** The two ceremonies of WebAuthn; a challenge of one is none of the other. */
type Ceremony = 'registration' | 'authentication';

export interface PasskeyRow {
  id: string;
  userId: string;
  credentialID: string;
  /** In base64. */
  publicKey: string;
  counter: number;
  /** Joined by commas. */
  transports?: string | null;
}

/** It is not known here, or does not show what it should. */
export const passkeyRefused = () => new APIError('UNAUTHORIZED', REFUSED);

/**
 * What a new passkey is made for, and the challenge that it is to sign.
 * @param known what the account has already, which is not to be made once more
 */
export async function beginRegistration(
  ctx: GenericEndpointContext,
  { id: rpID }: RelyingParty,
  user: { id: string; email: string },
  known: PasskeyRow[],
) {
  const { generateRegistrationOptions } = await webAuthn();
  const options = await generateRegistrationOptions({
    rpName: 'Latch',
    rpID,
    userID: new TextEncoder().encode(generateRandomString(32, 'a-z', '0-9')),
    userName: user.email,
    userDisplayName: user.email,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialID: id, transports }) => ({
      id,
      transports: transports?.split(',') as never,
    })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  await keepChallenge(ctx, 'registration', options.challenge, user.id);
  return options;
}

export async function beginAuthentication(ctx: GenericEndpointContext, { id: rpID }: RelyingParty) {
  const { generateAuthenticationOptions } = await webAuthn();
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
  await keepChallenge(ctx, 'authentication', options.challenge, '');
  return options;
}

/**
 * Checks what an authenticator made for the challenge of the person who asks, which is used up by it.
 * @throws {APIError} `PASSKEY_REFUSED`
 */
export async function finishRegistration(
  ctx: GenericEndpointContext,
  relyingParty: RelyingParty,
  response: RegistrationResponseJSON,
) {
  const { challenge, userId } = await useChallenge(ctx, 'registration');
  if (userId !== ctx.context.session!.user.id) throw passkeyRefused();
  const { verifyRegistrationResponse } = await webAuthn();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(refused);
  if (!verified) throw passkeyRefused();
  return registrationInfo;
}

/**
 * Checks what a passkey signed for the challenge of the person who asks, which is used up by it. A finger, a face or a PIN must have
 * been asked for: one passkey alone is two factors.
 * @param assertMayUse looks at whose passkey it is, before its use is counted
 * @returns the passkey
 * @throws {APIError} `PASSKEY_REFUSED`, and what `assertMayUse` throws
 */
export async function finishAuthentication(
  ctx: GenericEndpointContext,
  relyingParty: RelyingParty,
  response: AuthenticationResponseJSON,
  assertMayUse: (passkey: PasskeyRow) => Promise<void>,
): Promise<PasskeyRow> {
  const { challenge } = await useChallenge(ctx, 'authentication');
  const where = [{ field: 'credentialID', value: response.id }];
  const passkey = await ctx.context.adapter.findOne<PasskeyRow>({ model: 'passkey', where });
  if (!passkey) throw passkeyRefused();
  const { verifyAuthenticationResponse } = await webAuthn();
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
  }).catch(refused);
  if (!verified) throw passkeyRefused();
  await assertMayUse(passkey);
  await advanceCounter(ctx, passkey, authenticationInfo.newCounter);
  return passkey;
}

/** Of two answers with one count, which a copied key would give, only the first is taken, also when both come at once. */
async function advanceCounter(
  { context }: GenericEndpointContext,
  { id }: PasskeyRow,
  newCounter: number,
): Promise<void> {
  // Those that password managers keep for several devices do not count.
  if (newCounter === 0) return;
  const isNewer = { field: 'counter', operator: 'lt', value: newCounter } as const;
  const where = [{ field: 'id', value: id }, isNewer];
  const advanced = await context.adapter.updateMany({ model: 'passkey', where, update: { counter: newCounter } });
  if (advanced === 0) throw passkeyRefused();
}

async function keepChallenge(
  ctx: GenericEndpointContext,
  type: Ceremony,
  expectedChallenge: string,
  id: string,
): Promise<void> {
  const { createAuthCookie, internalAdapter, secret } = ctx.context;
  const { name, attributes } = createAuthCookie(PASSKEY_CHALLENGE_COOKIE);
  const identifier = generateRandomString(32);
  await ctx.setSignedCookie(name, identifier, secret, { ...attributes, maxAge: CHALLENGE_SECONDS });
  await internalAdapter.createVerificationValue({
    identifier,
    value: JSON.stringify({ type, expectedChallenge, userData: { id } }),
    expiresAt: new Date(Date.now() + CHALLENGE_SECONDS * 1000),
  });
}

/** What was to be signed, and by whom if that was said. It is good once. */
async function useChallenge(ctx: GenericEndpointContext, type: Ceremony) {
  const { name } = ctx.context.createAuthCookie(PASSKEY_CHALLENGE_COOKIE);
  const identifier = await ctx.getSignedCookie(name, ctx.context.secret);
  const row = identifier ? await ctx.context.internalAdapter.consumeVerificationValue(identifier) : null;
  const kept = JSON.parse(row?.value ?? '{}') as Partial<Kept>;
  if (kept.type !== type || !kept.expectedChallenge) throw passkeyRefused();
  return { challenge: kept.expectedChallenge, userId: kept.userData?.id };
}

/** As it is kept, which an older Latch beside this one understands. */
interface Kept {
  type: Ceremony;
  expectedChallenge: string;
  userData: { id: string };
}

function refused(): never {
  throw passkeyRefused();
}
