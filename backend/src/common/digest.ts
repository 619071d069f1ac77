import { createHash } from 'node:crypto';

const BYTES = 16;

/** Tells one create from another under the same id. Only ever compared with the same user's, so 16 bytes are plenty. */
export function digestOf(...values: unknown[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(values.map((value) => value ?? null)))
    .digest()
    .subarray(0, BYTES);
}
