import type { GenericEndpointContext } from 'better-auth';
import { decodeCredentialPublicKey, cose } from '@simplewebauthn/server/helpers';
import { APIError } from 'better-auth/api';

/** What Better Auth asks authenticators for, and no more of what its library would take (such as RSA with SHA-1). */
const ALGORITHMS = new Set<number>([cose.COSEALG.EdDSA, cose.COSEALG.ES256, cose.COSEALG.RS256]);

const REFUSED = { code: 'PASSKEY_REFUSED', message: 'Passkey refused' };

/** A passkey as Better Auth keeps it. */
export interface PasskeyRow {
  id: string;
  userId: string;
  credentialID: string;
  publicKey: string;
  counter: number;
  transports?: string | null;
}

/** It is not known here, or does not show what it should. */
export const passkeyRefused = () => new APIError('UNAUTHORIZED', REFUSED);

/** Better Auth prefers that a finger, a face or a PIN was asked for; here it must have been. */
export function assertUserVerified({ userVerified }: { userVerified: boolean }): void {
  if (!userVerified) throw passkeyRefused();
}

export function assertKnownAlgorithm(publicKey: Uint8Array<ArrayBuffer>): void {
  const algorithm = decodeCredentialPublicKey(publicKey).get(cose.COSEKEYS.alg);
  if (!ALGORITHMS.has(Number(algorithm))) throw passkeyRefused();
}

export async function findPasskey({ context }: GenericEndpointContext, credentialID: string): Promise<PasskeyRow> {
  const where = [{ field: 'credentialID', value: credentialID }];
  const found = await context.adapter.findOne<PasskeyRow>({ model: 'passkey', where });
  if (!found) throw passkeyRefused();
  return found;
}

/** Of two answers with one count, which a copied key would give, only the first is taken, also when both come at once. */
export async function advanceCounter(
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
