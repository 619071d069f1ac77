import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Crockford's base32: no letter in it is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Of five bits each, 80 together. */
const CHARACTERS = 16;

/** What people put between the characters of a code, or paste along: spaces, dashes, and what cannot be seen. */
const BETWEEN = /[\p{White_Space}\p{Dash}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u02D7\u2500\u30FC]/gu;

/**
 * A code that people copy from a terminal, in groups like `7K3M-90QX-…`. It follows from the secret: all replicas know the
 * same one, also after a restart, and nobody who reads the database alone knows any.
 * @param purpose what the code is for; another purpose has another code
 */
export function typedCode(secret: string, purpose: string): string {
  const digest = createHmac('sha256', secret).update(`latch ${purpose}`).digest();
  const characters = Array.from(digest.subarray(0, CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return characters.match(/.{4}/g)!.join('-');
}

/** Whether somebody typed this code: in small letters, without dashes or with others, or with letters that look like digits. */
export function isSame(given: string, code: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(code));
}

/** The characters of a code as it was typed, in the form in which it is compared. */
export function charactersOf(typed: string): string {
  return typed.normalize('NFKC').replaceAll(BETWEEN, '');
}

function digestOf(text: string): Buffer {
  const typed = charactersOf(text).toUpperCase();
  return createHash('sha256').update(typed.replaceAll('O', '0').replaceAll(/[IL]/g, '1')).digest();
}
