import { createHash } from 'node:crypto';

const BYTES = 16;

/** Tells one create from another under the same id. Only ever compared with the same user's, so 16 bytes are plenty. */
export function createDigest(title: string, notes: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([title, notes]))
    .digest()
    .subarray(0, BYTES);
}
