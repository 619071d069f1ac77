import { randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { passwordHashLimiter } from '../passwords/password-hash-limiter.js';
import { charactersOf } from '../typed-codes.js';

const HOW_MANY = 10;
/** Without what is easily taken for something else: 0 and o, 1, i and l. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 10;
const CODE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);
const DIGEST_BYTES = 32;

type Key = Parameters<typeof symmetricEncrypt>[0]['key'];

const derive = promisify(scrypt) as (text: string, salt: string, bytes: number) => Promise<Buffer>;

/** What is good once, for when neither app nor passkey is at hand. It is shown when it is made, and kept as a digest alone. */
export const recoveryCodes = {
  make(): string[] {
    return Array.from({ length: HOW_MANY }, () => {
      const characters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
      return `${characters.slice(0, LENGTH / 2)}-${characters.slice(LENGTH / 2)}`;
    });
  },

  /** A code as it was typed, in the one way in which it is compared; undefined when it cannot be one. */
  read(typed: string): string | undefined {
    const characters = charactersOf(typed).toLowerCase();
    return CODE.test(characters) ? `${characters.slice(0, LENGTH / 2)}-${characters.slice(LENGTH / 2)}` : undefined;
  },

  /** What Better Auth has for a code: scrypt (N = 2^14, r = 8, p = 1) salted by the random id of whose it is. */
  digest(userId: string, code: string): Promise<string> {
    return passwordHashLimiter.run(() => digestOf(userId, code));
  },

  /** All of somebody's codes as Better Auth keeps them: encrypted, so that not even how many are left can be read. */
  async seal(key: Key, userId: string, codes: string[]): Promise<string> {
    const digests = await passwordHashLimiter.run(async () => {
      const made: string[] = [];
      for (const code of codes) made.push(await digestOf(userId, code));
      return made;
    });
    return symmetricEncrypt({ key, data: JSON.stringify(digests) });
  },

  async left(key: Key, sealed: string): Promise<number> {
    return (JSON.parse(await symmetricDecrypt({ key, data: sealed })) as string[]).length;
  },
};

async function digestOf(userId: string, code: string): Promise<string> {
  return (await derive(code, userId, DIGEST_BYTES)).toString('base64url');
}
