import { type Fields, laterValues, type NameOf, type NewValues } from '@latch/domain/fields';
import { createHash } from 'node:crypto';
import { IdTakenError } from '../common/change.errors.js';

/** What the digest of a create has beside what it always had; nothing while no later field is set. @see laterValues */
export function laterInDigest<F extends Fields>(fields: F, values: NewValues<F>, known: NameOf<F>[]): object[] {
  const later = laterValues(fields, values, known);
  return Object.keys(later).length > 0 ? [later] : [];
}

/**
 * A create under an id that is there already is the same one again, or refused.
 * @throws {IdTakenError} when it was created with something else, or was deleted
 */
export function requireSameCreate(
  { createDigest, deletedAt }: { createDigest: Buffer | null; deletedAt: string | null },
  digest: Buffer,
): void {
  if (!createDigest?.equals(digest)) throw new IdTakenError();
  if (deletedAt) throw new IdTakenError('It was deleted. Restore it, or create another one.');
}

/**
 * Nothing is there under the id of a create. One that was carried out before made something that was deleted for good since.
 * @throws {IdTakenError} for such a one
 */
export function requireFirstCreate({ isRepeated }: { isRepeated: boolean }): void {
  if (isRepeated) throw new IdTakenError('It was deleted for good. Create another one.');
}

const BYTES = 16;

/** Tells one create from another under the same id. Only ever compared with the same user's, so 16 bytes are plenty. */
export function digestOf(...values: unknown[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(values.map((value) => value ?? null)))
    .digest()
    .subarray(0, BYTES);
}
