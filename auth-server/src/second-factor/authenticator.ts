import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { createOTP } from '@better-auth/utils/otp';

const SECRET_LENGTH = 32;
const DIGITS = 6;
const PERIOD = 30;

/** A code counts in its own period, and in the one before and after: clocks differ, and people take their time. */
export const LONGEST_USE = 3 * PERIOD;

type Key = Parameters<typeof symmetricEncrypt>[0]['key'];

/** An authenticator app: six digits every thirty seconds (RFC 6238), as Better Auth checks them at sign-in. */
export const authenticator = {
  /** A new secret, and the same as it is kept. */
  async make(key: Key): Promise<{ secret: string; sealed: string }> {
    const secret = generateRandomString(SECRET_LENGTH);
    return { secret, sealed: await symmetricEncrypt({ key, data: secret }) };
  },

  /** What an app takes, as a QR code or typed. */
  describe(secret: string, issuer: string, account: string): { uri: string; secret: string } {
    const uri = createOTP(secret, { digits: DIGITS, period: PERIOD }).url(issuer, account);
    return { uri, secret: new URL(uri).searchParams.get('secret')! };
  },

  /** A code as it was typed, without what people put between digits; undefined when it cannot be one. */
  read(typed: string): string | undefined {
    const digits = typed.replaceAll(/[\s\p{Dash}]/gu, '');
    return /^\d{6}$/.test(digits) ? digits : undefined;
  },

  /** Whether it is the code of just now. */
  async accepts(key: Key, sealed: string, code: string): Promise<boolean> {
    const secret = await symmetricDecrypt({ key, data: sealed });
    return createOTP(secret, { digits: DIGITS, period: PERIOD }).verify(code);
  },
};
