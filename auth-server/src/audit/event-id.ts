import { randomBytes } from 'node:crypto';

/** Of a millisecond, of which the database keeps no parts. */
const PARTS = 4096n;

let last = 0n;

/** A UUID of version 7 that sorts after all that this process made before, also those of the same millisecond. */
export function eventId(now = Date.now()): string {
  const time = BigInt(now) * PARTS;
  last = time > last ? time : last + 1n;
  const hex = last.toString(16).padStart(15, '0');
  const random = randomBytes(8);
  random[0] = 0x80 | (random[0]! & 0x3f);
  const end = random.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(12)}-${end.slice(0, 4)}-${end.slice(4)}`;
}
