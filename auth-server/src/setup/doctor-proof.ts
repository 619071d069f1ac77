import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header in which the doctor shows that it knows the secret: `<milliseconds>.<HMAC-SHA-256 in hex>`. */
export const PROOF_HEADER = 'x-latch-doctor';

/** How long a proof is good, in milliseconds; generous, since a wrong clock is one of the things it is asked about. */
const GOOD_FOR_MS = 24 * 60 * 60 * 1000;

/** @param at milliseconds */
export function doctorProof(secret: string, at: number): string {
  return `${at}.${createHmac('sha256', secret).update(`latch doctor ${at}`).digest('hex')}`;
}

/** Whether it was made with this secret, and within a day. */
export function isDoctorProof(proof: string | string[] | undefined, secret: string, now = Date.now()): boolean {
  if (typeof proof !== 'string') return false;
  const at = Number(proof.split('.', 1)[0]);
  const [given, wanted] = [Buffer.from(proof), Buffer.from(doctorProof(secret, at))];
  return given.length === wanted.length && timingSafeEqual(given, wanted) && Math.abs(now - at) < GOOD_FOR_MS;
}
